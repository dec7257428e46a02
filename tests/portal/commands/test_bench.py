"""The benchmarks print what they promise; their figures are no test's business."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def bench(what: str, data: Path, home: Path) -> dict:
    done = subprocess.run(
        [sys.executable, "manage.py", "bench", what, "--records", "300", "--keep", str(home)],
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
    pages = figures["milliseconds"]
    assert len(pages) == 12
    assert pages["everything"]["found"] == 300
    assert pages["one range"]["found"] > 0
    for page in pages.values():
        assert set(page) == {"found", "page", "engine", "rendering", "ratio_to_goal"}
