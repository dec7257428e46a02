"""Harvesters read from a live server while one process changes documents and stamps them."""

import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.publishing.oai.harvesters.conftest import database
from tests.publishing.oai.harvesters.copying import Copy
from tests.publishing.oai.harvesters.served import Site, served

ROUNDS = 150


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    with database(request) as settings, served(tmp_path, OAI_PAGE_SIZE="4", **settings) as made:
        yield made


def copy_of(site: Site, prefix: str, spec: str = "") -> Copy:
    def ask(arguments: dict[str, str]) -> bytes:
        with urlopen(f"{site.url}?{urlencode(arguments)}", timeout=60) as answer:
            body: bytes = answer.read()
            return body

    return Copy(ask, prefix, spec)


def pull_while(running: "subprocess.Popen[str]", copy: Copy, steady: set[str]) -> Copy:
    """One pull after the other until the changes are over, and one more."""
    while running.poll() is None:
        copy.pull()
        assert steady <= set(copy.present)
    copy.pull()
    return copy


def test_copies_are_whole_in_the_end(site: Site) -> None:
    steady = set(site.script("churning", "begin"))
    everything, ess = copy_of(site, "oai_dc"), copy_of(site, "datacite", "facility_ess")
    ess.pull()
    of_ess = steady & set(ess.held)
    assert 0 < len(of_ess) < len(steady)
    with (
        site.running_script("churning", "churn", str(ROUNDS)) as running,
        ThreadPoolExecutor(2) as both,
    ):
        pulls = [
            both.submit(pull_while, running, everything, steady),
            both.submit(pull_while, running, ess, of_ess),
        ]
        copies = [pull.result() for pull in pulls]
        out, err = running.communicate()
    assert running.returncode == 0, err[-4000:]
    assert everything.pulls > 2, "nothing was read while it changed"
    for copy in copies:
        fresh = copy_of(site, copy.prefix, copy.spec)
        fresh.pull()
        assert copy.held == fresh.held
        assert copy.ever <= set(fresh.held)
    assert everything.present == json.loads(out)
