"""Writes a range over a parameter as the shortest text that is read as that range."""

from collections.abc import Iterator
from decimal import Decimal

from portal import units
from portal.units import Unit
from search.errors import BadQuery
from search.query import quantities
from search.query.box import measured
from search.query.box.parts import Written
from search.query.literals import EXACT
from search.query.tree import Node, Or, ParameterRange

_DIGITS = 34  # at most; a float has 17


def written(node: Node) -> str:
    """``name:low..high unit``; "" when the node is nothing that one quantity means."""
    for asked in _asked(node):
        if quantities.tree(asked) == node:
            texts = [text for unit in _units(asked) for text in _texts(asked, unit, node)]
            return min(texts, key=_effort, default="")
    return ""


def _effort(text: str) -> int:
    """Texts about as long are as good: the usual unit comes first."""
    return len(text) // 4


def _asked(node: Node) -> Iterator[ParameterRange]:
    """The ranges that may stand for the node: one of its own, the most general name first."""
    parts = node.parts if isinstance(node, Or) else (node,)
    yield from reversed([part for part in parts if isinstance(part, ParameterRange)])


def _units(asked: ParameterRange) -> tuple[Unit | None, ...]:
    if asked.dimension == quantities.NUMBER:
        return (None,)
    try:
        return tuple(units.units_of(asked.dimension))
    except KeyError:
        return ()


def _texts(asked: ParameterRange, unit: Unit | None, node: Node) -> Iterator[str]:
    """The text in this unit, if it is read as the node."""
    low = _number(asked.low, unit, -1 if asked.include_low else 1)
    high = _number(asked.high, unit, 1 if asked.include_high else -1)
    if low is None or high is None:
        return
    symbol = unit.symbol if unit else ""
    operator, value = _value(asked, low, high, symbol)
    try:
        said = measured.read(Written(asked.name, operator, value))
    except BadQuery:
        return
    if said is not None and said.node == node:
        yield (
            f'{asked.name}{operator}"{value}"' if " " in value else f"{asked.name}{operator}{value}"
        )


def _value(asked: ParameterRange, low: str, high: str, symbol: str) -> tuple[str, str]:
    symbol = f" {symbol}" if symbol[:1].isdigit() else symbol
    if asked.low is not None and asked.high is not None:
        return ":", f"{low}..{high}{symbol}"
    if asked.high is None:
        return ">=" if asked.include_low else ">", f"{low}{symbol}"
    return "<=" if asked.include_high else "<", f"{high}{symbol}"


def _number(bound: float | None, unit: Unit | None, outwards: int) -> str | None:
    """The shortest number that becomes this bound; "" for none, None when there is none."""
    if bound is None:
        return ""
    exact = Decimal(bound)
    wider = outwards * quantities.WIDER * (-1 if bound < 0 else 1)
    value = EXACT.divide(exact, EXACT.add(Decimal(1), wider))
    if unit is not None:
        value = EXACT.subtract(EXACT.divide(value, unit.factor), unit.offset)
    for digits in range(1, _DIGITS):
        text = f"{value:.{digits}g}"
        if quantities.bound_of(Decimal(text), unit, outwards) == bound:
            return min(text, f"{Decimal(text):f}", key=len)
    return None
