"""From a record to its DataCite view: one rule a test."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from portal.catalogue.records import Affiliation, Instrument, Member, Person, Related, Technique
from portal.normalise.text import MASK
from publishing.exports.kernel import Resource
from publishing.exports.resource import resource as resource_of
from tests.factories import dataset, document, member
from tests.publishing.exports.making import ROR, TOMORROW, facility, made, row

PAGE = "http://127.0.0.1:8000/records/7"


def dates(resource: Resource) -> dict[str, str]:
    return {one.date_type: one.date for one in resource.dates}


def helpers(resource: Resource) -> list[tuple[str, str]]:
    return [(one.contributor_type, one.name) for one in resource.contributors]


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


# People


def test_names_are_family_first_with_orcid_and_ror() -> None:
    person = Person(
        full_name="Ada Lovelace",
        given_name="Ada",
        family_name="Lovelace",
        orcid="0000-0002-1825-0097",
    )
    at = (Affiliation(name="ESS", ror=ROR), Affiliation(name="Somewhere"))
    ada = Member(person=person, role="creator", affiliations=at)
    [creator] = msgspec.json.decode(msgspec.json.encode(made(document(members=(ada,)))))["creators"]
    assert creator == {
        "name": "Lovelace, Ada",
        "nameType": "Personal",
        "givenName": "Ada",
        "familyName": "Lovelace",
        "nameIdentifiers": [
            {
                "nameIdentifier": "https://orcid.org/0000-0002-1825-0097",
                "nameIdentifierScheme": "ORCID",
                "schemeUri": "https://orcid.org",
            }
        ],
        "affiliation": [
            {
                "name": "ESS",
                "affiliationIdentifier": ROR,
                "affiliationIdentifierScheme": "ROR",
                "schemeUri": "https://ror.org",
            },
            {"name": "Somewhere"},
        ],
    }


@pytest.mark.parametrize(
    ("members", "creators"),
    [
        ((member("A", "owner"), member("B", "creator")), ["B"]),
        ((member("A", "owner"), member("B", "Principal_Investigator")), ["B"]),
        ((member("A", ""), member("B", "local contact")), ["A"]),
        ((member("A", "ContactPerson"),), ["A"]),
        ((member("A"), member("A")), ["A"]),
        ((), ["European Spallation Source ERIC"]),
        ((member("me@example.org"),), ["European Spallation Source ERIC"]),
    ],
)
def test_the_creators_are_those_whose_work_it_is(members: Any, creators: list[str]) -> None:
    assert [one.name for one in made(document(members=members)).creators] == creators


def test_the_facility_stands_in_as_an_organisation_with_its_ror() -> None:
    [creator] = made(document(members=())).creators
    assert creator.name_type == "Organizational"
    assert [one.name_identifier for one in creator.name_identifiers] == [ROR]


def test_helpers_are_told_with_their_tasks() -> None:
    names = {"A": "creator", "B": "PI", "C": "ContactPerson", "D": "experimenter", "E": "cook"}
    members = [member(name, role) for name, role in names.items()]
    assert helpers(made(document(members=(*members, member("A", "data curator"))))) == [
        ("ProjectLeader", "B"),
        ("ContactPerson", "C"),
        ("DataCollector", "D"),
        ("Other", "E"),
        ("DataCurator", "A"),
        ("HostingInstitution", "European Spallation Source ERIC"),
    ]


def test_the_facility_is_the_contact_where_nobody_is() -> None:
    assert helpers(made(document())) == [
        ("ContactPerson", "European Spallation Source ERIC"),
        ("HostingInstitution", "European Spallation Source ERIC"),
    ]


# Title, publisher, year, type


def test_what_nobody_told_is_given_as_the_kernel_provides() -> None:
    nothing = document(title="", publisher="", publication_year=None, release_date="")
    resource = made(nothing, facility(name="\x00", short_name=""))
    assert resource.titles == (":unav",)
    assert resource.publisher.name == ":unav"
    assert resource.publication_year == "2021"  # when it was first seen


@pytest.mark.parametrize(
    ("name", "ror"), [("ESS", ROR), ("european spallation source eric", ROR), ("Elsevier", "")]
)
def test_the_publisher_has_a_ror_if_it_is_the_facility(name: str, ror: str) -> None:
    publisher = made(document(publisher=name)).publisher
    assert (publisher.name, publisher.publisher_identifier) == (name, ror)


@pytest.mark.parametrize(
    ("told", "year"),
    [
        ({}, "2019"),
        ({"publication_year": None}, "2019"),
        ({"publication_year": None, "release_date": "", "start_date": "2018-05"}, "2018"),
        ({"publication_year": 12}, "2019"),
        ({"publication_year": 10**50}, "2019"),
        ({"publication_year": None, "release_date": "", "created": "2017"}, "2017"),
    ],
)
def test_the_year_is_of_publication_or_the_nearest(told: dict[str, Any], year: str) -> None:
    assert made(document(**told)).publication_year == year


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


# Dates and access


def test_dates_are_to_the_day() -> None:
    resource = made(
        document(
            start_date="2019-05-03T10:00:00Z",
            end_date="2019-05-05",
            created="2019-06",
            modified="2019-07-01T00:00Z",
        )
    )
    assert dates(resource) == {
        "Collected": "2019-05-03/2019-05-05",
        "Issued": "2019-09-01",
        "Created": "2019-06",
        "Updated": "2019-07-01",
    }


@pytest.mark.parametrize(
    ("start", "end", "collected"),
    [
        ("2019", "2019", "2019"),
        ("2019-05-03", "", "2019-05-03"),
        ("", "2019-05-03", None),
        ("2020", "2019", "2020"),
        ("never", "2019", None),
    ],
)
def test_a_range_has_two_ends(start: str, end: str, collected: str | None) -> None:
    resource = made(document(start_date=start, end_date=end))
    assert dates(resource).get("Collected") == collected


def test_an_embargo_has_its_start_and_its_end() -> None:
    resource = made(document(access="embargoed", open_from=TOMORROW))
    assert resource.access == "embargoed"
    found = dates(resource)
    assert (found["Accepted"], found["Available"]) == ("2019-09-01", TOMORROW)
    assert [one.rights_uri for one in resource.rights_list[1:]] == [
        "info:eu-repo/semantics/embargoedAccess",
        "http://purl.org/coar/access_right/c_f1cf",
    ]


def test_an_embargo_began_at_the_latest_when_it_was_first_seen() -> None:
    untold = document(
        access="embargoed", open_from=TOMORROW, release_date=TOMORROW, public_from="1970-01-01"
    )
    found = dates(made(untold))
    assert (found["Accepted"], found["Available"]) == ("2021-05-04", TOMORROW)
    assert found["Issued"] == "2019"  # the embargo's end isn't when it was published


def test_an_embargo_that_ended_is_open() -> None:
    resource = made(document(access="embargoed", open_from="2021-01-01"))
    assert resource.access == "open"
    assert dates(resource)["Available"] == "2021-01-01"
    assert "Accepted" not in dates(resource)


def test_an_embargo_without_an_end_is_closed() -> None:
    assert made(document(access="embargoed")).access == "closed"


@pytest.mark.parametrize(
    ("access", "words", "coar"),
    [
        ("open", "openAccess", "c_abf2"),
        ("restricted", "restrictedAccess", "c_16ec"),
        ("closed", "closedAccess", "c_14cb"),
        ("whatever", "closedAccess", "c_14cb"),
    ],
)
def test_the_access_right_is_told_twice(access: str, words: str, coar: str) -> None:
    resource = made(document(licence="", access=access))
    assert [one.rights_uri for one in resource.rights_list] == [
        f"info:eu-repo/semantics/{words}",
        f"http://purl.org/coar/access_right/{coar}",
    ]


@pytest.mark.parametrize(
    ("told", "address", "identifier"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        (
            "CC-BY-NC-SA-3.0",
            "https://creativecommons.org/licenses/by-nc-sa/3.0/",
            "CC-BY-NC-SA-3.0",
        ),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("MIT", "https://spdx.org/licenses/MIT.html", "MIT"),
        ("https://example.org/terms", "https://example.org/terms", ""),
        ("ESS-terms-1.0", "", ""),
    ],
)
def test_the_licence_stands_first_with_its_address(
    told: str, address: str, identifier: str
) -> None:
    first = made(document(licence=told)).rights_list[0]
    assert (first.rights, first.rights_uri, first.rights_identifier) == (told, address, identifier)
    assert bool(first.rights_identifier_scheme) == bool(identifier)


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


def test_the_row_tells_when_it_was_first_seen() -> None:
    untold = document(publication_year=None, release_date="")
    owner = facility()
    seen = row(untold, owner, created_at=datetime(2015, 1, 1, tzinfo=UTC))
    assert resource_of(seen, untold, owner).publication_year == "2015"
