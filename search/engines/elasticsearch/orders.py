"""Orders as the cluster takes them.

Records without the value come last.  In the cluster's answers they have a value that no
record has: null for texts, else the last of all numbers in the order's direction.
"""

import math
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elasticsearch.compile import in_tail
from search.engines.elasticsearch.mapping import parameter_field
from search.errors import BadSort
from search.fields import Order
from search.request import Position

Json = dict[str, Any]
_TYPES = {"number": "long", "text": "keyword", "parameter": "double"}


def sort(order: Order) -> list[Json]:
    """By the value, then by id."""
    direction = "desc" if order.descending else "asc"
    by = {"order": direction, "missing": "_last", "unmapped_type": _TYPES[order.kind]}
    if order.kind == "parameter":
        by["mode"] = "max" if order.descending else "min"
    return [{_field(order): by}, {"id": direction}]


def after(order: Order, place: Position) -> list[Any]:
    """What the cluster searches after."""
    value, number = place
    return [_last(order) if value is None else value, number]


def value(order: Order, told: Any) -> int | str | float | None:
    """The value that the cluster tells of a hit; None where it stands for none."""
    if order.kind == "parameter":
        number = float(told)
        return number if math.isfinite(number) else None
    return None if told == _last(order) else told


def check(client: Elasticsearch, alias: str, order: Order | None) -> None:
    """Raises BadSort for a parameter that is kept in the nested form, out of reach here."""
    if order is None or order.kind != "parameter":
        return
    query = in_tail(parameter_field((order.key, order.dimension)), {})
    if client.count(index=alias, query=query).body["count"]:
        raise BadSort(
            f"“{order.key[:60]}” is too rare a parameter to sort by: ask for a range of it (:)."
        )


def _field(order: Order) -> str:
    if order.kind == "parameter":
        return f"p.{parameter_field((order.key, order.dimension))}"
    return order.key


def _last(order: Order) -> int | str | None:
    """What stands for no value."""
    match order.kind:
        case "number":
            return -(2**63) if order.descending else 2**63 - 1
        case "parameter":
            return "-Infinity" if order.descending else "Infinity"
        case _:
            return None
