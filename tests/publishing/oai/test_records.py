"""What is given of an item: never anything that isn't public, and where it came from."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone
from lxml import etree

from portal.catalogue.models import Facility, Record, Source, SourceRecord
from publishing.oai import formats
from publishing.oai.formats import FORMATS
from tests.factories import SourceFactory, document, make_record, withdraw
from tests.publishing.oai.asking import Answer, Asking
from tests.publishing.oai.schemas import OAI, PROVENANCE
from tests.publishing.oai.world import World, stamped_at

PREFIXES = sorted(FORMATS)
VERBS = ["ListRecords", "ListIdentifiers", "GetRecord"]


def get(oai: Asking, world: World, name: str, prefix: str = "oai_dc") -> Answer:
    return oai(verb="GetRecord", identifier=world.id(name), metadataPrefix=prefix)


def origin(answer: Answer) -> etree._Element:
    (found,) = answer.root.iter(f"{{{PROVENANCE}}}originDescription")
    return found


def told(answer: Answer, name: str) -> str:
    """A part of the provenance."""
    return origin(answer).findtext(f"{{{PROVENANCE}}}{name}") or ""


@pytest.mark.parametrize("prefix", PREFIXES)
def test_it_works(oai: Asking, world: World, prefix: str) -> None:
    answer = get(oai, world, "a", prefix)
    (record,) = answer.all("record")
    assert [etree.QName(part).localname for part in record] == ["header", "metadata", "about"]
    assert answer.text("datestamp") == "2024-05-03T10:00:00Z"
    assert answer.texts("setSpec")[:2] == ["openaire_data", "facility_ess"]
    (metadata,) = answer.all("metadata")[0]
    assert etree.QName(metadata).namespace == FORMATS[prefix].namespace
    assert "Wavelength frame multiplication at V20" in "".join(metadata.itertext())


def test_formats_say_where_their_schemas_lie(oai: Asking, world: World) -> None:
    answer = oai(verb="ListMetadataFormats")
    rows = [[part.text for part in one] for one in answer.all("metadataFormat")]
    assert rows == [
        [
            "oai_dc",
            "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
            "http://www.openarchives.org/OAI/2.0/oai_dc/",
        ],
        [
            "oai_datacite",
            "https://schema.datacite.org/oai/oai-1.1/oai.xsd",
            "http://schema.datacite.org/oai/oai-1.1/",
        ],
        [
            "datacite",
            "https://schema.datacite.org/meta/kernel-4.6/metadata.xsd",
            "http://datacite.org/schema/kernel-4",
        ],
    ]
    for name in ("a", "e"):
        of_one = oai(verb="ListMetadataFormats", identifier=world.id(name))
        assert of_one.texts("metadataPrefix") == answer.texts("metadataPrefix")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_deleted_record_is_a_header_with_its_sets(oai: Asking, world: World, prefix: str) -> None:
    in_list = oai(verb="ListRecords", metadataPrefix=prefix, since="2024-06-01")
    for answer in (get(oai, world, "e", prefix), in_list):
        (record,) = answer.all("record")
        assert [etree.QName(part).localname for part in record] == ["header"]
        assert answer.deleted == world.ids("e")
        assert answer.texts("setSpec") == ["openaire_data", "facility_ess", "year_2019"]


def _withdrawn(record: Record) -> None:
    withdraw(record)


def _private(record: Record) -> None:
    Record.objects.filter(pk=record.pk).update(public_from=None)


def _public_later(record: Record) -> None:
    Record.objects.filter(pk=record.pk).update(public_from=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("hide", [_withdrawn, _private, _public_later])
def test_nothing_hidden_is_given_before_it_is_stamped(
    oai: Asking, world: World, verb: str, hide: Any
) -> None:
    one = {"identifier": world.id("c")} if verb == "GetRecord" else {}
    query = {"verb": verb, "metadataPrefix": "datacite", **one}
    before = oai(query)
    assert world.id("c") not in before.deleted
    assert (b"10.1234/c" in before.body) == (verb != "ListIdentifiers")
    hide(world.records["c"])
    answer = oai(query)
    assert world.id("c") in answer.deleted
    assert answer.identifiers == before.identifiers
    (record,) = [one for one in answer.all("header") if one[0].text == world.id("c")]
    assert record.findtext(f"{OAI}datestamp") == "2024-05-03T23:59:59Z"
    assert b"10.1234/c" not in answer.body


def test_it_is_told_by_the_source_that_gives_the_metadata(oai: Asking, world: World) -> None:
    answer = get(oai, world, "a")
    assert origin(answer).attrib["altered"] == "true"
    assert told(answer, "baseURL") == "https://ess-scicat.example.org/api/v3"
    assert told(answer, "identifier") == "10.1234/a"
    assert (
        told(answer, "metadataNamespace") == "https://scicatproject.github.io/api/v3/PublishedData"
    )
    better = SourceFactory(
        facility=Facility.objects.get(slug="ess"),
        name="better",
        kind="scicat4",
        url="https://better.example.org/api/v4",
        precedence=1,
    )
    pid = "10.1234/a"
    make_record(document(pid=pid, doi=pid), better, native_id="pub:1 ü", now=_day(2))
    answer = get(oai, world, "a")
    assert told(answer, "baseURL") == "https://better.example.org/api/v4"
    assert told(answer, "identifier") == "pub:1%20%C3%BC"
    assert origin(answer).attrib["harvestDate"] == "2024-01-02T00:00:00Z"


def _day(day: int) -> datetime:
    return datetime(2024, 1, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("modified", "datestamp"),
    [
        ("2023-05-03T10:00:00.123456Z", "2023-05-03T10:00:00Z"),
        ("2023-05-03T10:00Z", "2023-05-03T10:00:00Z"),
        ("2023-05-03", "2023-05-03"),
        ("2023-05", "2024-01-02T00:00:00Z"),
        ("2023", "2024-01-02T00:00:00Z"),
        ("", "2024-01-02T00:00:00Z"),
        ("9999-12-31", "9999-12-31"),
        ("no date at all", "2024-01-02T00:00:00Z"),
    ],
)
def test_its_datestamp_is_the_original_one(
    oai: Asking, world: World, modified: str, datestamp: str
) -> None:
    pid = "10.1234/a"
    changed = document(pid=pid, doi=pid, modified=modified, title="Changed")
    make_record(changed, world.records["a"].source, now=_day(2))
    assert told(get(oai, world, "a"), "datestamp") == datestamp


@pytest.mark.parametrize(
    ("url", "base"),
    [
        (
            "https://me:hush@scicat.example.org:8443/api?key=hush#hush",
            "https://scicat.example.org:8443/api",
        ),
        ("https://scicat.example.org/a b/ü", "https://scicat.example.org/a%20b/%C3%BC"),
        ("https://[::1]/api", "https%3A%2F%2F%5B%3A%3A1%5D%2Fapi"),
        ("https://me:hush@[nonsense", "%5Bnonsense"),
    ],
)
def test_no_secret_of_a_source_is_told(oai: Asking, world: World, url: str, base: str) -> None:
    Source.objects.filter(pk=world.records["a"].source_id).update(
        url=url, token_file="/run/tokens/hush", kind="another"
    )
    answer = get(oai, world, "a")
    assert told(answer, "baseURL") == told(answer, "metadataNamespace") == base
    assert "hush" not in answer.body.decode()
    assert "secret" not in answer.body.decode()


def test_what_no_source_told_has_no_provenance(oai: Asking, world: World) -> None:
    SourceRecord.objects.filter(record=world.records["a"]).delete()
    answer = get(oai, world, "a")
    assert answer.all("metadata")
    assert answer.all("about") == []


def test_every_kind_of_source_has_its_name() -> None:
    from harvest.connectors import CONNECTORS
    from publishing.oai.about import METADATA_NAMESPACES

    assert set(METADATA_NAMESPACES) == set(CONNECTORS)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, world: World) -> set[str]:
    """Formats in which the items "a" and "b" can't be written."""
    prefixes: set[str] = set()

    def element(one: formats.Format) -> Any:
        def write(made: Any) -> etree._Element:
            if one.prefix in prefixes and made.url.endswith(("10.1234/a", "10.1234/b")):
                raise ValueError("a secret of the house")
            return one.element(made)

        return write

    for prefix, one in FORMATS.items():
        patched = formats.Format(prefix, one.schema, one.namespace, element(one))
        monkeypatch.setitem(FORMATS, prefix, patched)
    return prefixes


@pytest.mark.parametrize("size", [1, 2, 3, 200])
def test_one_that_cannot_be_written_holds_nobody_up(
    oai: Asking,
    world: World,
    broken: set[str],
    settings: Any,
    caplog: pytest.LogCaptureFixture,
    size: int,
) -> None:
    settings.OAI_PAGE_SIZE = size
    broken.add("oai_dc")
    answers = [oai(verb="ListRecords", metadataPrefix="oai_dc")]
    while answers[-1].token:
        answers.append(oai(verb="ListRecords", resumptionToken=answers[-1].token))
    assert [one for answer in answers for one in answer.identifiers] == world.ids("c d e")
    assert all("secret" not in answer.body.decode() for answer in answers)
    logged = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert logged == [
        f"record {world.records[name].pk} can't be written as oai_dc" for name in "ab"
    ]
    answer = oai(verb="ListRecords", metadataPrefix="oai_dc", until="2024-05-03T10:00:00Z")
    assert answer.errors == ["noRecordsMatch"]


def test_its_formats_are_those_it_can_be_written_in(
    oai: Asking, world: World, broken: set[str]
) -> None:
    broken.add("datacite")
    answer = oai(verb="ListMetadataFormats", identifier=world.id("a"))
    assert answer.texts("metadataPrefix") == ["oai_dc", "oai_datacite"]
    assert get(oai, world, "a", "datacite").errors == ["cannotDisseminateFormat"]
    broken.update(FORMATS)
    answer = oai(verb="ListMetadataFormats", identifier=world.id("a"))
    assert answer.errors == ["noMetadataFormats"]
    assert answer.request == {"verb": "ListMetadataFormats", "identifier": world.id("a")}
    whole = oai(verb="ListMetadataFormats", identifier=world.id("c"))
    assert len(whole.texts("metadataPrefix")) == 3


def test_the_answer_speaks_of_the_moment_before_it_was_read(oai: Asking, world: World) -> None:
    """What is stamped while a list is read has no earlier datestamp than its responseDate."""
    seconds = int(datetime(2024, 7, 1, tzinfo=UTC).timestamp())
    world.add("a", title="Corrected")

    def now() -> int:
        stamped_at("2024-07-01T00:00:05Z")  # it comes between the moment and the list
        return seconds

    with mock.patch("publishing.oai.items.now", now):
        answer = oai(verb="ListRecords", metadataPrefix="oai_dc", since="2024-07-01")
    assert answer.identifiers == world.ids("a")
    assert answer.text("responseDate") == "2024-07-01T00:00:00Z"
    assert answer.text("datestamp") == "2024-07-01T00:00:05Z"
