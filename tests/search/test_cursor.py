"""The ``after`` of an address: what was written is read, anything else is refused."""

import base64
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import cursor
from search.errors import BadCursor
from search.fields import ORDERS, SORTS
from search.request import Position

ids = st.integers(0, 2**63 - 1)
keys = st.lists(st.text("abc123β中", min_size=1, max_size=8), min_size=1, max_size=4)


@given(st.sampled_from(sorted(ORDERS)), st.integers(-(2**63), 2**63 - 1), keys, ids)
def test_what_was_written_is_read(sort: str, value: int, words: list[str], number: int) -> None:
    numeric = ORDERS[sort].kind == "number"
    position: Position = (value if numeric else "-".join(words), number)
    after = cursor.write(sort, position)
    assert after is not None
    assert after.isascii()
    assert cursor.read(sort, after) == position


@given(st.integers(1, 9_999), ids, st.text("0123456789abcdef", min_size=1, max_size=32))
def test_a_rank_carries_the_state_it_was_given_in(rank: int, number: int, state: str) -> None:
    after = cursor.write("relevance", (rank, number), state)
    assert cursor.read("relevance", after) == (rank, number)
    assert cursor.state("relevance", after) == state


def test_a_rank_of_before_there_were_states_is_read() -> None:
    after = made_up('["relevance",20,7]')
    assert cursor.read("relevance", after) == (20, 7)
    assert cursor.state("relevance", after) == cursor.state("relevance", None) == ""


@pytest.mark.parametrize("state", ["x", "A", "../..", "a" * 33, "1\n", "\ud800"])
def test_made_up_states_are_refused(state: str) -> None:
    with pytest.raises(BadCursor):
        cursor.read("relevance", made_up(f'["relevance",20,7,"{state}"]'))


def test_the_first_and_last_page_have_none() -> None:
    assert cursor.read("newest", None) is None
    assert cursor.read("newest", "") is None
    assert cursor.write("newest", None) is None


def made_up(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "äöü",
        "\x00",
        "\ud800",
        "=" * 50,
        "A" * 10**7,
        made_up("null"),
        made_up("[]"),
        made_up('["newest",1]'),
        made_up('["newest",1,2,3]'),
        made_up('["newest","1",2]'),
        made_up('["newest",1.5,2]'),
        made_up('["newest",1,-1]'),
        made_up('["newest",1,9223372036854775808]'),
        made_up('["newest",123456789012345678901234567890,1]'),
        made_up('["oldest",1,2]'),
        made_up('["relevance",1,2]'),
        made_up('["newest",1,2,"ab"]'),
        made_up("[" * 600),
        made_up('{"sort":"newest"}'),
    ],
)
def test_others_are_refused(after: str) -> None:
    with pytest.raises(BadCursor, match="first page"):
        cursor.read("newest", after)


@pytest.mark.parametrize("key", ["a TO *}", "a b", "a:b", "-a", "a-", "a--b", "", "\\", "A*", "_"])
def test_the_order_by_title_takes_keys_only(key: str) -> None:
    after = cursor.write("title", (key, 1))
    with pytest.raises(BadCursor):
        cursor.read("title", after)


@pytest.mark.parametrize("rank", [-1, 0, 10_000, 2**62])
def test_ranks_are_within_reach(rank: int) -> None:
    with pytest.raises(BadCursor):
        cursor.read("relevance", cursor.write("relevance", (rank, 1)))


@given(st.text(max_size=60), st.sampled_from(SORTS))
def test_any_text_is_read_or_refused(after: str, sort: str) -> None:
    with suppress(BadCursor):
        cursor.read(sort, after)


finite = st.floats(allow_nan=False, allow_infinity=False)


@given(st.sampled_from(["sample_temperature[K]", "-wavelength[Å]"]), finite | st.none(), ids)
def test_places_by_a_measured_value(sort: str, value: float | None, number: int) -> None:
    assert cursor.read(sort, cursor.write(sort, (value, number))) == (value, number)


@pytest.mark.parametrize("value", ["1", "null,1", "true", "1e999", "[1]", '"1"'])
def test_a_measured_value_is_a_finite_number(value: str) -> None:
    with pytest.raises(BadCursor):
        cursor.read("-wavelength[Å]", made_up(f'["-wavelength[Å]",{value},1]'))


def test_what_has_no_value_has_a_place() -> None:
    for sort in ("title", "files", "-people"):
        assert cursor.read(sort, cursor.write(sort, (None, 7))) == (None, 7)
