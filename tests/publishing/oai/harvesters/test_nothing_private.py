"""What isn't public is said by no verb in no format; what becomes public or goes is new."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone

from portal.catalogue.models import Facility, Record
from portal.catalogue.ticks import tick
from publishing.oai import items, stamping
from publishing.oai.formats import FORMATS
from tests.factories import FacilityFactory, SourceFactory, document, make_record, member, withdraw
from tests.harvest.real import recorded
from tests.harvest.real.test_content import E_MAIL, SHORT, private_names
from tests.harvest.replayed import Replays
from tests.publishing.oai.asking import Asking
from tests.publishing.oai.harvesters import saying
from tests.publishing.oai.harvesters.expected import moment
from tests.publishing.oai.harvesters.saying import identifier

SECRET = "Zyxwvut"  # in every field that a hidden document has
NOW = 1_700_000_000


class Clock:
    second = NOW


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for module in (items, stamping):
        monkeypatch.setattr(module, "clock", lambda: made.second)
    return made


@pytest.fixture(autouse=True)
def ess(db: None, settings: Any, tmp_path: Path) -> Facility:
    settings.HOME = tmp_path
    return FacilityFactory(slug="ess", offers_harvested=True)


def secret(number: int = 0, **changes: object) -> Record:
    """A document whose every text gives it away, also in a set of its own."""
    fields = {
        "pid": f"{SECRET}/{number}",
        "doi": f"10.5072/{SECRET.lower()}.{number}",
        "title": f"{SECRET} in films",
        "summary": f"How {SECRET} grows",
        "members": (member(f"Ann {SECRET}"),),
        "publisher": SECRET,
        "publication_year": 1888,
        "landing_page": f"https://example.org/{SECRET}",
    }
    return make_record(document(**(fields | changes)))


def said_of(oai: Asking, record: Record) -> str:
    """Everything that is said while this record is there."""
    answers = [*saying.lists(oai), *saying.singly(oai, [record.pk]), *saying.rest(oai)]
    return saying.text(answers)


def told(oai: Asking) -> dict[str, tuple[str, bool]]:
    """Datestamp and whether it is deleted, by identifier, the same in every list."""
    found = []
    for verb in ("ListRecords", "ListIdentifiers"):
        for prefix in FORMATS:
            pages = saying.pages(oai, verb=verb, metadataPrefix=prefix)
            headers = [header for page in pages for header in page.all("header")]
            found.append({one[0].text: (one[1].text, bool(one.get("status"))) for one in headers})
    assert all(one == found[0] for one in found)
    return found[0]


def datestamp(clock: Clock) -> str:
    return moment(clock.second)


def later_by(**period: int) -> "mock._patch[Any]":
    later = timezone.now() + timedelta(**period)
    return mock.patch.object(timezone, "now", return_value=later)


@pytest.mark.parametrize("case", ["private", "later", "not offered", "withdrawn before"])
def test_nothing_is_said_of_what_never_was_public(oai: Asking, ess: Facility, case: str) -> None:
    other = make_record(document(pid="seen"))
    when = {"private": "", "later": "2999-01-01"}.get(case, "2020-01-01")
    record = secret(public_from=when)
    if case == "withdrawn before":
        withdraw(record)
    if case == "not offered":
        silent = FacilityFactory(slug="silent", name=f"The {SECRET} source")
        Record.objects.filter(pk=record.pk).update(facility=silent)
    assert stamping.stamp().stamped == 1
    said = said_of(oai, record)
    assert SECRET.lower() not in said.lower()
    assert "1888" not in said
    assert identifier(other.pk) in said
    assert set(told(oai)) == {identifier(other.pk)}
    for answer in saying.singly(oai, [record.pk]):
        assert answer.errors == ["idDoesNotExist"]


@pytest.mark.parametrize(
    ("case", "stamped"),
    [
        *((case, stamped) for case in ("private", "withdrawn", "later") for stamped in (0, 1)),
        ("not offered", 1),  # a facility's choice isn't about who may see what
    ],
)
def test_what_is_no_longer_public_is_gone_at_once(
    oai: Asking, clock: Clock, case: str, stamped: int
) -> None:
    """Even before the worker has stamped it anew; then it also gets a new datestamp."""
    record = secret()
    stamping.stamp()
    assert SECRET in said_of(oai, record)
    before = datestamp(clock)
    assert told(oai) == {identifier(record.pk): (before, False)}
    clock.second += 60
    if case == "withdrawn":
        withdraw(record)
    elif case == "not offered":
        Facility.objects.update(offers_harvested=False)
    else:
        secret(public_from="" if case == "private" else "2999-01-01")
    if stamped:
        assert stamping.stamp().stamped == 1
    assert SECRET.lower() not in said_of(oai, record).lower()
    assert told(oai) == {identifier(record.pk): (datestamp(clock) if stamped else before, True)}


def test_what_becomes_public_by_time_is_new(oai: Asking, clock: Clock) -> None:
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    record = secret(public_from=tomorrow)
    tick()
    assert stamping.stamp().stamped == 0
    clock.second += 60
    with later_by(days=2):
        assert tick() == 1
        assert stamping.stamp().stamped == 1
        assert told(oai) == {identifier(record.pk): (datestamp(clock), False)}
        assert SECRET in said_of(oai, record)


def test_the_end_of_an_embargo_is_new(oai: Asking, clock: Clock) -> None:
    """Its data are closed until then, and its metadata are offered all the time."""
    tomorrow = (timezone.now() + timedelta(days=1)).date().isoformat()
    record = secret(access="embargoed", open_from=tomorrow)
    tick()
    stamping.stamp()
    closed = said_of(oai, record)
    assert "embargoedAccess" in closed
    assert "openAccess" not in closed
    clock.second += 60
    with later_by(days=2):
        tick()
        assert stamping.stamp().stamped == 1
        assert told(oai) == {identifier(record.pk): (datestamp(clock), False)}
        opened = said_of(oai, record)
    assert "openAccess" in opened
    assert "embargoedAccess" not in opened


@pytest.mark.parametrize("hides", [False, True])
def test_an_embargo_hides_what_the_facility_lets_it_hide(
    oai: Asking, clock: Clock, replayed: Replays, files: dict[str, Path], hides: bool
) -> None:
    """One of CERIC's own documents, with an embargo that ends in 2999."""
    database = json.loads(files["ceric"].read_text())
    rows = database["models"]["Document"]
    key = sorted(rows)[-1]  # whose identifier doesn't start another one
    closed = json.loads(rows[key]) | {"releaseDate": "2999-01-01T00:00:00Z"}
    rows[key] = json.dumps(closed)
    FacilityFactory(slug="ceric", offers_harvested=True, embargo_hides_metadata=hides)
    replayed.source("panosc", database, "ceric").harvest()
    stamping.stamp()
    record = Record.objects.get(kind="document", pid=closed["pid"])
    said = said_of(oai, record)
    assert (closed["title"] in said) == (closed["pid"] in said) == (not hides)
    assert len(told(oai)) == len(rows) - hides
    assert (identifier(record.pk) in told(oai)) == (not hides)
    clock.second += 60
    with later_by(days=366_000):
        tick()
        assert stamping.stamp().stamped == 1
        assert told(oai)[identifier(record.pk)] == (datestamp(clock), False)
        assert closed["title"] in said_of(oai, record)


SCICAT = {"ess-2": "ess", "maxiv-2": "maxiv", "desy-1": "desy", "desy-other": "other"}
PANOSC = {"ceric": "ceric", "eli-2": "eli"}


def test_no_e_mail_address_and_no_login_name_of_all_real_records(
    oai: Asking, replayed: Replays, files: dict[str, Path]
) -> None:
    secrets: set[str] = set()
    for name, slug in (SCICAT | PANOSC).items():
        kind = "scicat" if name in SCICAT else "panosc"
        replayed.source(kind, files[name], slug).harvest()
        raw = recorded.scicat(files[name])[:2] if name in SCICAT else ()
        secrets |= private_names([row for rows in raw for row in rows.values()])
    replayed.source("panosc", files["ess-panosc"], "ess").harvest()
    Facility.objects.update(offers_harvested=True)
    stamping.stamp()
    documents = Record.objects.public().filter(kind="document")
    assert len(told(oai)) == documents.count() == 487
    said = saying.text(
        page
        for prefix in FORMATS
        for page in saying.pages(oai, verb="ListRecords", metadataPrefix=prefix)
    )
    assert E_MAIL.findall(said) == []
    assert len(secrets) > 100
    assert sorted(one for one in secrets if len(one) > SHORT and one in said) == []


def test_payloads_are_not_said(oai: Asking) -> None:
    """What a catalogue told beside a record's own fields stays in its payload."""
    record = make_record(document(), SourceFactory())
    stamping.stamp()
    said = said_of(oai, record)
    assert identifier(record.pk) in said
    assert "secret" not in said
