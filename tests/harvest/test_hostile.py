"""Catalogues that mean harm: a clear rejection or a clear failure each, and the harvest goes on."""

import json
import re
from dataclasses import replace

import pytest

from harvest import pipeline
from harvest.client import Client
from harvest.connectors import paging
from harvest.models import Run
from harvest.replay import Habits
from portal.catalogue import bodies
from portal.catalogue.models import Facility, Outbox, Record, Source, SourceRecord
from search import services
from search.indexing import batches
from search.indexing.drain import drain
from search.query.tree import Words
from tests.harvest import hostile
from tests.harvest.replayed import adds_up, counts

pytestmark = pytest.mark.django_db

MAKE = {"scicat": hostile.scicat, "panosc": hostile.panosc}
MEGABYTES = 1024 * 1024


@pytest.fixture(autouse=True)
def index(settings, tmp_path) -> None:
    settings.HOME = tmp_path
    settings.SEARCH_URL = f"tantivy:{tmp_path / 'index'}"


@pytest.fixture
def limits(monkeypatch):
    """Lower the client's limits, for this test's harvests."""
    original = Client.__init__

    def lower(**options) -> None:
        options = {"max_retries": 0, "read_timeout": 1.0, "deadline": 5.0, **options}
        monkeypatch.setattr(
            Client, "__init__", lambda self, **given: original(self, **{**given, **options})
        )

    lower()
    return lower


def found() -> set[str]:
    """The PIDs of what can be found by the word that all good datasets have."""
    drain(None)
    answer = services.search(services.SearchRequest(query=Words("quartz"), size=100))
    return set(Record.objects.filter(pk__in=answer.ids).values_list("pid", flat=True))


GOOD = {"set/1", "set/2", "set/3"}
PARAMETERS = {"scicat": "scientificMetadata", "panosc": "parameters"}
TITLE = {"scicat": "datasetName", "panosc": "title"}


def million(kind: str) -> bytes:
    if kind == "scicat":
        return b"{" + b",".join(b'"n%d":1' % n for n in range(1_000_000)) + b"}"
    return b"[" + b",".join(b'{"name":"n%d","value":1}' % n for n in range(1_000_000)) + b"]"


# what stands in the record's parameters: why it is rejected
REJECTED = {
    "nested 10,000 deep": (lambda kind: b"[" * 10_000 + b"]" * 10_000, "nested deeper than 100"),
    "NaN": (lambda kind: b"[NaN]", "NaN is no JSON number"),
    "infinity": (lambda kind: b"[-Infinity]", "-Infinity is no JSON number"),
    "never closed": (lambda kind: b'{"a": [1, 2', "the answer isn't JSON"),
    "a million parameters": (
        million,
        "parameters; at most|bytes of metadata; 8,000,000 is the most",
    ),
    "no UTF-8": (lambda kind: b'"\xff\xfe"', "isn't UTF-8"),
    "XML": (lambda kind: hostile.XML_BOMB, "the answer isn't JSON"),
    "5 million objects": (lambda kind: b"[" + b"{}," * 5_000_000 + b"{}]", "lists and objects"),
    "more than any answer may have": (
        lambda kind: b'"%b"' % (b"x" * 70_000_000),
        "over 67,108,864",
    ),
}


def bad(kind: str) -> hostile.Json:
    """The record to be spoilt; it was changed between the first good one and the second."""
    return MAKE[kind](9, updatedAt=hostile.BETWEEN)


def harvested(replayed, kind: str, raw: bytes):
    """A harvest of three good records and this one between them."""
    datasets = [MAKE[kind](number) for number in (1, 2, 3)]
    # its relations stand in the record itself
    habits = Habits(ignores=frozenset(["include"]))
    source = replayed.source(kind, hostile.recording(kind, datasets, raw), habits=habits)
    run = source.harvest()
    assert run.state in (Run.State.COMPLETE, Run.State.INCOMPLETE), run.error
    assert adds_up(run)
    return run


@pytest.mark.parametrize("kind", sorted(MAKE))
@pytest.mark.parametrize("name", sorted(REJECTED))
def test_a_record_that_cannot_be_read_is_rejected_and_the_rest_is_found(
    replayed, limits, name, kind
):
    value, why = REJECTED[name]
    limits(read_timeout=10.0, deadline=60.0)
    raw = hostile.with_raw(bad(kind), PARAMETERS[kind], value(kind))
    assert counts(harvested(replayed, kind, raw)) == (4, 3, 0, 0, 1, 0, 0)
    assert re.search(why, SourceRecord.objects.get(state="rejected").reason)
    assert found() == GOOD


def numbers(kind: str, *values: bytes) -> bytes:
    """Parameters with these values."""
    if kind == "scicat":
        return b"{%b}" % b",".join(b'"n%d":{"value":%b}' % pair for pair in enumerate(values))
    pairs = (b'{"name":"n%d","value":%b}' % pair for pair in enumerate(values))
    return b"[%b]" % b",".join(pairs)


BIG = b"9" * 30
HUGE = b"9" * 5_000
# what a record holds, field by field, and what becomes of it
CLEANED = {
    "integers beyond 64 bits": {"parameters": (b"18446744073709551616", b"-" + BIG, HUGE)},
    "floats beyond all": {"parameters": (b"1e400", b"-1e999", b"1e-999")},
    "a title of 10 MB": {"title": b'"quartz %b"' % (b"very long " * MEGABYTES)},
    "a title of NUL bytes": {"title": rb'"quartz \u0000\u0000 and \u0007more"'},
    "half surrogate pairs": {"title": rb'"quartz \ud800 and \udfff"'},
    "raw control characters": {"title": b'"quartz \x01\x02"'},
    "markup": {"title": b'"<script>alert(1)</script>quartz<img src=x onerror=alert(1)>"'},
    "a text of 10 MB as value": {"parameters": (b'"%b"' % (b"x" * 7 * MEGABYTES),)},
    "half pairs and NULs as values": {"parameters": (rb'"\ud800"', rb'"a\u0000b"')},
}


@pytest.mark.parametrize("kind", sorted(MAKE))
@pytest.mark.parametrize("name", sorted(CLEANED))
def test_what_can_be_cleaned_is_stored_clean_and_found(replayed, limits, name, kind):
    limits(read_timeout=10.0, deadline=60.0)
    raw = json.dumps(bad(kind)).encode()
    for field, value in CLEANED[name].items():
        of_kind = PARAMETERS[kind] if field == "parameters" else TITLE[kind]
        made = numbers(kind, *value) if field == "parameters" else value
        raw = hostile.with_raw(bad(kind), of_kind, made)
    run = harvested(replayed, kind, raw)
    if run.rejected:  # of 10 MB in one record nothing can be kept
        assert "bytes of metadata" in SourceRecord.objects.get(state="rejected").reason
        assert found() == GOOD
        return
    assert counts(run) == (4, 4, 0, 0, 0, 0, 0)
    body = Record.objects.get(pid="set/9").body
    assert len(body) < 200_000
    assert not re.search(r"\\u00[01]|[\x00-\x1f\ud800-\udfff]|<script|onerror", body)
    assert found() == GOOD | {"set/9"}


IDENTIFIERS = {
    "none": (b'""', "no identifier|no pid"),
    "null": (b"null", "no identifier|no pid"),
    "a list": (b'["a"]', "no identifier|no pid"),
    "true": (b"true", "no identifier|no pid"),
    "NUL": (rb'"set\u0000"', "control characters"),
    "half a pair": (rb'"set\ud800"', ""),
    "too long": (b'"%b"' % (b"x" * 5_000), "longer than 2,000 bytes"),
    "of a thousand signs of four bytes": ('"' + "\U0001f600" * 1_000 + '"', "2,000 bytes"),
    "an integer beyond 64 bits": (BIG, ""),
}


@pytest.mark.parametrize("kind", sorted(MAKE))
@pytest.mark.parametrize("name", sorted(IDENTIFIERS))
def test_an_identifier_is_usable_or_the_record_is_rejected(replayed, limits, name, kind):
    value, why = IDENTIFIERS[name]
    value = value.encode() if isinstance(value, str) else value
    run = harvested(replayed, kind, hostile.with_raw(bad(kind), "pid", value))
    assert counts(run)[:2] == (4, 3 if why else 4)
    natives = SourceRecord.objects.values_list("native_id", flat=True)
    assert not [native for native in natives if re.search("[\x00\ud800-\udfff]", native)]
    if why:
        assert re.search(why, SourceRecord.objects.get(state="rejected").reason)
    assert found() >= GOOD


ITEMS = {"text": b'"text"', "null": b"null", "a list": b"[[]]", "a number": b"1e5", "true": b"true"}


@pytest.mark.parametrize("kind", sorted(MAKE))
@pytest.mark.parametrize("name", sorted(ITEMS))
def test_what_is_no_object_is_rejected_with_what_it_is(replayed, limits, name, kind):
    run = harvested(replayed, kind, ITEMS[name])
    assert counts(run) == (4, 3, 0, 0, 1, 0, 0)
    assert "object" in SourceRecord.objects.get(state="rejected").reason
    assert found() == GOOD


# how a list is answered, or a server fails: what the run's error says
FAILED = {
    "a body that doesn't end": ("huge", "the answer is over 2,097,152 bytes"),
    "a redirect to the cloud's metadata": ("redirect", "169.254.169.254"),
    "a redirect in circles": ("loop", "redirect"),
    "a page of HTML": ("html", "a page of HTML or XML"),
    "bytes that are nothing": ("rubbish", "isn't UTF-8"),
    "nothing but brackets": ("deep", "nested deeper than 100"),
    "no answer": ("timeout:seconds=1", "no answer|did not|time"),
    "half a body": ("truncate", "broke off|ended|cut|closed"),
}


@pytest.mark.parametrize("kind", sorted(MAKE))
@pytest.mark.parametrize("name", sorted(FAILED))
def test_a_catalogue_that_cannot_be_read_is_a_failed_run_and_heals(replayed, limits, name, kind):
    fault, why = FAILED[name]
    limits(max_bytes=2 * MEGABYTES, read_timeout=0.2)
    source = replayed.source(kind, hostile.recording(kind, [MAKE[kind](n) for n in (1, 2, 3)]))
    source.server.fail(fault)
    run = source.harvest()
    assert (run.state, run.seen) == (Run.State.FAILED, 0)
    assert re.search(why, run.error)
    source.server.fail(None)
    assert counts(source.harvest()) == (3, 3, 0, 0, 0, 0, 0)
    assert found() == GOOD


@pytest.mark.parametrize("kind", sorted(MAKE))
def test_xml_instead_of_json_is_never_parsed(limits, kind, settings):
    with hostile.answering(lambda path, arguments: (200, {}, hostile.XML_BOMB)) as url:
        run = pipeline.harvest(of(kind, url, settings))
    assert run.state == Run.State.FAILED
    assert "a page of HTML or XML, not JSON" in run.error


@pytest.mark.parametrize("kind", sorted(MAKE))
@pytest.mark.parametrize(
    "count", [b'{"count": 30}', None, b'{"count": 1e30}', BIG, b'"' + HUGE + b'"']
)
def test_pages_without_an_end_are_left(limits, monkeypatch, kind, settings, count):
    monkeypatch.setattr(paging, "RUNAWAY", 1_000)
    monkeypatch.setattr(paging, "ENDLESS", 2_000)
    with hostile.answering(hostile.endless(MAKE[kind], count)) as url:
        run = pipeline.harvest(of(kind, url, settings))
    assert run.state in (Run.State.INCOMPLETE, Run.State.FAILED)
    assert run.seen < 4_000
    assert Record.objects.count() == run.created


def of(kind: str, url: str, settings) -> Source:
    """A source at an address of this machine."""
    settings.HARVEST_ALLOWED_HOSTS = ["127.0.0.1"]
    facility = Facility.objects.create(slug="here", name="Here", short_name="Here")
    return Source.objects.create(facility=facility, name="here", kind=kind, url=url)


# what the engine is handed for one record, though its projection should never make it
KILLING = {
    "a number beyond 64 bits": {"numbers": {"size": 2**70}},
    "text where a number belongs": {"parameters": {("temperature", "temperature"): ("hot",)}},
    "a list where text belongs": {"title": ["quartz"]},
}


@pytest.mark.parametrize("name", sorted(KILLING))
def test_a_value_that_kills_an_index_batch_sets_its_record_aside(replayed, monkeypatch, name):
    replayed.source(
        "scicat", hostile.recording("scicat", [hostile.scicat(n) for n in (1, 2, 3)])
    ).harvest()
    poisoned = Record.objects.get(pid="set/2")
    projected = batches.index_document

    def poison(record: Record, metadata):
        document = projected(record, metadata)
        return replace(document, **KILLING[name]) if record.pk == poisoned.pk else document

    with monkeypatch.context() as patch:
        patch.setattr(batches, "index_document", poison)
        assert found() == {"set/1", "set/3"}
    aside = Outbox.objects.get()
    assert aside.record_id == poisoned.pk
    assert aside.reason
    bodies.announce([poisoned], poisoned.changed_at)
    assert found() == GOOD
    assert not Outbox.objects.exists()
