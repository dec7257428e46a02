"""Words by their beginning: which tokens count, and how the box reads a star."""

import pytest

from search.analysis import tokens
from search.errors import BadQuery
from search.query.beginnings import matches
from search.query.box import read_box
from search.query.limits import check
from search.query.tree import And, Node, Not, Or, Pattern, Prefix, Words

WORDS = (  # noqa: SIM905
    "polymer polymers polymeric polymerization polymerisation crystallization "
    "crystallography "
    "energy energies relativity studies happy spectroscopically diffractometers magnetisation "
    "superconductivity anisotropic hopping tomographies inelastically usefulness dependency"
).split()


@pytest.mark.parametrize("word", WORDS)
def test_every_beginning_of_a_word_finds_it_in_every_length(word: str) -> None:
    (token,) = tokens(word)
    missed = [word[:size] for size in range(3, len(word) + 1) if not matches(word[:size], token)]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "word"),
    [("polyme", "poly"), ("polyme", "polyamide"), ("wafer", "waf"), ("spectrom", "spectrum")],
)
def test_other_words_are_not_found(text: str, word: str) -> None:
    (token,) = tokens(word)
    assert not matches(text, token)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("polym*", Prefix("polym")),
        ("POLYM**", Prefix("polym")),
        ("Ångst*", Prefix("angst")),
        ("x-ray*", And((Words("x"), Prefix("ray")))),
        ("-polym*", Not(Prefix("polym"))),
        ("polym* OR wafer", Or((Prefix("polym"), Words("wafer")))),
        ("(polym*)", Prefix("polym")),
        ('"polym*"', read_box('"polym*"').tree()),
        ("* film", Words("film")),
        ("f(x)*", Words("f(x)*")),
    ],
)
def test_a_star_at_the_end_of_a_word_is_read(text: str, expected: Node) -> None:
    assert read_box(text).tree() == expected
    assert read_box(text).notes == ()


def test_a_short_beginning_is_a_word_and_the_page_says_so() -> None:
    box = read_box("po* film")
    assert box.tree() == Words("po* film")
    assert "at least 3 letters" in box.notes[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("po*mer", Words("po*mer")),
        ("*pomer", Words("*pomer")),
        ("po*mer*", Words("po*mer*")),
        ("-po*mer", Not(Words("po*mer"))),
    ],
)
def test_a_star_elsewhere_is_a_plain_sign_and_the_page_says_what_to_write(
    text: str, expected: Node
) -> None:
    box = read_box(text)
    assert box.tree() == expected
    (note,) = box.notes
    assert note.endswith(f": title:*{text.strip('-*')}*.")
    assert isinstance(read_box(note.rpartition(": ")[2].rstrip(".")).tree(), Pattern)


def test_the_parts_are_said_in_words() -> None:
    first, second = read_box("film polym*").clauses
    assert (first.says, second.says) == ("“film”", "words that begin with “polym”")


@pytest.mark.parametrize("text", ["", "po", "two words", "Upper", "a*b", ".*.*"])
def test_other_readers_beginnings_are_checked(text: str) -> None:
    with pytest.raises(BadQuery, match="at least 3"):
        check(Prefix(text))


def test_only_so_many_are_looked_for_at_once() -> None:
    with pytest.raises(BadQuery, match="more than 8 patterns"):
        read_box(" ".join(f"word{number}*" for number in range(9)))
