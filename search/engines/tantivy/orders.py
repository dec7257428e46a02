"""Where an order finds its values: tantivy's columns, and ranges over them.

Each column has one value a record.  A parameter may have several: its slot has the least
first, and the greatest stands in a field of its own where there are several.  So a
descending order reads two columns, each of the records whose greatest value it holds.
"""

from dataclasses import dataclass
from typing import Any

from tantivy import FieldType, Query

from search.engines.tantivy.compile import all_of, any_of, none_of, nothing
from search.engines.tantivy.reader import View
from search.engines.tantivy.schema import greatest
from search.errors import BadSort
from search.fields import Order
from search.query.tree import ParameterExists

Value = int | str | float | None


@dataclass(frozen=True)
class Column:
    """A numeric field by which records are ordered, ``among`` those that these find."""

    view: View
    order: Order
    field: str
    among: tuple[Query, ...] = ()

    def value(self, read: Any) -> Value:
        """What the field has for a record, as a search by it tells."""
        found: Value = read
        return found

    def beyond(self, value: Value, number: int) -> Query:
        """What comes after a place: beyond its value, or the same value and beyond its id."""
        tied = all_of([self.same(value), self._ids_beyond(number)])
        if value is None:
            return tied
        return any_of([self._values_beyond(value), none_of(self._any_value()), tied])

    def same(self, value: Value) -> Query:
        return none_of(self._any_value()) if value is None else self._equal(value)

    def _equal(self, value: Any) -> Query:
        return self.view.compiler.between(self.field, int(value), int(value))

    def _values_beyond(self, value: Any) -> Query:
        following = int(value) - 1 if self.order.descending else int(value) + 1
        if not -(2**63) <= following < 2**63:
            return nothing()
        bounds = (None, following) if self.order.descending else (following, None)
        return self.view.compiler.between(self.field, *bounds)

    def _any_value(self) -> Query:
        return Query.exists_query(self.field)

    def _ids_beyond(self, number: int) -> Query:
        compiler = self.view.compiler
        if self.order.descending:
            return compiler.ids_between(None, number - 1) if number > 0 else nothing()
        return compiler.ids_between(max(number + 1, 0), None)


class Id(Column):
    """The id itself, which every record has."""

    def beyond(self, value: Value, number: int) -> Query:
        return self._ids_beyond(number)


class NoValues(Column):
    """A parameter that no record has: then all are equal."""

    def value(self, read: Any) -> Value:
        return None

    def beyond(self, value: Value, number: int) -> Query:
        return self._ids_beyond(number) if value is None else Query.all_query()

    def same(self, value: Value) -> Query:
        return Query.all_query()


class Text(Column):
    def _equal(self, value: Any) -> Query:
        return Query.term_query(self.view.compiler.schema, self.field, value, "basic")

    def _values_beyond(self, value: Any) -> Query:
        """Letters, digits and hyphens only: search.cursor sees to it."""
        bounds = f"{{* TO {value}}}" if self.order.descending else f"{{{value} TO *}}"
        return self.view.compiler.index.parse_query(f"{self.field}:{bounds}")


class Amount(Column):
    """Values of a parameter; of several in a slot the least decides."""

    def _equal(self, value: Any) -> Query:
        return all_of([self._within(value, value), none_of(self._within(None, value, open=True))])

    def _values_beyond(self, value: Any) -> Query:
        if self.order.descending:
            return self._within(None, value, open=True)
        return all_of([self._any_value(), none_of(self._within(None, value))])

    def _within(self, low: float | None, high: float, open: bool = False) -> Query:
        schema = self.view.compiler.schema
        return Query.range_query(
            schema, self.field, FieldType.Float, low, high, include_upper=not open
        )


def columns(view: View, order: Order) -> list[Column]:
    """The columns that hold an order's values, of different records.  Raises BadSort."""
    if order.key == "id":
        return [Id(view, order, "id")]
    if order.kind == "number":
        return [Column(view, order, order.key)]
    if order.kind == "text":
        return [Text(view, order, order.key)]
    slot = view.compiler.slots.find((order.key, order.dimension))
    if slot is None:
        _check_absent(view, order)
        return [NoValues(view, order, "id")]
    if not order.descending:
        return [Amount(view, order, slot)]
    several = Query.exists_query(greatest(slot))
    return [
        Amount(view, order, slot, (none_of(several),)),
        Amount(view, order, greatest(slot), (several,)),
    ]


def _check_absent(view: View, order: Order) -> None:
    """Raises BadSort for a parameter that is in the tail, which has no column."""
    if view.count(view.compiler.filter(ParameterExists(order.key, order.dimension))):
        raise BadSort(
            f"“{order.key[:60]}” is too rare a parameter to sort by: ask for a range of it (:)."
        )
