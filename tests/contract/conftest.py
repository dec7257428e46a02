"""Both engines, each with an index of its own, under one suite."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from search.engines.base import Engine
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.tantivy.engine import TantivyEngine
from search.indexing.document import IndexDocument
from tests.services.elasticsearch import delete_indices

Filled = Callable[[Sequence[IndexDocument]], Engine]
KINDS = ("tantivy", "elasticsearch")


@contextmanager
def elasticsearch_engine(url: str) -> Iterator[Engine]:
    """An engine with an alias that nobody else uses; its indices go with the block."""
    alias = f"contract-{secrets.token_hex(6)}"
    try:
        yield ElasticsearchEngine(url, alias)
    finally:
        delete_indices(url, alias)


@pytest.fixture(scope="module", params=KINDS)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Filled]:
    """Makes engines that hold given documents, for the tests of one module."""
    with ExitStack() as stack:

        def make(documents: Sequence[IndexDocument]) -> Engine:
            if request.param == "tantivy":
                engine: Engine = TantivyEngine(tmp_path_factory.mktemp("index"))
            else:
                url = request.getfixturevalue("elasticsearch_url")
                engine = stack.enter_context(elasticsearch_engine(url))
            fill(engine, documents)
            return engine

        yield make


@pytest.fixture
def engine(filled: Filled) -> Engine:
    """An engine with an empty index."""
    return filled([])


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory, elasticsearch_url: str
) -> Iterator[tuple[Engine, Engine]]:
    """One engine of each kind, without an index yet."""
    embedded = TantivyEngine(Path(tmp_path_factory.mktemp("index")))
    with elasticsearch_engine(elasticsearch_url) as distributed:
        yield embedded, distributed


def fill(engine: Engine, documents: Sequence[IndexDocument]) -> None:
    """Make the documents all that the engine holds."""
    with engine.rebuild() as rebuild:
        rebuild.add(documents)
        rebuild.swap()
