"""How long work takes, and what of it the bare engine does."""

import resource
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any

from portal.bench.house import megabytes

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


def timed(*works: Work) -> list[list[float]]:
    """Each one's times in milliseconds, after one that isn't counted.

    They take turns, so that whatever else the machine does slows all of them alike.
    """
    times: list[list[float]] = [[] for _ in works]
    for turn in range(REPEATS + 1):
        for work, taken in zip(works, times, strict=True):
            started = time.perf_counter()
            work()
            if turn:
                taken.append((time.perf_counter() - started) * 1000)
    return times


def compared(page: Work, bare: Work, rendering: Work) -> dict[str, float]:
    """The medians of a page, of its engine's part and of its rendering, and their ratio.

    The goal is page ≤ 1.5 × engine + rendering: a ratio of 1.
    """
    whole, engine, rendered = timed(page, bare, rendering)
    bound = 1.5 * median(engine) + median(rendered)
    return {
        "page": round(median(whole), 2),
        "page_p95": round(spread(whole)["p95"], 2),
        "engine": round(median(engine), 2),
        "rendering": round(median(rendered), 2),
        "ratio_to_goal": round(median(whole) / bound, 2),
    }


def summed_up(pages: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The spread of all pages' medians, which is the slowest, and the memory it all took."""
    times = ("page", "engine", "rendering")
    return {
        "milliseconds": {kind: spread([one[kind] for one in pages.values()]) for kind in times},
        "ratio_to_goal": spread([one["ratio_to_goal"] for one in pages.values()]),
        "slowest": max(pages, key=lambda name: float(pages[name]["page"])),
        "peak_memory_mb": megabytes(most_memory()),
    }


def most_memory() -> int:
    """The most memory that this process has had, in bytes (Linux); mapped files count."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def spread(figures: Sequence[float]) -> dict[str, float]:
    """What half of the figures, what 95 in 100 and what all are within."""
    ordered = sorted(figures)
    last = len(ordered) - 1
    return {"p50": ordered[last // 2], "p95": ordered[round(last * 0.95)], "worst": ordered[-1]}
