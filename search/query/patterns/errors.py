"""What can be wrong with a pattern."""

from search.errors import BadQuery
from search.fields import PATTERN_FIELDS

_SHOWN = 60  # characters of a pattern that a message repeats


class PatternError(BadQuery):
    """The expression can't be used; ``position`` is the character at fault, from 1."""

    def __init__(self, expression: str, position: int, problem: str) -> None:
        self.position = position
        super().__init__(f"{_name(expression)} is wrong at character {position}: {problem}.")


class TooCostly(BadQuery):
    """The expression is sound, but would take too long to look for."""

    def __init__(self, expression: str, problem: str) -> None:
        super().__init__(f"{_name(expression)} is too costly: {problem}.")


class NoPatternField(BadQuery):
    """The field has no patterns."""

    def __init__(self, field: str) -> None:
        known = ", ".join(sorted(PATTERN_FIELDS))
        super().__init__(f"The field “{field[:40]}” has no patterns: use one of {known}.")


def _name(expression: str) -> str:
    shown = expression if len(expression) <= _SHOWN else f"{expression[:_SHOWN]}…"
    return f"The pattern /{shown}/"
