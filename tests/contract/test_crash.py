"""After kill -9 of the process that writes, the index answers and can be written to."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search.engines.base import Engine
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.tantivy.engine import TantivyEngine
from search.query.tree import All, Words
from tests.contract.asking import ids
from tests.contract.conftest import KINDS, elasticsearch_engine, fill
from tests.contract.corpus import document

ROOT = Path(__file__).resolve().parents[2]
ENDLESS = """
import sys, django
django.setup()
from search.engines import open_engine
from tests.contract.corpus import document
engine = open_engine(sys.argv[1], sys.argv[2])
number = 1000
print("ready", flush=True)
if sys.argv[3] == "rebuild":
    with engine.rebuild() as rebuild:
        while True:
            rebuild.add([document(number + i, "endless words") for i in range(50)])
            number += 50
            print(number, flush=True)
while True:
    engine.write([document(number + i, "endless words") for i in range(50)], [number - 500])
    number += 50
    print(number, flush=True)
"""


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path):  # type: ignore[no-untyped-def]
    """SEARCH_URL, SEARCH_INDEX and the engine they name."""
    if request.param == "tantivy":
        yield f"tantivy:{tmp_path}/index", "unused", TantivyEngine(tmp_path / "index")
        return
    url = request.getfixturevalue("elasticsearch_url")
    with elasticsearch_engine(url) as engine:
        assert isinstance(engine, ElasticsearchEngine)
        yield url, engine._alias, engine


@pytest.mark.parametrize("work", ["write", "rebuild"])
@pytest.mark.parametrize("after", [1, 4])
def test_killed_in_the_midst(place: tuple[str, str, Engine], work: str, after: int) -> None:
    url, alias, engine = place
    fill(engine, [document(number, "lasting words") for number in range(1, 21)])
    kill_while(url, alias, work, batches=after)
    assert ids(engine, Words("lasting")) == list(range(1, 21))
    written = engine.count(Words("endless"))
    assert written == 0 if work == "rebuild" else written > 0
    engine.write([document(21, "lasting words")], [1])
    assert ids(engine, Words("lasting")) == list(range(2, 22))
    fill(engine, [document(1, "lasting words")])
    assert ids(engine, All()) == [1]
    assert engine.needs_rebuild() == ""


def kill_while(url: str, alias: str, work: str, batches: int) -> None:
    """Start a process that writes without end and kill it between or within batches."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, url, alias, work],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        for _ in range(batches + 1):
            assert process.stdout.readline(), "the writing process ended by itself"
        time.sleep(0.005 * batches)
        process.send_signal(signal.SIGKILL)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
