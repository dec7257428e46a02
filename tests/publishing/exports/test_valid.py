"""Every format is valid by its schema, whatever the record holds."""

import pytest
from hypothesis import HealthCheck, given, settings

from portal.catalogue.records import Document, Member, Person
from publishing.exports import datacite_xml, dublin_core, oai_datacite, texts, xml
from tests.factories import dataset, document, member
from tests.publishing.exports import hostile
from tests.publishing.exports.making import made
from tests.publishing.exports.schemas import problems

FORMATS = {
    "datacite": datacite_xml.element,
    "oai_datacite": lambda resource: oai_datacite.element(resource, "BEAMFINDER"),
    "oai_dc": dublin_core.element,
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("record", [document(), dataset()], ids=["document", "dataset"])
def test_it_works(data, name: str, record) -> None:
    assert problems(data, name, FORMATS[name](made(record))) == []


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(record=hostile.records, facility=hostile.facilities, open_from=hostile.moments)
def test_anything_in_any_field(data, record, facility, open_from) -> None:
    resource = made(record, facility, open_from=open_from)
    for name, element in FORMATS.items():
        assert problems(data, name, element(resource)) == []


@given(record=hostile.records, facility=hostile.facilities, doi=hostile.text)
def test_what_the_schema_leaves_open_is_filled_too(record, facility, doi) -> None:
    resource = made(record, facility, open_from=None, doi=doi)
    assert resource.identifier.identifier
    assert all(one.name for one in (*resource.creators, *resource.contributors))
    assert all(resource.titles)
    assert all(one.subject for one in resource.subjects)
    assert all(one.description for one in resource.descriptions)


@pytest.mark.parametrize(
    "record",
    [
        document(members=(), publication_year=None, release_date="", title="", publisher=""),
        document(members=tuple(member(f"Person {n}") for n in range(3000))),
        document(title="A & B < C > D ]]> \x07\ud800\ufffe"),
        document(members=(Member(person=Person(full_name="علي محمد")), member("\u202eevil"))),
        Document(title=""),
    ],
    ids=["nothing", "3,000 creators", "control characters", "right to left", "empty"],
)
@pytest.mark.parametrize("name", FORMATS)
def test_hostile_records(data, name: str, record) -> None:
    assert problems(data, name, FORMATS[name](made(record, doi="", pid=""))) == []


def test_all_of_three_thousand_creators_are_told() -> None:
    people = tuple(member(f"Person {n}") for n in range(3000))
    root = datacite_xml.element(made(document(members=people)))
    assert len(list(root.iter("{*}creator"))) == 3000


def test_a_page_is_bounded_whatever_a_record_holds() -> None:
    words = tuple(f"word {n}" for n in range(100_000))
    root = datacite_xml.element(made(document(keywords=words, summary="x" * 10**7)))
    assert len(list(root.iter("{*}subject"))) == texts.LISTED
    assert len(xml.document(root)) < 1_000_000


def test_a_document_is_declared_as_utf_8() -> None:
    root = dublin_core.element(made(document(title="Ångström 😀 & more")))
    written = xml.document(root)
    assert written.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert "Ångström 😀 &amp; more" in written.decode()
