"""LoopBack's and Mongo's ``where``, evaluated on plain JSON objects.

Only what catalogues are asked for; an unknown operator matches nothing, as with them.
A field that is a list matches when one of its members does, as in Mongo.
"""

import re
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]


def matches(record: Any, where: Json) -> bool:
    """Whether the record fulfils every condition of ``where``."""
    return all(_condition(record, key.lstrip("$"), value) for key, value in where.items())


def _condition(record: Any, key: str, wanted: Any) -> bool:
    if key in ("and", "or", "nor"):
        found = [matches(record, part) for part in wanted]
        return all(found) if key == "and" else any(found) is (key == "or")
    value = field(record, key)
    if isinstance(wanted, dict):
        names = {name.lstrip("$"): operand for name, operand in wanted.items()}
        if "regex" in names:
            names["regexp"] = _pattern(names.pop("regex"), names.pop("options", ""))
        return all(_operator(value, name, operand) for name, operand in names.items())
    return _any(value, lambda one: _equal(one, wanted))


def field(record: Any, name: str) -> Any:
    """The field of that name; dots lead into nested objects."""
    for part in name.split("."):
        record = record.get(part) if isinstance(record, dict) else None
    return record


def _operator(value: Any, name: str, operand: Any) -> bool:
    if name in ("neq", "ne"):
        return not _any(value, lambda one: _equal(one, operand))
    if name == "nin":
        return not _any(value, lambda one: any(_equal(one, other) for other in operand))
    if name in ("nlike", "nilike"):
        return not _any(value, _like(str(operand), fold=name == "nilike"))
    if name == "exists":
        return (value is not None) is bool(operand)
    test = _test(name, operand)
    return test is not None and _any(value, test)


def _test(name: str, operand: Any) -> Callable[[Any], bool] | None:
    """The test that one value has to pass; None for an operator that isn't known."""
    if name == "eq":
        return lambda one: _equal(one, operand)
    if name in ("inq", "in"):
        return lambda one: any(_equal(one, other) for other in operand)
    if name == "between":
        low, high = operand
        return lambda one: _compare(one, low) in (0, 1) and _compare(one, high) in (0, -1)
    if name in _ORDERS:
        return lambda one: _compare(one, operand) in _ORDERS[name]
    if name in ("like", "ilike"):
        return _like(str(operand), fold=name == "ilike")
    if name == "regexp":
        return lambda one: re.search(_pattern(operand, ""), str(one)) is not None
    return None


_ORDERS = {"gt": (1,), "gte": (0, 1), "lt": (-1,), "lte": (-1, 0)}


def _any(value: Any, test: Callable[[Any], bool]) -> bool:
    return any(test(one) for one in value) if isinstance(value, list) else test(value)


def _equal(one: Any, other: Any) -> bool:
    return one == other or (one is not None and _compare(one, other) == 0)


def _compare(one: Any, other: Any) -> int | None:
    """-1, 0 or 1; None when the two can't be compared.  "12" is a number beside a number."""
    if isinstance(one, bool) or isinstance(other, bool) or one is None or other is None:
        return None
    if isinstance(one, str) and isinstance(other, str):
        return (one > other) - (one < other)
    try:
        first, second = float(one), float(other)
    except (TypeError, ValueError):
        return None
    return (first > second) - (first < second)


def _like(pattern: str, fold: bool) -> Callable[[Any], bool]:
    flags = re.IGNORECASE | re.DOTALL if fold else re.DOTALL
    written = re.compile(".*".join(re.escape(part) for part in pattern.split("%")), flags)
    return lambda one: isinstance(one, str) and written.search(one) is not None


def _pattern(given: Any, options: str) -> str:
    """A pattern as text, from "/x/i" or a plain one."""
    text = str(given)
    if text.startswith("/") and text.rfind("/") > 0:
        text, options = text[1 : text.rfind("/")], text[text.rfind("/") + 1 :] + options
    return f"(?i){text}" if "i" in options else text
