"""From a record to its DataCite view: one rule a test."""

import msgspec
import pytest

from portal.catalogue.records import Affiliation, Instrument, Member, Person, Related, Technique
from portal.normalise.text import MASK
from publishing.exports.kernel import Resource
from tests.factories import dataset, document
from tests.publishing.exports.making import facility, made

PAGE = "http://127.0.0.1:8000/records/7"


def alternates(resource: Resource) -> list[tuple[str, str]]:
    return [
        (one.alternate_identifier_type, one.alternate_identifier)
        for one in resource.alternate_identifiers
    ]


# Identifiers


def test_the_doi_identifies() -> None:
    resource = made(document())
    assert msgspec.to_builtins(resource.identifier) == {
        "identifier": "10.17199/03dd9804",
        "identifierType": "DOI",
    }
    assert resource.url == "https://doi.org/10.17199/03dd9804"
    assert alternates(resource) == [("URL", PAGE)]


def test_without_a_doi_the_page_here_does() -> None:
    resource = made(dataset())
    assert (resource.identifier.identifier, resource.identifier.identifier_type) == (PAGE, "URL")
    assert resource.url == PAGE
    assert alternates(resource) == [
        ("URL", "https://scicat.example.org/datasets/0a269002"),
        ("Handle", "20.500.12269/0a269002"),
    ]


@pytest.mark.parametrize(
    ("pid", "kind", "value"),
    [
        ("YC7SZ5", "PID", "YC7SZ5"),
        ("10.9999/ABC", "DOI", "10.9999/abc"),
        ("hdl:21.T11981/x", "Handle", "21.T11981/x"),
        ("https://hdl.handle.net/20.500/a", "URL", "https://hdl.handle.net/20.500/a"),
        ("10.5555 about something", "PID", "10.5555 about something"),
        ("a/10.5555/x", "PID", "a/10.5555/x"),
        ("javascript:alert(1)", "PID", "javascript:alert(1)"),
    ],
)
def test_a_pid_is_told_by_its_type(pid: str, kind: str, value: str) -> None:
    assert alternates(made(document(pid=pid)))[-1] == (kind, value)


# Title and type


def test_what_nobody_told_is_given_as_the_kernel_provides() -> None:
    nothing = document(title="", publisher="", publication_year=None, release_date="")
    resource = made(nothing, facility(name="\x00", short_name=""))
    assert resource.titles == (":unav",)
    assert resource.publisher.name == ":unav"
    assert resource.publication_year == "2021"  # when it was first seen


@pytest.mark.parametrize(
    ("told", "general", "said"),
    [
        ("raw", "Dataset", "raw"),
        ("", "Dataset", "Dataset"),
        ("dataset", "Dataset", "dataset"),
        ("Software", "Software", "Software"),
        ("data paper", "DataPaper", "data paper"),
        ("proposal", "Dataset", "proposal"),
    ],
)
def test_types_that_datacite_knows_are_its_own(told: str, general: str, said: str) -> None:
    kind = made(document(type=told)).resource_type
    assert (kind.resource_type_general, kind.resource_type) == (general, said)


# Subjects


def test_techniques_are_subjects_of_panet() -> None:
    technique, word = made(
        document(keywords=("chopper",), techniques=dataset().techniques)
    ).subjects
    assert msgspec.to_builtins(technique) == {
        "subject": "small angle neutron scattering",
        "subjectScheme": "PaNET",
        "schemeUri": "http://purl.org/pan-science/PaNET/PaNET.owl",
        "valueUri": "http://purl.org/pan-science/PaNET/PaNET01189",
    }
    assert msgspec.to_builtins(word) == {"subject": "chopper"}


def test_an_unknown_technique_is_a_word() -> None:
    resource = made(document(techniques=(Technique(name="magic", panet="PaNET99999"),)))
    assert msgspec.to_builtins(resource.subjects) == ({"subject": "magic"},)


# What it is related to


def test_works_are_related_by_doi_by_address_or_by_their_words() -> None:
    resource = made(
        document(
            related=(
                Related(relation="IsSupplementTo", doi="10.5555/x", text="Smith 2019, 10.5555/x"),
                Related(relation="nonsense", url="https://example.org/paper"),
                Related(relation="IsCitedBy", text="Jones, to be published"),
                Related(relation="References", url="javascript:alert(1)"),
            )
        )
    )
    told = [
        (one.relation_type, one.related_identifier_type, one.related_identifier)
        for one in resource.related_identifiers
    ]
    assert told == [
        ("IsSupplementTo", "DOI", "10.5555/x"),
        ("References", "URL", "https://example.org/paper"),
    ]
    [item] = resource.related_items
    assert (item.related_item_type, item.relation_type) == ("Text", "IsCitedBy")
    assert item.title == "Jones, to be published"


def test_instruments_collected_the_data() -> None:
    known = Instrument(name="V20", pid="20.500.12269/f0637030")
    resource = made(document(instruments=(known, Instrument(name="LoKI", pid="loki"))))
    [related] = resource.related_identifiers
    assert msgspec.to_builtins(related) == {
        "relatedIdentifier": "20.500.12269/f0637030",
        "relatedIdentifierType": "Handle",
        "relationType": "IsCollectedBy",
        "resourceTypeGeneral": "Instrument",
    }
    v20, loki = resource.related_items
    assert (v20.title, v20.related_item_identifier) == ("V20", "20.500.12269/f0637030")
    assert (loki.title, loki.related_item_type, loki.related_item_identifier) == (
        "LoKI",
        "Instrument",
        "",
    )


# The rest


def test_sizes_and_formats() -> None:
    resource = made(dataset(file_count=1, data_format="NeXus"))
    assert (resource.sizes, resource.formats) == (("55475106 bytes", "1 file"), ("NeXus",))


@pytest.mark.parametrize(("told", "language"), [("en", "en"), ("de-CH", "de-CH"), ("?", "")])
def test_a_language_is_told_where_it_is_known(told: str, language: str) -> None:
    assert made(document(language=told)).language == language


def test_no_e_mail_address_comes_out() -> None:
    spy = "spy@example.org"
    parted = "s\x00py@exam\x00ple.org"
    record = document(
        title=f"Ask {parted}",
        summary=f"Write to {spy}!",
        type=spy,
        keywords=(spy, parted),
        members=(
            Member(person=Person(full_name=f"Ada {spy}"), role=spy),
            Member(
                person=Person(full_name=spy, given_name=parted, family_name=spy),
                affiliations=(Affiliation(name=spy),),
            ),
        ),
        publisher=spy,
        licence=spy,
        landing_page=f"https://example.org/{spy}",
        pid=spy,
        techniques=(Technique(name=spy),),
        instruments=(Instrument(name=spy, pid=spy),),
        related=(Related(relation="Cites", url=f"https://a/{spy}", text=f"see {spy}"),),
    )
    written = msgspec.json.encode(made(record)).decode()
    assert "@" not in written
    assert MASK in written


def test_it_asks_the_database_nothing(django_assert_num_queries, db) -> None:
    with django_assert_num_queries(0):
        made(dataset())


def test_the_row_s_doi_counts() -> None:
    """Another record may have taken the DOI that the metadata tell."""
    assert made(document(), doi="").identifier.identifier == PAGE
