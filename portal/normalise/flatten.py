"""Takes free-form nested metadata apart into parameters.

SciCat's scientificMetadata holds ``{"value": 12.4, "unit": "keV", "valueSI": …}``,
the older ``{"v": …, "u": …}``, DESY's ``{"magnitude": …, "unit": …}``, nested objects,
lists of them, and plain values.  SI values of others are ignored: they are wrong too
often.  The walk keeps its own stack, so no nesting can exhaust Python's.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from portal.catalogue.records import Parameter
from portal.units import number

from . import dates
from .parameter import NAME, UNIT, build
from .text import clean, without_addresses

PARAMETERS = 2_000
DEPTH = 20
LONGEST_WORD = 2 * NAME  # of one level's name, so that one beyond the bound is noticed
NODES = 200_000  # values looked at, nulls and empty objects among them


class TooMuch(ValueError):
    """The metadata is larger than any record's should be; the record is to be rejected."""


_VALUE_KEYS = ("value", "v", "magnitude")
_UNIT_KEYS = ("unit", "u", "units")
_ABOUT_THE_VALUE = frozenset(
    (
        *_VALUE_KEYS,
        *_UNIT_KEYS,
        "valueSI",
        "unitSI",
        "valuesi",
        "unitsi",
        "name",
        "type",
        "_id",
        "id",
    )
)
_PRIVATE = re.compile(
    r"e-?mail|password|passwd|secret|token|telephone|phone_?number|user_?name|log_?in|account"
    r"|^users?$|^owner",
    re.I,
)

_Found = dict[tuple[str, str], list[Any]]


def flatten(tree: Mapping[str, Any] | list[Any] | None) -> tuple[Parameter, ...]:
    """Every parameter of the tree, in its order, nested names joined by dots.

    Values met several times under one name and unit (a list of objects) become one
    parameter with several values.  E-mail addresses and what is named like a
    password are left out.  Raises TooMuch, and nothing else, beyond 2,000
    parameters, 20 levels, or names of 200 characters.
    """
    found: _Found = {}
    waiting: list[tuple[str, Any, int]] = [("", tree, 0)]
    nodes = 0
    while waiting:
        name, value, depth = waiting.pop()
        nodes += 1
        if nodes > NODES:
            raise TooMuch(f"the metadata has more than {NODES:,} values; publish it as a file")
        if isinstance(value, dict):
            _object(found, waiting, name, value, depth)
        elif isinstance(value, (list, tuple)):
            nodes += len(value)
            _list(found, waiting, name, value, depth)
        else:
            _keep(found, name, "", value)
    built = (build(name, values, unit) for (name, unit), values in found.items())
    return tuple(one for one in built if one is not None)


def _object(
    found: _Found,
    waiting: list[tuple[str, Any, int]],
    name: str,
    value: Mapping[str, Any],
    depth: int,
) -> None:
    """A quantity, a Mongo value, or an object whose members wait for their turn."""
    if not value:
        return
    if _mongo(found, name, value):
        return
    members = list(value.items())
    key = _value_key(value)
    if key is not None:
        unit = next((value[word] for word in _UNIT_KEYS if isinstance(value.get(word), str)), "")
        _keep(found, name, unit, value[key])
        members = [item for item in members if item[0] not in _ABOUT_THE_VALUE]
    if members and depth >= DEPTH:
        raise TooMuch(f"the metadata is nested deeper than {DEPTH} levels at {name[:60]!r}")
    for member, inner in reversed(members):
        word = _word(member[:LONGEST_WORD]) if isinstance(member, str) else clean(member)
        if inner is not None and word is not None:
            waiting.append((_joined(name, word), inner, depth + 1))


def _value_key(value: Mapping[str, Any]) -> str | None:
    """The key that holds the value of a quantity; None for an object that isn't one."""
    for key in _VALUE_KEYS:
        if key in value and not isinstance(value[key], dict) and _is_flat(value[key]):
            return key
    return None


def _is_flat(value: Any) -> bool:
    return not isinstance(value, (list, tuple)) or not any(
        isinstance(item, (dict, list, tuple)) for item in value
    )


def _list(
    found: _Found, waiting: list[tuple[str, Any, int]], name: str, values: Any, depth: int
) -> None:
    """Plain members are values of one parameter; objects wait under the same name."""
    nested = [item for item in values if isinstance(item, (dict, list, tuple))]
    if len(nested) < len(values):
        plain = [item for item in values if not isinstance(item, (dict, list, tuple))]
        _keep(found, name, "", plain)
    if nested and depth >= DEPTH:
        raise TooMuch(f"the metadata is nested deeper than {DEPTH} levels at {name[:60]!r}")
    waiting.extend((_named(name, item), item, depth + 1) for item in reversed(nested))


def _named(name: str, item: Any) -> str:
    """A member's name: quantities of a list often carry it ({"name": "energy", "value": 12})."""
    if isinstance(item, dict) and isinstance(item.get("name"), str) and _value_key(item):
        return _joined(name, clean(item["name"], LONGEST_WORD))
    return name


def _mongo(found: _Found, name: str, value: Mapping[str, Any]) -> bool:
    """A value of a Mongo export ({"$date": …}); False for any other object."""
    key = next(iter(value))
    if not isinstance(key, str) or not key.startswith("$") or len(value) > 1:
        return False
    if key == "$date":
        _keep(found, name, "", dates.parse(value))
    elif key.startswith("$number"):
        _keep(found, name, "", _number(value[key]))
    return True


def _number(value: Any) -> Any:
    parsed = number(value) if isinstance(value, str) else None
    return value if parsed is None else parsed


def _keep(found: _Found, name: str, unit: str, value: Any) -> None:
    """Adds the value or values to those of this name and unit."""
    values = value if isinstance(value, (list, tuple)) else (value,)
    if len(values) > NODES:
        raise TooMuch(f"{name[:60]!r} has more than {NODES:,} values; publish them as a file")
    kept = [_public(item) for item in values if item is not None and item != ""]
    if not kept or not name:
        return
    key = (name, _unit(unit) if len(unit) <= UNIT else clean(unit, UNIT))
    if key not in found:
        if len(found) >= PARAMETERS:
            raise TooMuch(
                f"the record has more than {PARAMETERS:,} parameters; publish them as a file"
            )
        found[key] = kept
        return
    found[key].extend(kept)


def _public(value: Any) -> Any:
    return without_addresses(value[:20_000]) if isinstance(value, str) else value


def _joined(name: str, member: str) -> str:
    joined = f"{name}.{member}" if name and member else name or member
    if len(joined) > NAME:
        raise TooMuch(f"the name {joined[:60]!r}… is longer than {NAME} characters")
    return joined


@lru_cache(maxsize=8192)
def _word(member: str) -> str | None:
    """A member's name as clean text; None for one that holds what isn't for the public."""
    return None if _PRIVATE.search(member) else clean(member, LONGEST_WORD)


@lru_cache(maxsize=1024)
def _unit(unit: str) -> str:
    return clean(unit, UNIT)
