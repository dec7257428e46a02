"""A content becomes fields and the fields that content again, whatever it holds."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from publishing.publications.forms import fields, read
from publishing.publications.forms.entries import ENTRIES

texts = st.text(max_size=20)
# As somebody may have typed them, with what separates cells and lines among it.
words = st.text(st.sampled_from("aZ é|;,\"'\n\t\\=א"), max_size=12).map(lambda one: one.strip())
affiliations = st.lists(st.builds(Affiliation, name=words), max_size=2).map(tuple)
names = {"family_name": words, "given_name": words, "affiliations": affiliations}
people = st.builds(Creator, **names)
groups = st.builds(Creator, name_type=st.just("Organizational"), name=words)
contributors = st.builds(Contributor, **names, role=st.sampled_from(["Editor", "DataCurator"]))
contents = st.builds(
    Content,
    title=texts,
    abstract=texts,
    creators=st.lists(people | groups, max_size=3).map(tuple),
    contributors=st.lists(contributors, max_size=2).map(tuple),
    related=st.lists(st.builds(Related, identifier=words), max_size=2).map(tuple),
    funding=st.lists(st.builds(Funding, funder=words, award_title=words), max_size=2).map(tuple),
    subjects=st.lists(st.builds(Subject, text=words), max_size=2).map(tuple),
    contacts=st.lists(st.builds(Contact, name=words, email=words), max_size=2).map(tuple),
    remarks=texts,
)
OLIVER = Creator(
    family_name="Lohmann",
    given_name="Oliver",
    orcid="0000-0002-1825-0097",
    affiliations=(
        Affiliation(name="European Spallation Source", ror="https://ror.org/01wv9cn34"),
        Affiliation(name="Lund University"),
    ),
)


@settings(max_examples=40)
@given(contents)
def test_a_form_is_read_as_it_was_written(content: Content) -> None:
    once = read(fields(content)).content
    assert read(fields(once)).content == once


@settings(max_examples=40)
@given(contents)
def test_a_long_list_is_read_as_it_was_written(content: Content) -> None:
    """As the one text that stands for it."""
    once = read(fields(content)).content
    shown = {key: entries.shown for key, entries in ENTRIES.items()}
    try:
        for entries in ENTRIES.values():
            object.__setattr__(entries, "shown", 0)
        assert read(fields(once)).content == once
    finally:
        for key, entries in ENTRIES.items():
            object.__setattr__(entries, "shown", shown[key])


@settings(max_examples=60)
@given(st.dictionaries(texts | st.from_regex(r"\A[a-z]+-[0-9]-[a-z]+\Z"), st.text(max_size=60)))
def test_nothing_that_is_sent_breaks_it(form: dict[str, str]) -> None:
    once = read(form).content
    assert read(fields(once)).content == once


def test_everything_is_kept() -> None:
    content = Content(
        title="A title",
        abstract="One.\n\nTwo.",
        creators=(
            OLIVER,
            Creator(name_type="Organizational", name="ESS", ror="https://ror.org/01wv9cn34"),
        ),
        contributors=(Contributor(family_name="Gonzalez", given_name="Ana", role="Editor"),),
        related=(Related(identifier="10.1107/s1600577513026192", relation="Cites"),),
        funding=(Funding(funder="VR", funder_id="x", award_number="1", award_title="y"),),
        licence="CC-BY-4.0",
        resource_type="Collection",
        subjects=(Subject(text="lipids"), Subject(text="our SANS", panet="PaNET01189")),
        language="en",
        embargo_until="2030-01-01",
        contacts=(Contact(name="Ana", email="ana@example.org"),),
        remarks="Please hurry.",
    )
    assert read(fields(content)).content == content


def test_three_thousand_creators_are_one_field() -> None:
    content = Content(creators=(OLIVER,) * 3000)
    form = fields(content)
    assert "creators-0-name" not in form
    assert read(form).content == content


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("0000-0002-1825-0098", "0000-0002-1825-0098"),  # wrong: for the rules to say
    ],
)
def test_an_orcid_is_understood(written: str, kept: str) -> None:
    found = read({"creators-0-name": "L", "creators-0-identifier": written}).content
    assert found.creators[0].orcid == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://doi.org/10.1107/S1600577513026192", "10.1107/s1600577513026192"),
        ("doi:10.1107/ABC", "10.1107/abc"),
        ("https://example.org/10.1107/ABC", "https://example.org/10.1107/ABC"),
        ("10.1107", "10.1107"),
    ],
)
def test_a_related_work_is_understood(written: str, kept: str) -> None:
    assert read({"related-0-identifier": written}).content.related[0].identifier == kept


def test_a_subject_that_panet_knows_is_a_technique() -> None:
    form = {"subjects-0-text": "SAXS", "subjects-1-text": "lipids"}
    found = read(form).content.subjects
    assert [(one.text, bool(one.panet)) for one in found] == [("SAXS", True), ("lipids", False)]


def test_a_technique_goes_with_its_text() -> None:
    """Who writes another word over it means something else."""
    form = {"subjects-0-text": "lipids", "subjects-0-panet": "PaNET01189 our SANS"}
    assert read(form).content.subjects == (Subject(text="lipids"),)


def test_empty_entries_are_none() -> None:
    form = {"creators-0-kind": "Personal", "creators-0-name": " ", "related-3-relation": "Cites"}
    assert read(form).content == Content()


def _names(found: Any) -> list[str]:
    return [one.family_name for one in found.content.creators]


PEOPLE = {"creators-7-name": "A", "creators-2-name": "B", "creators-5-name": "C"}


def test_the_order_is_that_of_the_form() -> None:
    assert _names(read(PEOPLE)) == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("up creators 5", ["A", "C", "B"]),
        ("up creators 7", ["A", "B", "C"]),
        ("down creators 7", ["B", "A", "C"]),
        ("down creators 5", ["A", "B", "C"]),
        ("remove creators 2", ["A", "C"]),
        ("remove creators 3", ["A", "B", "C"]),
        ("up nothing 5", ["A", "B", "C"]),
        ("sideways creators 5", ["A", "B", "C"]),
    ],
)
def test_its_buttons_move_and_remove(command: str, names: list[str]) -> None:
    assert _names(read(PEOPLE, command)) == names


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("title", "title"),
        ("creators", "creators"),
        ("creators.0.orcid", "creators-7-identifier"),
        ("creators.1", "creators-5-name"),
        ("creators.1.affiliations.0.ror", "creators-5-affiliations"),
        ("creators.2.family_name", "creators-text"),
        ("creators.3", "creators"),
        ("creators.x", "creators"),
    ],
)
def test_a_problem_finds_its_field(path: str, field: str) -> None:
    """Where the form has an empty entry between others, and some as a text."""
    form = {"creators-7-name": "A", "creators-2-name": "", "creators-5-name": "C"}
    assert read(form | {"creators-text": "Doe, Jane"}).field_of(path) == field
