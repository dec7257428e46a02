"""Who is a person, and what their names are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.records import Person
from portal.normalise import people


@pytest.mark.parametrize(
    ("name", "full", "given", "family"),
    [
        ("Tobias Richter", "Tobias Richter", "Tobias", "Richter"),
        ("Richter, Tobias", "Tobias Richter", "Tobias", "Richter"),
        ("van der Berg, Jan", "Jan van der Berg", "Jan", "van der Berg"),
        ("Bernadette de Bakker", "Bernadette de Bakker", "Bernadette", "de Bakker"),
        ("Ramsey Al Jebali", "Ramsey Al Jebali", "Ramsey", "Al Jebali"),
        ("Christian M. Schlepütz", "Christian M. Schlepütz", "Christian M.", "Schlepütz"),
        (" Tina  Weigel ", "Tina Weigel", "Tina", "Weigel"),
        ("ldap.Ana Gonzalez", "Ana Gonzalez", "Ana", "Gonzalez"),
        ("Dr. John Doe", "John Doe", "John", "Doe"),
        ("Prof. Dr. Jane Doe", "Jane Doe", "Jane", "Doe"),
        ("John Smith Jr.", "John Smith Jr.", "John", "Smith Jr."),
        ("tobias krojer", "tobias krojer", "tobias", "krojer"),
        ("Müller", "Müller", "", "Müller"),
        ("J.Smith", "J.Smith", "", "J.Smith"),
        ("李明", "李明", "", "李明"),
        ("O'Neill, Séan", "Séan O'Neill", "Séan", "O'Neill"),
        ("Lee", "Lee", "", "Lee"),
        ("<b>Jane</b> Doe", "Jane Doe", "Jane", "Doe"),
    ],
)
def test_persons(name: str, full: str, given: str, family: str) -> None:
    assert people.person(name) == Person(full_name=full, given_name=given, family_name=family)


@pytest.mark.parametrize(
    "name",
    [
        "", " ", None, 5, [], "x", "-", "al.", "et al.", "default", "Admin", "ingestor",
        "ANONYMOUS",
        "unknown", "?",
        "Unknown Unknown", "n/a", "null", "test user", "scicatAdmin", "archiveManager",
        "tobkro", "nentm", "jsmith2", "john.smith", "john_smith",
        "Smith01", "user 12", "DESY", "ESS",
        "redacted@example.org",
        "Jane Doe <jane@example.org>", "https://keycloak.desy.de/x",
        "The Human Organ Atlas Collaboration", "ESS Detector Group", "Universität Tübingen",
        "12345", "...", "\x00", "\ud800",
    ],
)  # fmt: skip
def test_nobody(name: object) -> None:
    assert people.person(name) is None


def test_a_person_with_an_orcid() -> None:
    person = people.person("Jane Doe", "https://orcid.org/0000-0002-1825-0097")
    assert person is not None
    assert person.orcid == "0000-0002-1825-0097"


@pytest.mark.parametrize(
    ("text", "orcid"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("http://www.orcid.org/0000-0002-1825-0097/", "0000-0002-1825-0097"),
        ("orcid.org/0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("ORCID: 0000 0002 1825 0097", "0000-0002-1825-0097"),
        ("0000000218250097", "0000-0002-1825-0097"),
        ("0009-0004-7458-9177", "0009-0004-7458-9177"),
        ("0000-0002-1825-0098", ""),
        ("0000-0000-0000-0000", ""),
        ("0000-0000-0000-0001", ""),
        ("0000-0002-1825-00970", ""),
        ("default", ""),
        ("", ""),
        (None, ""),
        (218250097, ""),
        ("0" * 10_000_000, ""),
    ],
    ids=lambda value: str(value)[:40],
)
def test_orcid(text: object, orcid: str) -> None:
    assert people.orcid(text) == orcid


@given(st.text(max_size=60))
def test_a_person_is_clean_or_nobody(name: str) -> None:
    person = people.person(name)
    if person is not None:
        assert person.full_name
        assert "@" not in person.full_name
        assert people.person(person.full_name) is not None


def test_the_creators_of_real_records(data: Path) -> None:
    """All but "al." are people; ORCIDs that stand for nothing are dropped."""
    import json

    rows = json.loads((data / "scicat" / "PublishedData.json").read_text(encoding="utf-8"))
    creators = [name for row in rows for name in row["creator"]]
    assert {name for name in creators if people.person(name) is None} == {"al."}
