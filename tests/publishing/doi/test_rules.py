"""The rules find what is wrong, say where, and take DataCite's own examples."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.doi import forms, rules
from publishing.doi.rules import Problem, metadata_problems, problems
from tests.publishing.doi import kernel_xml
from tests.publishing.doi.making import URL, attributes

NAMED = {"doi": "10.5072/ess.1", "url": URL}
KERNEL = Path("datacite/kernel-4.6/example")


def sources(**changes: Any) -> list[str]:
    return [one.source for one in problems({**attributes(), **NAMED, **changes})]


def test_it_takes_what_is_right() -> None:
    assert problems(attributes() | NAMED) == []


@pytest.mark.parametrize(
    "name", ["creators", "titles", "publisher", "publicationYear", "types", "doi", "url"]
)
@pytest.mark.parametrize("blank", [None, "", "  ", [], {}])
def test_it_asks_for_what_is_mandatory(name: str, blank: object) -> None:
    assert sources(**{name: blank}) == [name]


def test_metadata_alone_need_no_doi() -> None:
    assert metadata_problems(attributes()) == []
    assert [one.source for one in metadata_problems({})] == [
        "creators",
        "titles",
        "publisher",
        "publicationYear",
        "types",
    ]


@pytest.mark.parametrize(
    ("name", "value", "source"),
    [
        ("doi", "10.5072/a b", "doi"),
        ("doi", "11.5072/a", "doi"),
        ("doi", "10.5072/", "doi"),
        ("url", "data.example.org/1", "url"),
        ("url", "javascript:alert(1)", "url"),
        ("url", "https://[::1", "url"),
        ("creators", [{"givenName": "Ada"}], "creators.0.name"),
        ("creators", [{"name": "Ada"}, {"name": " "}], "creators.1.name"),
        ("creators", "Ada", "creators"),
        ("creators", ["Ada"], "creators.0"),
        ("creators", [{"name": "Ada", "nameType": "Person"}], "creators.0.nameType"),
        ("creators", [{"name": 7}], "creators.0.name"),
        ("creators", [{"name": "Ada\x00"}], "creators.0.name"),
        (
            "creators",
            [{"name": "Ada", "nameIdentifiers": [{"nameIdentifier": "1"}]}],
            "creators.0.nameIdentifiers.0.nameIdentifierScheme",
        ),
        (
            "creators",
            [
                {
                    "name": "Ada",
                    "nameIdentifiers": [
                        {
                            "nameIdentifier": "0000-0002-1825-0098",
                            "nameIdentifierScheme": "ORCID",
                        }
                    ],
                }
            ],
            "creators.0.nameIdentifiers.0.nameIdentifier",
        ),
        (
            "creators",
            [{"name": "Ada", "affiliation": [{"affiliationIdentifier": "1"}]}],
            "creators.0.affiliation.0.name",
        ),
        ("titles", [{"titleType": "Subtitle"}], "titles.0.title"),
        ("titles", [{"title": "A", "titleType": "Main"}], "titles.0.titleType"),
        ("publisher", {"publisherIdentifier": "x"}, "publisher.name"),
        ("publicationYear", 26, "publicationYear"),
        ("publicationYear", True, "publicationYear"),
        ("publicationYear", "MMXXVI", "publicationYear"),
        ("types", {"resourceType": "raw"}, "types.resourceTypeGeneral"),
        ("types", {"resourceTypeGeneral": "dataset"}, "types.resourceTypeGeneral"),
        ("contributors", [{"name": "A"}], "contributors.0.contributorType"),
        ("dates", [{"date": "yesterday", "dateType": "Issued"}], "dates.0.date"),
        ("dates", [{"date": "2026", "dateType": "issued"}], "dates.0.dateType"),
        ("language", "English language", "language"),
        (
            "relatedIdentifiers",
            [
                {
                    "relatedIdentifier": "11.1/x",
                    "relatedIdentifierType": "DOI",
                    "relationType": "Cites",
                }
            ],
            "relatedIdentifiers.0.relatedIdentifier",
        ),
        ("relatedItems", [{"relationType": "Cites"}], "relatedItems.0.relatedItemType"),
        ("rightsList", [{"rightsUri": "CC BY"}], "rightsList.0.rightsUri"),
        ("descriptions", [{"description": "A"}], "descriptions.0.descriptionType"),
        (
            "geoLocations",
            [{"geoLocationPoint": {"pointLongitude": 181, "pointLatitude": 0.5}}],
            "geoLocations.0.geoLocationPoint.pointLongitude",
        ),
        (
            "geoLocations",
            [{"geoLocationPolygon": [{"polygonPoint": {}}]}],
            "geoLocations.0.geoLocationPolygon",
        ),
        ("fundingReferences", [{"awardNumber": "1"}], "fundingReferences.0.funderName"),
        (
            "fundingReferences",
            [{"funderName": "EC", "funderIdentifier": "1"}],
            "fundingReferences.0.funderIdentifierType",
        ),
        ("schemaVersion", "http://datacite.org/schema/kernel-3", "schemaVersion"),
    ],
)
def test_it_says_where_what_is_wrong(name: str, value: object, source: str) -> None:
    assert source in sources(**{name: value})


def test_a_message_can_be_understood() -> None:
    found = problems({**attributes(), **NAMED, "dates": [{"date": "May\n2026", "dateType": "X"}]})
    assert found[0] == Problem(
        "dates.0.date",
        "“May 2026” is not a date such as 2026, 2026-05-31 or 2026-05-01/2026-05-31.",
    )
    assert found[1].title.startswith("“X” is not one of the words to choose from: Accepted, ")


def test_it_stops_after_many() -> None:
    assert len(problems({"creators": [{}] * 3000})) == rules.MOST


def test_many_creators_are_fine() -> None:
    assert sources(creators=[{"name": f"Author {number}"} for number in range(3000)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "2026",
        "2026-02",
        "2024-02-29",
        "2026-05-01T10:00:00Z",
        "2026-05-01T10:00+02:00",
        "2026-05-01T10:00:00.123Z",
        "2019/2020-01",
        "2019-01-01/",
        "/2020",
        "-0500",
    ],
)
def test_dates(text: str) -> None:
    assert forms.is_date(text)


@pytest.mark.parametrize(
    "text",
    ["", "/", "26", "2026-13", "2025-02-29", "2026-05-01 10:00", "01.05.2026", "2026-05-01T25:00Z"],
)
def test_no_dates(text: str) -> None:
    assert not forms.is_date(text)


@pytest.mark.parametrize(
    ("url", "domains", "allowed"),
    [
        ("https://data.example.org/1", ["*"], True),
        ("https://data.example.org/1", ["data.example.org"], True),
        ("https://data.example.org/1", ["*.example.org"], True),
        ("https://example.org/1", ["*.example.org"], False),
        ("https://evilexample.org/1", ["*.example.org"], False),
        ("https://example.org.evil.org/1", ["example.org"], False),
        ("https://EXAMPLE.org:8443/1", ["other.org", "Example.ORG"], True),
        ("https://data.example.org/1", [], False),
        ("mailto:a@example.org", ["*"], False),
    ],
)
def test_domains(url: str, domains: list[str], allowed: bool) -> None:
    assert forms.within(url, domains) is allowed


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "title", "date", "nameIdentifiers", "affiliation", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(sorted({*attributes(), *NAMED})), VALUES)
def test_anything_may_be_given(name: str, value: object) -> None:
    for one in problems({**attributes(), **NAMED, name: value}):
        assert one.source.split(".")[0] == name
        assert one.title.endswith((".", "="))


@pytest.mark.parametrize("member", sorted(attributes()))
def test_each_member_is_looked_at(member: str) -> None:
    """A number where a list or an object should be is told of."""
    assert sources(**{member: 5}) == [member]


def examples(data: Path) -> list[Path]:
    return sorted((data / KERNEL).glob("*.xml"))


def test_datacites_own_examples_are_right(data: Path) -> None:
    assert len(examples(data)) > 10
    for path in examples(data):
        found = metadata_problems(kernel_xml.attributes(path))
        assert found == [], path.name
