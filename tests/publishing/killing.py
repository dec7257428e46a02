"""Workers that are killed before or after one of their steps."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Killed(BaseException):
    """The worker ends here."""


@contextmanager
def deadly(place: Any, step: str, *, after: bool, times: int = 1) -> Iterator[None]:
    """Whoever calls the step for so many times is killed before or after it."""
    work, left = getattr(place, step), times

    def killing(*args: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and not after:
            raise Killed
        result = work(*args, **named)
        if left == 0:
            raise Killed
        return result

    setattr(place, step, killing)
    try:
        yield
    finally:
        setattr(place, step, work)
