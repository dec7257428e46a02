"""docs/fair.md says where each of F-UJI's metrics is answered, and there it is."""

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from portal.catalogue import records
from portal.catalogue.models import Record
from publishing.enrolment.models import Enrolment
from publishing.publications import drafting, stepping
from publishing.publications.content import (
    Content,
    Contributor,
    Creator,
    Funding,
    Related,
    Subject,
)
from tests.factories import dataset, document, make_record, withdraw
from tests.publishing.publications import cast

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parents[3] / "docs/fair.md"
ROW = re.compile(r"^\| (FsF-[A-Z0-9.]+-\d\dM?D?) ?(?:\([^)]*\) )?\|[^|]*\|(.*)\|$", re.MULTILINE)
CLAIM = re.compile(r"`(link|json-ld|meta|form|page|withdrawn):([^`]+)`")
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
RELATION = re.compile(r'rel="([^"]+)"')
# Of https://github.com/pangaea-data-publisher/fuji: its metrics_v0.8.yaml, and one of v0.5.
METRICS = {
    *("FsF-F1-01MD", "FsF-F1-02MD", "FsF-F2-01M", "FsF-F3-01M", "FsF-F4-01M"),
    *("FsF-A1-01M", "FsF-A1-02MD", "FsF-A1.1-01MD", "FsF-A1.2-01MD", "FsF-A2-01M"),
    *("FsF-I1-01M", "FsF-I2-01M", "FsF-I3-01M", "FsF-R1-01M", "FsF-R1.1-01M"),
    *("FsF-R1.2-01M", "FsF-R1.3-01M", "FsF-R1.3-02D"),
}
DOI = "10.17199/sample"
DATA = "https://data.example.org/"


@pytest.fixture(params=["a dataset", "a publication"])
def record(request: pytest.FixtureRequest) -> Record:
    return {"a dataset": harvested, "a publication": published}[request.param]()


def published() -> Record:
    """The Document of a publication made here, of Datasets of which everything is known."""
    those = cast.cast()
    Enrolment.objects.update(prefix="10.17199")
    given = Content(
        title="Two runs",
        abstract="What was measured.",
        creators=(Creator(given_name="Ana", family_name="Gonzalez"),),
        contributors=(Contributor(given_name="Oliver", family_name="Lohmann"),),
        related=(Related(identifier="10.1107/s1600577513026192"),),
        funding=(Funding(funder="European Commission", award_number="823852"),),
        subjects=(
            Subject(text="chopper"),
            Subject(text="small angle neutron scattering", panet="PaNET01189"),
        ),
        licence="CC-BY-4.0",
    )
    runs = [make_record(dataset(pid=f"d/{n}", download_url=f"{DATA}{n}/")) for n in range(2)]
    made = drafting.start(those.curator, runs)
    drafting.save(made.pk, those.curator, given, made.revision)
    stepping.publish(made.pk, those.curator)
    cast.settle()
    made.refresh_from_db()
    assert made.record is not None
    return made.record


def harvested() -> Record:
    """A Dataset of which everything is known, and its Document."""
    make_record(document())
    return make_record(
        dataset(
            doi=DOI,
            files=(),
            download_url="https://data.example.org/run_001.nxs",
            publisher="ESS",
            publication_year=2019,
            release_date="2019-09-01",
            data_format="NeXus",
            related=(records.Related(relation="IsSupplementTo", doi="10.1107/s1600577513026192"),),
            funding=(records.Funding(funder="European Commission", award_number="823852"),),
        )
    )


def rows() -> dict[str, list[tuple[str, str]]]:
    """The claims of each metric in the table."""
    return {name: CLAIM.findall(claims) for name, claims in ROW.findall(TABLE.read_text())}


def test_every_metric_is_listed_with_a_claim() -> None:
    found = rows()
    assert set(found) == METRICS
    assert all(found.values())


def test_every_claim_holds(client: Client, record: Record) -> None:
    claims = [(name, kind, what) for name, told in rows().items() for kind, what in told]
    claims.sort(key=lambda one: one[1] == "withdrawn")  # after which there is no page
    wrong = [one for one in claims if not CHECKS[one[1]](client, record, one[2])]
    assert not wrong


def test_programs_find_the_files_of_a_publication(client: Client) -> None:
    made = published()
    page = client.get(made.get_absolute_url())
    [block] = map(json.loads, BLOCK.findall(page.content.decode()))
    address = f"{DATA}0/raw/run_001.nxs"
    assert {
        "@type": "DataDownload",
        "@id": address,
        "name": "raw/run_001.nxs",
        "contentUrl": address,
        "encodingFormat": "application/x-hdf5",
        "contentSize": "55000000 B",
    } in block["distribution"]
    assert len(block["distribution"]) == 4
    assert {one["name"] for one in block["variableMeasured"]} == {
        "incident_wavelength",
        "sample_temperature",
    }
    link = f'<{address}>; rel="item"; type="application/x-hdf5"; length="55000000"'
    assert link in page["Link"]
    told = client.get(f"{made.get_absolute_url()}/linkset.json").json()["linkset"]
    items = [one for each in told for one in each.get("item", ()) if "length" in one]
    assert len(items) == 4
    assert items[0]["length"] == ["55000000"]


def test_a_claim_that_doesnt_hold_is_noticed(client: Client, record: Record) -> None:
    for kind, what in (
        ("link", "nonsense"),
        ("json-ld", "distribution.nonsense"),
        ("meta", "DC.nonsense"),
        ("form", "datacite nonsense"),
        ("page", "/nonsense"),
        ("withdrawn", "404"),
    ):
        assert not CHECKS[kind](client, record, what)


def _link(client: Client, record: Record, what: str) -> bool:
    return what in RELATION.findall(client.get(record.get_absolute_url())["Link"])


def _json_ld(client: Client, record: Record, what: str) -> bool:
    [block] = BLOCK.findall(client.get(record.get_absolute_url()).content.decode())
    paths = [one.split(".") for one in what.split("/")]
    return any(any(_along(json.loads(block), path)) for path in paths)


def _along(value: Any, path: list[str]) -> Iterator[Any]:
    """Every value at the end of the path, of lists in each of their values."""
    if isinstance(value, list):
        for one in value:
            yield from _along(one, path)
    elif not path:
        yield value is not None and value != ""
    elif isinstance(value, dict) and path[0] in value:
        yield from _along(value[path[0]], path[1:])


def _meta(client: Client, record: Record, what: str) -> bool:
    found: list[str] = []

    class Head(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            told = dict(attrs)
            if tag == "meta" and told.get("content"):
                found.append(told.get("name") or told.get("property") or "")

    Head().feed(client.get(record.get_absolute_url()).content.decode())
    return what in found


def _form(client: Client, record: Record, what: str) -> bool:
    name, _, word = what.partition(" ")
    answer = client.get(f"{record.get_absolute_url()}?format={name}")
    return answer.status_code == 200 and word in answer.content.decode()


def _page(client: Client, record: Record, what: str) -> bool:
    address = what.replace("DOI", record.doi).replace("ID", str(record.pk))
    return client.get(address).status_code == 200


def _withdrawn(client: Client, record: Record, what: str) -> bool:
    withdraw(record)
    answer = client.get(f"{record.get_absolute_url()}?format=json")
    return answer.status_code == int(what) and record.doi in answer.json()["citation"]


CHECKS: dict[str, Callable[[Client, Record, str], bool]] = {
    "link": _link,
    "json-ld": _json_ld,
    "meta": _meta,
    "form": _form,
    "page": _page,
    "withdrawn": _withdrawn,
}
