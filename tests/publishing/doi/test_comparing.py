"""What DataCite tidies up is no difference; anything else is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.doi.answers import Seen
from publishing.doi.comparing import differences, lost
from tests.publishing.doi.making import URL, attributes
from tests.publishing.doi.test_rules import VALUES


def seen(url: str = URL, **changes: Any) -> Seen:
    return Seen(doi="10.5072/x", state="draft", url=url, attributes=attributes(**changes))


def found(**changes: Any) -> list[str]:
    return differences({**attributes(), "url": URL}, seen(**changes))


def test_the_same_is_the_same() -> None:
    assert found() == []
    assert found(url="https://elsewhere.example.org") == ["url"]


@pytest.mark.parametrize(
    "tidied",
    [
        {"titles": [{"title": "Choppers &amp;  the beam", "lang": "en"}]},
        {"publisher": "ESS"},
        {"publicationYear": "2026"},
        {"types": {"resourceTypeGeneral": "Dataset", "ris": "DATA"}},
        {"subjects": [{"subject": "FOS: Physics"}, *attributes()["subjects"]]},
        {
            "geoLocations": [
                {"geoLocationPoint": {"pointLongitude": "13.25", "pointLatitude": 55.73}}
            ]
        },
        {
            "relatedIdentifiers": [
                {**attributes()["relatedIdentifiers"][0], "relatedIdentifier": "10.1000/abc"}
            ]
        },
        {"language": "EN"},
        {"relatedItems": None},
        {"version": ""},
        {"contentUrl": "x"},
    ],
    ids=lambda one: next(iter(one)),
)
def test_what_is_tidied_up_is_no_difference(tidied: dict[str, Any]) -> None:
    assert found(**tidied) == []


@pytest.mark.parametrize("name", sorted(attributes()))
def test_what_is_missing_is_a_difference(name: str) -> None:
    assert found(**{name: None}) == [name]


@pytest.mark.parametrize(
    "changed",
    [
        {"titles": [{"title": "Another"}]},
        {"titles": [*attributes()["titles"], {"title": "More"}]},
        {"publisher": "MAX IV"},
        {"publicationYear": 2025},
        {"types": {"resourceTypeGeneral": "Text"}},
        {"subjects": [{"subject": "FOS: Physics"}]},
        {"version": "2"},
        {"dates": [{"date": "2019-08-02", "dateType": "Collected"}]},
        {"descriptions": []},
    ],
    ids=lambda one: next(iter(one)),
)
def test_what_is_changed_is_a_difference(changed: dict[str, Any]) -> None:
    assert found(**changed) == [next(iter(changed))]


def test_a_licence_is_known_by_its_identifier() -> None:
    ours = {"rights": "CC BY", "rightsIdentifier": "CC-BY-4.0", "rightsUri": "https://a.b"}
    theirs = {
        "rights": "Creative Commons Attribution 4.0 International",
        "rightsIdentifier": "cc-by-4.0",
    }
    body = {**attributes(rightsList=[ours]), "url": URL}
    assert differences(body, seen(rightsList=[theirs])) == []
    other = {**theirs, "rightsIdentifier": "cc0-1.0"}
    assert differences(body, seen(rightsList=[other])) == ["rightsList"]


def test_words_alone_are_not_lost() -> None:
    """They might have been tidied up in a way that nobody knows here."""
    body = {**attributes(), "url": URL}
    assert lost(body, seen(titles=[{"title": "Another"}], publisher="MAX IV")) == []
    assert lost(body, seen(titles=[], publicationYear=1999)) == ["titles", "publicationYear"]


@given(st.sampled_from(sorted(attributes())), VALUES, VALUES)
def test_anything_can_be_compared(name: str, ours: object, theirs: object) -> None:
    body = {**attributes(**{name: ours}), "url": URL}
    assert differences(body, seen(**{name: ours})) == []
    assert isinstance(differences(body, seen(**{name: theirs})), list)
