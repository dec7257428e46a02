"""The same harvest, embedded and distributed, gives the same answers.

Embedded: SQLite, tantivy, `manage.py harvest` and `index drain`.  Distributed:
PostgreSQL, Elasticsearch, and a real Celery worker on Redis that harvests and drains.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from harvest.replay import ReplayServer
from harvest.samples import CATALOGUES, payloads
from tests.conftest import ROOT

DATASETS = 60  # of each sample catalogue
BY_FIELD = [
    "sort=newest",
    "sort=oldest&kind=dataset",
    "sort=largest",
    "sort=title",
    "sort=updated&facility=lumivanta",
    "sort=title&q=scattering",
]
MISSPELT = ["q=diffractoin", "q=scatering", "q=crystls+-neutron"]
SUGGESTED = [f"/suggest.json?q={text}" for text in ("s", "di", "neutron+sc", "facility:l", "-a")]
QUERIES = [
    *BY_FIELD,
    "",
    "q=diffraction",
    "q=crystals",
    "q=magnetic+films",
    'q="neutron+scattering"',
    "q=scattering+-neutron",
    "q=-diffraction",
    "q=résonance",
    "q=type:raw",
    "q=facility:tessera",
    "q=nothing+has+these+words+zyxw",
    "kind=document",
    "kind=dataset&facility=glenarva",
    "facility=glenarva&facility=saltera",
    "not-facility=lumivanta",
    "technique=PaNET01098",
    "technique=PaNET00202",
    "not-technique=PaNET00202",
    "availability=embargoed",
    "availability=open&kind=dataset",
    "from=2020&to=2022-06",
    "from=2023-05-01",
    "range=sample_temperature:80..300+K",
    "range=sample_temperature:-20..30+°C",
    "range=incident_photon_energy:5..15+keV",
    "range=incident_wavelength:1..12+Å&q=scattering",
]
assert len(QUERIES) >= 30


class Portal:
    """One installation: an environment in which manage.py runs."""

    def __init__(self, home: Path, hosts: str, **environment: str) -> None:
        self.environment = {
            **os.environ,
            "BEAMFINDER_HOME": str(home),
            "HARVEST_ALLOWED_HOSTS": hosts,
            **environment,
        }

    def run(self, *command: str, text: str = "") -> str:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            input=text,
            text=True,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (command, done.stdout[-2000:], done.stderr[-4000:])
        return done.stdout

    def manage(self, *words: str) -> str:
        return self.run("manage.py", *words)

    def add_sources(self, servers: dict[str, ReplayServer]) -> list[str]:
        self.manage("migrate", "--verbosity=0")
        for slug, server in servers.items():
            facility = next(one.facility for one in CATALOGUES if one.slug == slug)
            self.manage(
                *("source", "add", server.kind, server.url, "--facility", slug, "--as", slug),
                *("--name", facility.name, "--time-zone", facility.time_zone),
            )
        return list(servers)

    def answers(self) -> dict:
        return json.loads(
            self.run("-m", "tests.contract.ask", text=json.dumps([*QUERIES, *MISSPELT, *SUGGESTED]))
        )

    @contextmanager
    def celery(self) -> Iterator[None]:
        words = ["--pool", "solo", "--loglevel", "ERROR", "--queues", "steps,harvests"]
        worker = subprocess.Popen(
            [sys.executable, "-m", "celery", "--app", "portal.celery", "worker", *words],
            cwd=ROOT,
            env=self.environment,
        )
        try:
            yield
        finally:
            worker.terminate()
            worker.wait(timeout=60)

    def task(self, name: str, *arguments: str) -> None:
        self.run(
            *("-m", "celery", "--app", "portal.celery", "call", f"portal.tasks.{name}"),
            *("-a", json.dumps(arguments)),
        )

    def await_line(self, *words: str, holds: str, seconds: float = 120) -> None:
        """Repeat a command until it prints this."""
        end = time.monotonic() + seconds
        while holds not in (said := self.manage(*words)):
            assert time.monotonic() < end, f"{words} still says {said!r}"
            time.sleep(1)


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, ReplayServer]]:
    with ExitStack() as stack:
        yield {
            one.slug: stack.enter_context(ReplayServer(one.kind, payloads(one, datasets=DATASETS)))
            for one in CATALOGUES
        }


@pytest.fixture(scope="module")
def embedded(servers, tmp_path_factory) -> dict:
    hosts = ",".join(server.host for server in servers.values())
    cleared = {"DATABASE_URL": "", "SEARCH_URL": "", "BROKER_URL": ""}
    portal = Portal(tmp_path_factory.mktemp("embedded"), hosts, **cleared)
    portal.manage("harvest", *portal.add_sources(servers))
    portal.manage("index", "drain")
    return portal.answers()


@pytest.fixture(scope="module")
def distributed(servers, tmp_path_factory, postgresql_url, elasticsearch_url, redis_url) -> dict:
    from tests.services import elasticsearch, postgresql, redis

    hosts = ",".join(server.host for server in servers.values())
    prefix = "test-two-setups"
    redis.empty(redis_url)
    with postgresql.database(postgresql_url) as database:
        portal = Portal(
            tmp_path_factory.mktemp("distributed"),
            hosts,
            DATABASE_URL=database,
            SEARCH_URL=elasticsearch_url,
            SEARCH_INDEX=prefix,
            BROKER_URL=redis_url,
        )
        names = portal.add_sources(servers)
        try:
            with portal.celery():
                for name in names:
                    portal.task("harvest", name)
                portal.await_line("shell", "-c", COUNT, holds=f"{len(names)} harvested")
                portal.task("drain")
                portal.await_line("shell", "-c", COUNT, holds=", 0 waiting")
            return portal.answers()
        finally:
            elasticsearch.delete_indices(elasticsearch_url, prefix)
            redis.empty(redis_url)


COUNT = (
    "from harvest.models import Run; from portal.catalogue.models import Outbox; "
    "print(Run.objects.filter(state='complete').count(), 'harvested,', "
    "Outbox.objects.count(), 'waiting')"
)


@pytest.mark.parametrize("address", QUERIES)
def test_hits_and_facets_are_equal(embedded, distributed, address):
    one, other = embedded[address], distributed[address]
    assert one["total"] == other["total"] == len(one["hits"])
    assert one["hits"] == other["hits"]
    assert one["facets"] == other["facets"]


@pytest.mark.parametrize("address", BY_FIELD)
def test_the_first_page_by_a_field_is_equal(embedded, distributed, address):
    assert embedded[address]["page"] == distributed[address]["page"]
    assert len(embedded[address]["page"]) == 20


@pytest.mark.parametrize("address", [*QUERIES, *MISSPELT])
def test_the_same_words_are_offered_for_misspelt_ones(embedded, distributed, address):
    assert embedded[address]["did_you_mean"] == distributed[address]["did_you_mean"]
    assert bool(embedded[address]["did_you_mean"]) == (address in MISSPELT)


@pytest.mark.parametrize("address", SUGGESTED)
def test_the_same_names_are_suggested(embedded, distributed, address):
    assert embedded[address] == distributed[address]
    assert any(embedded[address].values())


def test_the_queries_find_something(embedded):
    """Answers that are equal because they are empty would prove nothing."""
    empty = [address for address in QUERIES if not embedded[address]["total"]]
    assert empty == ["q=nothing+has+these+words+zyxw"]
