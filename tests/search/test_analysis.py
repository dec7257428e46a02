"""Text becomes the same tokens wherever it is analysed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import analysis

ANY = st.text(alphabet=st.characters(), max_size=200)
WITH_SURROGATES = st.text(alphabet=st.characters(exclude_categories=()), max_size=50)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Neutron Reflectometry", ["neutron", "reflectometri"]),
        ("structures, STRUCTURAL; structured", ["structur"] * 3),
        ("Grüße aus Łódź — Ångström’s naïve", ["gruss", "aus", "lodz", "angstrom", "s", "naiv"]),
        ("Straße æther œuvre", ["strass", "aether", "oeuvr"]),
        ("Ørsted ıstanbul İzmir", ["orst", "istanbul", "izmir"]),
        ("12.4 keV (XRR) H2O α-Fe₂O₃", ["12", "4", "kev", "xrr", "h2o", "α", "fe2o3"]),
        ("snake_case_name", ["snake", "case", "name"]),
        ("中性子散乱 X線", ["中", "性", "子", "散", "乱", "x", "線"]),
        ("ﬁlm №5", ["film", "no5"]),
        ("a\x00b\x01c", ["a", "b", "c"]),
        ("broken \ud800 text", ["broken", "text"]),
        ("", []),
        (" \t\n…—", []),
    ],
)  # fmt: skip
def test_tokens(text: str, expected: list[str]) -> None:
    assert analysis.tokens(text) == expected


def test_long_tokens_are_cut_alike() -> None:
    first, second = analysis.tokens("x" * 10**6 + " " + "x" * 200)
    assert first == second == "x" * analysis.LONGEST_TOKEN


def test_query_words_that_say_nothing() -> None:
    assert analysis.query_tokens("the structure of the film") == {"structur": 1, "film": 1}
    assert analysis.query_tokens("of the") == {"of": 1, "the": 1}
    assert analysis.query_tokens("films film FILM") == {"film": 3}
    assert analysis.query_tokens("CAN what") == {"can": 1, "what": 1}


def test_sentences_lose_all_their_function_words() -> None:
    asked = "I'd like what’s known: how does water, as a film, wet films?"
    assert analysis.sentence_tokens(asked) == {
        "like": 1,
        "known": 1,
        "water": 1,
        "film": 2,
        "wet": 1,
    }
    assert analysis.sentence_tokens("What is it?") == {"what": 1, "is": 1, "it": 1}
    assert analysis.sentence_tokens("the T cell's D domain") == {
        "t": 1,
        "cell": 1,
        "d": 1,
        "domain": 1,
    }
    assert analysis.sentence_tokens("?") == {}


def test_no_phrase_reaches_over_two_texts() -> None:
    assert analysis.joined("one two", "", "!", "three") == "one two | three"
    assert analysis.BREAK not in analysis.tokens("a | b")


@given(WITH_SURROGATES)
def test_tokens_are_clean(text: str) -> None:
    for token in analysis.tokens(text):
        assert 0 < len(token) <= analysis.LONGEST_TOKEN
        assert token.isalnum()
        assert token == token.lower()
        token.encode()


@given(ANY)
def test_case_and_accents_dont_count(text: str) -> None:
    words = analysis.split(text)
    assert analysis.split(" ".join(words)) == words
    assert analysis.split(analysis.fold(text)) == words


@given(ANY, ANY)
def test_texts_are_analysed_apart(one: str, other: str) -> None:
    both = analysis.tokens(one) + analysis.tokens(other)
    assert analysis.tokens(f"{one} {other}") == both
    assert analysis.joined(one, other).replace(f" {analysis.BREAK} ", " ").split() == both


@given(st.lists(st.text(alphabet="abcdefgh", min_size=1, max_size=80), max_size=30))
def test_a_word_is_found_by_itself(words: list[str]) -> None:
    found = analysis.tokens(" ".join(words))
    assert all(set(analysis.tokens(word)) <= set(found) for word in words)


def test_the_memory_of_stems_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "_CACHED_STEMS", 10)
    stems = analysis._Stems()
    assert [stems[f"words{number}"] for number in range(100)]
    assert len(stems) <= 10
