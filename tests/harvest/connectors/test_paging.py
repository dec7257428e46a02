"""Reading a list to its end from servers that page in all sorts of ways."""

import json

from hypothesis import given
from hypothesis import strategies as st

from harvest.client.errors import TooLarge
from harvest.connectors.paging import Position, Reader, Row, advance, counted, overrun


class Server:
    """Lists ``rows`` (in the order of their times) as a server of these habits would."""

    def __init__(self, rows: list[Row], cap: int, ignores: frozenset[str]) -> None:
        self.rows, self.cap, self.ignores = rows, cap, ignores

    def page(self, position: Position, limit: int) -> list[Row]:
        found = self.rows
        if "order" in self.ignores:
            found = sorted(found, key=lambda row: row.ident)
        if position.by_time and position.since and "where" not in self.ignores:
            found = [row for row in found if row.time >= position.since]
        start = 0 if "skip" in self.ignores else position.skip
        return found[start : start + min(limit, self.cap)]


def read(
    server: Server, limit: int, position: Position | None = None
) -> tuple[list[Row], Position]:
    position = position or Position()
    seen: list[Row] = []
    for _ in range(1_000):
        if position.done:
            return seen, position
        fresh, position = advance(position, server.page(position, limit), limit)
        position = Position.read(json.loads(json.dumps(position.write())))
        seen += fresh
    raise AssertionError("the list has no end")


rows = st.lists(st.integers(0, 6), max_size=40).map(
    lambda times: [
        Row(f"r{n * 37 % 41}-{n}", f"2021-01-0{time}" if time else "", n)
        for n, time in enumerate(sorted(times))
    ]
)


@given(rows=rows, cap=st.integers(1, 12), limit=st.integers(1, 12))
def test_every_record_comes_once(rows, cap, limit):
    seen, position = read(Server(rows, cap, frozenset()), limit)
    assert seen == rows
    assert (position.seen, position.sure) == (len(rows), True)


@given(
    rows=rows,
    cap=st.integers(1, 12),
    limit=st.integers(1, 12),
    ignores=st.sampled_from(["where", "order", "where order"]),
)
def test_servers_that_ignore_time_are_read_whole_or_found_short(rows, cap, limit, ignores):
    seen, position = read(Server(rows, cap, frozenset(ignores.split())), limit)
    missing = {row.ident for row in rows} - {row.ident for row in seen}
    assert position.done
    # Without an order, pages of one record can look as if they had it: then the count tells.
    assert not missing or ("order" in ignores and position.seen < len(rows))


@given(
    rows=rows,
    cap=st.integers(1, 12),
    ignores=st.sets(st.sampled_from(["where", "order", "skip"])),
)
def test_no_server_goes_on_for_ever(rows, cap, ignores):
    seen, _ = read(Server(rows, cap, frozenset(ignores)), 12)
    assert {row.ident for row in seen} <= {row.ident for row in rows}


def test_a_server_that_repeats_its_first_page_makes_no_sure_end():
    rows = [Row(f"r{n}", minute, n) for n, minute in enumerate(["", "", "", ""])]
    server = Server(rows, 2, frozenset(["skip", "where"]))
    seen, position = read(server, 10)
    assert [row.item for row in seen] == [0, 1]
    assert position.seen == 2


def test_a_record_that_changes_meanwhile_moves_to_the_end():
    rows = [Row(f"r{n}", f"2021-01-{n + 10}", n) for n in range(6)]
    server = Server(rows, 2, frozenset())
    _, position = advance(Position(), server.page(Position(), 2), 2)
    server.rows = [*rows[1:], Row("r0", "2021-02-01", "new")]
    seen, position = read(server, 2, position)
    assert [row.item for row in seen] == [2, 3, 4, 5, "new"]
    assert position.newest == "2021-02-01"


def test_a_page_that_cannot_be_read_is_asked_for_in_pieces():
    asked = []

    def fetch(position: Position, limit: int) -> list[Row]:
        asked.append((position.skip, limit))
        if position.skip <= 5 < position.skip + limit:
            raise TooLarge("http://x", "the answer is over 5 bytes")
        return [Row(f"r{n}", "", n) for n in range(position.skip, min(10, position.skip + limit))]

    def stub(position: Position, error: Exception) -> list[Row]:
        return [Row(f"r{position.skip}", "", "unreadable")]

    reader, position = Reader(fetch, stub, 8), Position(by_time=False)
    seen = []
    while not position.done:
        page, limit = reader.page(position)
        fresh, position = advance(position, page, limit)
        seen += [row.item for row in fresh]
    assert seen == [0, 1, 2, 3, 4, "unreadable", 6, 7, 8, 9]
    assert len(asked) < 15


def test_counts_come_in_many_forms():
    given = [{"count": 12}, 12, "12", {"count": "12"}, {"count": None}, -1, True, "x", [], 2**80]
    assert [counted(one) for one in given] == [12, 12, 12, 12, *[None] * 6]


def test_a_list_far_longer_than_its_count_is_an_overrun():
    assert overrun(Position(seen=10_011), 5)
    assert not overrun(Position(seen=10_011), 6)
    assert not overrun(Position(seen=1_000_000), None)
