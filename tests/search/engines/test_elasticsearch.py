"""What only the cluster has: an alias, fields for parameters, and a network between."""

import secrets
from collections.abc import Iterator
from typing import Any
from unittest.mock import Mock

import pytest
from elasticsearch import Elasticsearch

from search.engines.elasticsearch import facets, mapping
from search.engines.elasticsearch import writer as writing
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.errors import BadQuery, EngineUnavailable, IndexingFailed, IndexMissing
from search.query.tree import All, MostWords, ParameterRange
from search.request import Facet, FacetRequest, FacetValue
from tests.contract.asking import ids, page
from tests.contract.conftest import elasticsearch_engine, fill
from tests.contract.corpus import document


@pytest.fixture
def engine(elasticsearch_url: str) -> Iterator[ElasticsearchEngine]:
    with elasticsearch_engine(elasticsearch_url) as made:
        assert isinstance(made, ElasticsearchEngine)
        fill(made, [document(1, "one"), document(2, "two")])
        yield made


@pytest.fixture
def client(elasticsearch_url: str) -> Elasticsearch:
    return Elasticsearch(elasticsearch_url)


def indices(client: Elasticsearch, engine: ElasticsearchEngine) -> list[str]:
    return list(client.indices.get(index=f"{engine._alias}*").body)


def test_replaced_indices_are_dropped(engine: ElasticsearchEngine, client: Elasticsearch) -> None:
    (first,) = indices(client, engine)
    fill(engine, [document(3)])
    (second,) = indices(client, engine)
    assert first != second


def test_indices_of_others_are_left_alone(
    engine: ElasticsearchEngine, client: Elasticsearch
) -> None:
    """Even of a portal whose name begins like ours."""
    other = f"{engine._alias}-staging-20260101t000000-abcdef"
    client.indices.create(index=other)
    fill(engine, [])
    assert other in indices(client, engine)


def test_an_index_in_the_place_of_the_alias(elasticsearch_url: str, client: Elasticsearch) -> None:
    name = f"contract-{secrets.token_hex(6)}"
    client.indices.create(index=name)
    engine = ElasticsearchEngine(elasticsearch_url, name)
    with pytest.raises(EngineUnavailable, match="SEARCH_INDEX"):
        fill(engine, [document(1)])
    assert indices(client, engine) == [name]
    client.indices.delete(index=name)


def test_writing_never_makes_an_index(elasticsearch_url: str, client: Elasticsearch) -> None:
    with elasticsearch_engine(elasticsearch_url) as engine:
        assert isinstance(engine, ElasticsearchEngine)
        with pytest.raises(IndexMissing, match="index rebuild"):
            engine.write([document(1)], ())
        assert not client.indices.exists(index=engine._alias)


def test_an_index_of_another_version(engine: ElasticsearchEngine, client: Elasticsearch) -> None:
    client.indices.put_mapping(index=engine._alias, meta={"fingerprint": "old"})
    assert ids(engine, All()) == [1, 2]
    assert "another version" in engine.needs_rebuild()
    fill(engine, [])
    assert engine.needs_rebuild() == ""


def fields(client: Elasticsearch, engine: ElasticsearchEngine) -> set[str]:
    (body,) = client.indices.get_mapping(index=engine._alias).body.values()
    return set(body["mappings"]["properties"]["p"]["properties"])


def test_the_dictionary_has_fields_of_its_own(
    engine: ElasticsearchEngine, client: Elasticsearch
) -> None:
    assert "sample_temperature@temperature" in fields(client, engine)


def test_fields_are_bounded(
    engine: ElasticsearchEngine, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapping, "MOST_FIELDS", len(fields(client, engine)) + 3)
    made = document(3, parameters={(f"n{number}", "number"): (number,) for number in range(6)})
    engine.write([made], ())
    assert len(fields(client, engine)) == mapping.MOST_FIELDS
    engine.write([document(4, parameters={("n5", "number"): (5,), ("n0", "number"): (0,)})], ())
    for number in range(6):
        found = ids(engine, ParameterRange(f"n{number}", "number", number, number))
        assert found == ([3, 4] if number in (0, 5) else [3])


def test_large_batches_are_sent_in_parts(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "LARGEST_REQUEST", 2_000)
    engine.write([document(number, "word " * 50) for number in range(10, 60)], range(5))
    assert len(ids(engine, All())) == 50


def test_a_refused_document_is_named(engine: ElasticsearchEngine) -> None:
    wrong = document(7)
    wrong.numbers["size"] = "large"  # type: ignore[assignment]
    with pytest.raises(IndexingFailed, match="record 7"):
        engine.write([document(6), wrong], ())
    engine.write([document(6)], ())
    assert ids(engine, All()) == [1, 2, 6]


def test_too_much_is_the_persons_to_mend(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadQuery, match="too many parts"):
        page(engine, MostWords(" ".join(f"w{n}" for n in range(60_000))), sort="relevance")


def test_without_a_cluster() -> None:
    engine = ElasticsearchEngine("http://127.0.0.1:9", "nothing")
    for ask in (
        lambda: page(engine),
        lambda: engine.count(All()),
        lambda: engine.write([document(1)], ()),
        lambda: fill(engine, []),
        engine.needs_rebuild,
        engine.stats,
    ):
        with pytest.raises(EngineUnavailable, match="SEARCH_URL") as failure:
            ask()  # type: ignore[no-untyped-call]
        assert not isinstance(failure.value, IndexMissing)
    assert "SEARCH_URL" in (engine.health() or "")


@pytest.mark.parametrize("item", [{"status": 429}, {"status": 503, "error": {"reason": "busy"}}])
def test_a_cluster_with_too_much_to_do(item: dict[str, Any]) -> None:
    with pytest.raises(EngineUnavailable, match="too much"):
        writing._check_item({"index": {"_id": "1"} | item})


def test_deleting_what_isnt_there_is_fine() -> None:
    writing._check_item({"delete": {"_id": "1", "status": 404}})


def test_facets_that_the_cluster_gave_up_are_marked() -> None:
    """What it counted until then would be too low; what it finished is told."""
    bucket = {"key": "dataset", "doc_count": 2}
    whole = {"timed_out": False, "aggregations": {"kind": {"buckets": [bucket]}}}
    partly = {"timed_out": True, "aggregations": {"year": {"buckets": []}}}
    client = Mock()
    client.options.return_value.msearch.return_value.body = {"responses": [partly, whole]}
    asked = (FacetRequest("kind"), FacetRequest("year"))
    found = facets.facets(client, "index", {"match_all": {}}, {"kind": {"match_all": {}}}, asked)
    assert found == {
        "kind": Facet((FacetValue("dataset", 2),)),
        "year": Facet(timed_out=True),
    }
    searches = client.options.return_value.msearch.call_args.kwargs["searches"]
    assert [one["timeout"] for one in searches[1::2]] == ["5000ms", "5000ms"]
