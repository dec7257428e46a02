"""All that a page asks of the engine for its histograms shares one stretch of time."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from portal import units
from search.histograms import making
from search.histograms.making import MOST_ZOOMS, PATIENCE, Wanted, histograms
from search.query.tree import All
from search.request import Extent, Measured

Asked = Sequence[tuple[Measured, Sequence[float]]]


class Slow:
    """An engine with nearly all records in one bin, however fine; each answer takes a while."""

    def __init__(self, takes: float) -> None:
        self.takes = takes
        self.now = 1_000.0
        self.given: list[tuple[str, float]] = []

    def extents(self, asked: Sequence[Measured], seconds: float) -> list[Extent | None]:
        self._passes("extents", seconds)
        return [Extent(1_000, 1_000, 0.0, 1e9 / 50 ** len(self.given)) for _ in asked]

    def bins(self, asked: Asked, seconds: float) -> list[tuple[int, ...] | None]:
        self._passes("bins", seconds)
        return [(0, 999, *[0] * (len(edges) - 3), 1, 0) for _, edges in asked]

    def _passes(self, what: str, seconds: float) -> None:
        self.given.append((what, seconds))
        self.now += self.takes


def ask(monkeypatch: pytest.MonkeyPatch, takes: float) -> tuple[Slow, bool]:
    """The engine with what it was asked, and whether the histogram timed out."""
    slow = Slow(takes)
    monkeypatch.setattr(making, "engine", lambda: slow)
    monkeypatch.setattr(making, "monotonic", lambda: slow.now)
    (one,) = histograms(All(), {}, [Wanted("x", "length", units.find("m"))])
    return slow, one.timed_out


def test_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every call is given what the others left; nothing is asked for that isn't counted."""
    slow, timed_out = ask(monkeypatch, 0.25)
    assert not timed_out
    assert [what for what, _ in slow.given] == ["extents", "bins"] * (1 + MOST_ZOOMS)
    assert slow.given[0][1] == PATIENCE
    left = [seconds for _, seconds in slow.given]
    assert all(before - after == pytest.approx(0.25) for before, after in pairwise(left))


@pytest.mark.parametrize(("takes", "calls"), [(PATIENCE, 1), (PATIENCE / 2, 2), (PATIENCE / 3, 3)])
def test_no_more_is_asked_when_the_time_is_up(
    monkeypatch: pytest.MonkeyPatch, takes: float, calls: int
) -> None:
    slow, timed_out = ask(monkeypatch, takes)
    assert len(slow.given) <= calls + 1
    assert slow.now - 1_000 < PATIENCE + takes
    assert timed_out == (calls == 1)
