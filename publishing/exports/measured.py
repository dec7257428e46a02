"""What was measured or set, for exports that name variables: a bounded choice of parameters."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from portal.catalogue.records import AnyRecord, Parameter, Scalar
from portal.normalise import names
from publishing.exports.texts import public

MOST = 200  # variables of one record
LARGEST = 10**300
LONGEST = 200  # characters of a value that is text
MOST_READ = 10_000  # parameters of several records


@dataclass(frozen=True, slots=True)
class Variable:
    """A quantity as given: one value, or the least and the greatest of several."""

    name: str
    unit: str = ""
    value: str | int | float | bool | None = None
    least: int | float | None = None
    greatest: int | float | None = None


def variables(metadata: AnyRecord) -> tuple[Variable, ...]:
    """Quantities with a dimension first, then numbers, then texts; each name once."""
    return _chosen(metadata.parameters)


def _chosen(parameters: Iterable[Parameter]) -> tuple[Variable, ...]:
    found: dict[str, Variable] = {}
    for one in _told(sorted(parameters, key=_rank)):
        found.setdefault(one.name, one)
        if len(found) == MOST:
            break
    return tuple(found.values())


def together(several: Iterable[Sequence[Parameter]], *, whole: bool) -> tuple[Variable, ...]:
    """The variables of several records as if one had them all: numbers with their whole range.

    Nothing but the name where they tell it in different units; no value where they tell
    different texts, or where ``whole`` says that these records aren't all.
    """
    read = list(islice(chain.from_iterable(several), MOST_READ + 1))
    whole = whole and len(read) <= MOST_READ
    values: dict[tuple[str, str, str], dict[Scalar, None]] = {}
    for one in read[:MOST_READ]:
        known = values.setdefault((one.name, one.unit, one.dimension), {})
        known.update(dict.fromkeys(one.values))
    merged = [
        Parameter(name=name, unit=unit, dimension=dimension, values=tuple(known))
        for (name, unit, dimension), known in values.items()
    ]
    found: dict[str, list[Variable]] = {}
    for made in _told(sorted(merged, key=_rank), agreed=True):
        found.setdefault(made.name, []).append(made)
    return tuple(_common(those, whole) for those in islice(found.values(), MOST))


def _common(those: list[Variable], whole: bool) -> Variable:
    if len(those) > 1:
        return Variable(those[0].name)
    return those[0] if whole else Variable(those[0].name, those[0].unit)


_RANK = {"number": 1, "": 2}


def _rank(parameter: Parameter) -> int:
    return _RANK.get(parameter.dimension, 0)


def _told(parameters: list[Parameter], *, agreed: bool = False) -> Iterator[Variable]:
    """``agreed``: of values that aren't numbers none is told unless it is the only one."""
    for one in parameters:
        name = public(names.of(one)) or public(one.name)
        made = _variable(name, one, agreed=agreed) if name else None
        if made:
            yield made


def _variable(name: str, parameter: Parameter, *, agreed: bool) -> Variable | None:
    unit = public(parameter.unit)
    numbers = [one for one in map(_number, parameter.values) if one is not None]
    if agreed and len(parameter.values) > max(1, len(numbers)):
        return Variable(name, unit)
    if len(numbers) > 1:
        return Variable(name, unit, least=min(numbers), greatest=max(numbers))
    value = numbers[0] if numbers else _text(parameter.values)
    return None if value in (None, "") else Variable(name, unit, value)


def _number(value: Scalar) -> int | float | None:
    """None for what isn't one, or is none that other programs can read."""
    if isinstance(value, bool | str) or abs(value) >= LARGEST or not math.isfinite(value):
        return None
    return value


def _text(values: tuple[Scalar, ...]) -> str | bool | None:
    """The first value, in public; None for numbers that aren't any."""
    first = values[0] if values else None
    if isinstance(first, bool):
        return first
    return public(first)[:LONGEST] if isinstance(first, str) else None
