"""The benchmarks print what they promise; their figures are no test's business."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from tests.conftest import ROOT


def bench(what: str, data: Path, home: Path, *more: str) -> dict:
    words = ["bench", what, "--records", "300", "--keep", str(home), *more]
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**os.environ, "BEAMFINDER_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("bench")


def test_harvest(data, home):
    figures = bench("harvest", data, home)
    assert figures["records"] == 300
    assert figures["parameters_per_record"] == 29
    assert figures["records_per_second"] > 0
    assert set(figures["peak_memory_mb"]) == {"harvest", "worker"}
    assert figures["ratio_to_rebuild"] > 0


def test_search_uses_what_was_harvested(data, home):
    figures = bench("search", data, home)
    assert figures["documents"] == 300
    assert set(figures["milliseconds"]) == {"page", "engine", "rendering"}
    assert figures["peak_memory_mb"] > 0
    pages = figures["pages"]
    assert len(pages) == 12
    assert pages[figures["slowest"]]["page"] == figures["milliseconds"]["page"]["worst"]
    assert pages["everything"]["found"] == 300
    assert pages["one range"]["found"] > 0
    for page in pages.values():
        times = {"page", "page_p95", "engine", "rendering"}
        assert set(page) == {"found", *times, "ratio_to_goal"}


def test_search_fills_an_empty_house_itself(data, tmp_path):
    assert bench("search", data, tmp_path)["documents"] == 300


def test_files(data, tmp_path):
    figures = bench("files", data, tmp_path, "--names", "2000")
    assert figures["names"] >= 2000
    assert figures["datasets"] == 500
    assert figures["index"]["names_per_second"] > 0
    assert set(figures["filling_memory_mb"]) == {"storing", "indexing"}
    assert set(figures["milliseconds"]) == {"page", "engine", "rendering"}
    for spread in (*figures["milliseconds"].values(), figures["ratio_to_goal"]):
        assert 0 < spread["p50"] <= spread["p95"] <= spread["worst"]
    fragments = figures["fragments"]
    assert {len(fragment) for fragment in fragments} == set(range(3, 13))
    assert fragments["zzz"]["datasets"] == 0
    assert 0 < fragments["scan_01"]["datasets"] < fragments[".h5"]["datasets"] <= 500
    slowest = fragments[figures["slowest"]]
    assert slowest["page"] == figures["milliseconds"]["page"]["worst"]
    again = bench("files", data, tmp_path)
    assert "names" not in again
    assert again["fragments"].keys() == fragments.keys()


@pytest.fixture(scope="module")
def oai_home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("oai")


def test_oai(data, oai_home):
    figures = bench("oai", data, oai_home)
    assert figures["items"] == figures["stamping"]["stamped"] == 300
    assert figures["stamping"]["items_per_second"] > 0
    assert figures["walked"] == "every page"
    assert set(figures["formats"]) == {"oai_dc", "oai_datacite", "datacite"}
    for walked in figures["formats"].values():
        assert (walked["pages"], walked["records"]) == (2, 300)
        assert walked["records_per_second"] > 0
        assert walked["bare_records_per_second"] > 0
        assert walked["ratio_to_bare"] > 0
        assert set(walked["memory_mb"]) == {"start", "middle", "end"}
    pages = figures["milliseconds"]
    assert set(pages) == {"everything", "headers", "a facility", "a technique", "a year"}
    assert pages["everything"]["items"] == pages["headers"]["items"] == 300
    assert pages["a facility"]["items"] == 60
    assert 0 < pages["a year"]["items"] < pages["a technique"]["items"] < 300
    assert all(page["last_to_first"] > 0 for page in pages.values())
    sizes = figures["complete_list_size"]
    assert sizes["everything"]["items"] == 300
    assert sizes["a facility"]["items"] == 60


def test_oai_walks_parts_of_what_was_filled_before(data, oai_home, monkeypatch):
    """Pages of 20: the list has 15, of which 2 are read from three places."""
    monkeypatch.setenv("OAI_PAGE_SIZE", "20")
    figures = bench("oai", data, oai_home, "--walk", "2")
    assert "stamping" not in figures
    assert figures["walked"] == "2 pages from start, middle and end"
    for walked in figures["formats"].values():
        assert (walked["pages"], walked["records"]) == (6, 120)
    assert {"first", "second", "last"} <= set(figures["milliseconds"]["everything"])


GRADED = ROOT / "tests" / "contract" / "graded"


def test_relevance():
    done = relevance(str(GRADED))
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert set(figures) == {"collection", "documents", "queries", "ndcg_at_10", "plain_bm25"}
    assert (figures["documents"], figures["queries"]) == (24, 11)
    assert figures["plain_bm25"].items() >= {"k1": 0.9, "b": 0.4}.items()
    assert set(figures["ndcg_at_10"]) == {"tantivy"}
    assert 0.9 <= figures["ndcg_at_10"]["tantivy"] <= 1
    assert 0.9 <= figures["plain_bm25"]["ndcg_at_10"] <= 1


def test_relevance_on_a_cluster_leaves_nothing_there(elasticsearch_url, index_prefix):
    done = relevance(str(GRADED), SEARCH_URL=elasticsearch_url, SEARCH_INDEX=index_prefix)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)["ndcg_at_10"]
    assert set(figures) == {"tantivy", "elasticsearch"}
    assert all(0.9 <= reached <= 1 for reached in figures.values())
    assert not Elasticsearch(elasticsearch_url).indices.get(index=f"{index_prefix}*").body


@pytest.mark.parametrize(("words", "message"), [((), "PATH"), (("nowhere",), "corpus.jsonl")])
def test_relevance_needs_a_collection(words, message):
    done = relevance(*words)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def relevance(*words: str, **settings: str) -> subprocess.CompletedProcess:
    known = {name: value for name, value in os.environ.items() if name != "SEARCH_URL"}
    return subprocess.run(
        [sys.executable, "manage.py", "bench", "relevance", *words],
        cwd=ROOT,
        env={**known, **settings},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_landing_uses_what_was_harvested(data, home):
    figures = bench("landing", data, home)
    pages = figures["pages"]
    assert [page["datasets"] for page in pages.values()] == [None, 1, 10, 300]
    assert len({page["queries"] for page in pages.values() if page["datasets"]}) == 1
    for page in pages.values():
        assert page["pages_per_second"] > 0
        assert page["constant_pages_per_second"] > 0
    assert figures["goal"] == 2
