"""How long work takes, and what of it the bare engine does."""

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

REPEATS = 15

Work = Callable[[], object]


class Recorder:
    """A tantivy searcher that remembers what it was asked."""

    def __init__(self, searcher: Any, calls: list[Work]) -> None:
        self._searcher, self._calls = searcher, calls

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._searcher, name)
        if not callable(method):
            return method

        def call(*args: Any, **options: Any) -> Any:
            self._calls.append(lambda: method(*args, **options))
            return method(*args, **options)

        return call


def timed(*works: Work) -> tuple[float, ...]:
    """The median of each one's times, in milliseconds, after one that isn't counted.

    They take turns, so that whatever else the machine does slows all of them alike.
    """
    times: list[list[float]] = [[] for _ in works]
    for turn in range(REPEATS + 1):
        for work, taken in zip(works, times, strict=True):
            started = time.perf_counter()
            work()
            if turn:
                taken.append((time.perf_counter() - started) * 1000)
    return tuple(median(taken) for taken in times)


def spread(figures: Sequence[float]) -> dict[str, float]:
    """What half of the figures, what 95 in 100 and what all are within."""
    ordered = sorted(figures)
    last = len(ordered) - 1
    return {"p50": ordered[last // 2], "p95": ordered[round(last * 0.95)], "worst": ordered[-1]}
