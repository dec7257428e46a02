"""What would be cut is told beforehand, and what isn't told isn't cut."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from publishing.publications import bounds
from publishing.publications.content import (
    Affiliation,
    Contact,
    Content,
    Contributor,
    Creator,
    Funding,
    Related,
    Subject,
)
from publishing.publications.document import Frame, document
from tests.publishing.exports.making import facility, made

FRAME = Frame(facility(), doi="10.5072/x", concept="", number=1, published=datetime.now(UTC))


def told(content: Content) -> list[str]:
    return [one.path for one in bounds.too_much(content)]


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (Content(title="T" * 2_001), "title"),
        (Content(abstract="A" * 50_001), "abstract"),
        (Content(creators=(Creator(family_name="W" * 2_001),)), "creators.0.family_name"),
        (
            Content(creators=(Creator(affiliations=(Affiliation(name="W" * 2_001),)),)),
            "creators.0.affiliations.0.name",
        ),
        (Content(subjects=(Subject(), Subject(text="w" * 2_001))), "subjects.1.text"),
        (Content(funding=(Funding(award_title="w" * 2_001),)), "funding.0.award_title"),
        (Content(creators=(Creator(),) * 5_001), "creators"),
        (Content(related=(Related(),) * 5_001), "related"),
        (Content(subjects=(Subject(),) * 5_001), "subjects"),
        (
            Content(creators=(Creator(),) * 3_000, contributors=(Contributor(),) * 2_001),
            "contributors",
        ),
    ],
)
def test_what_would_be_cut_is_told(content: Content, path: str) -> None:
    assert told(content) == [path]


def test_what_nobody_publishes_may_be_long() -> None:
    assert told(Content(remarks="r" * 60_000, contacts=(Contact(name="c" * 3_000),))) == []


def test_what_is_not_told_is_not_cut() -> None:
    """Everything as long as it may be is published whole."""
    most = Content(
        title="T" * 2_000,
        abstract="A" * 50_000,
        creators=tuple(Creator(given_name="W", family_name=f"{n}") for n in range(5_000)),
        subjects=tuple(Subject(text=f"word {n}") for n in range(5_000)),
        funding=tuple(Funding(funder=f"funder {n}") for n in range(5_000)),
        related=tuple(Related(identifier=f"10.1234/{n}") for n in range(5_000)),
        licence="MIT",
    )
    assert told(most) == []
    found = made(document(most, FRAME))
    assert (len(found.titles[0]), len(found.descriptions[0].description)) == (2_000, 50_000)
    for listed in (found.creators, found.subjects, found.funding_references):
        assert len(listed) == 5_000
    assert len(found.related_identifiers) == 5_000
    person = Creator(family_name="W" * 2_000)
    [creator] = made(document(replace(most, creators=(person,)), FRAME)).creators
    assert len(creator.name) == 2_000
