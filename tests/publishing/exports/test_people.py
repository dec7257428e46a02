"""Who made a record, who helped, and who publishes it."""

from typing import Any

import msgspec
import pytest

from portal.catalogue.models import Record
from portal.catalogue.records import Affiliation, Member, Person
from publishing.exports.kernel import Resource
from publishing.landing import parts
from publishing.landing.styles import citations
from tests.factories import document, member
from tests.publishing.exports.making import ROR, facility, made


def helpers(resource: Resource) -> list[tuple[str, str]]:
    return [(one.contributor_type, one.name) for one in resource.contributors]


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
        ((member("A", "owner"), member("A", "owner")), ["A"]),
        ((), ["European Spallation Source ERIC"]),
        ((member("me@example.org"),), ["European Spallation Source ERIC"]),
    ],
)
def test_the_creators_are_those_whose_work_it_is(members: Any, creators: list[str]) -> None:
    assert [one.name for one in made(document(members=members)).creators] == creators


def test_two_creators_of_one_name_are_two_people() -> None:
    """Unless their ORCID says that they are one."""
    one, named = member("Wei Wang"), member("Ana Ruiz", orcid="0000-0002-1825-0097")
    found = document(members=(one, named, one, named, member("Wei Wang", "DataCurator")))
    names = ["Wei Wang", "Ana Ruiz", "Wei Wang"]
    assert [one.name for one in made(found).creators] == names
    assert [one.name for one in parts.people(found)] == names
    assert [one.roles for one in parts.people(found)] == [
        "creator, data curator",
        "creator",
        "creator",
    ]
    cited = citations(Record(doi=found.doi, facility=facility()), found)[0].text
    assert cited.startswith("Wei Wang; Ana Ruiz; Wei Wang (")


def test_others_of_one_name_are_one_with_the_orcid() -> None:
    members = (member("Anna Bauer", "PI"), member("Anna Bauer", "PI", orcid="0000-0002-1825-0097"))
    found = document(members=members)
    [creator] = made(found).creators
    assert [one.name_identifier for one in creator.name_identifiers] == [
        "https://orcid.org/0000-0002-1825-0097"
    ]
    for cited in citations(Record(doi=found.doi, facility=facility()), found):
        assert cited.text.count("Bauer") == 1


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


@pytest.mark.parametrize(
    ("name", "ror"), [("ESS", ROR), ("european spallation source eric", ROR), ("Elsevier", "")]
)
def test_the_publisher_has_a_ror_if_it_is_the_facility(name: str, ror: str) -> None:
    publisher = made(document(publisher=name)).publisher
    assert (publisher.name, publisher.publisher_identifier) == (name, ror)
