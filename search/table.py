"""The results as a table: the columns that were chosen, each value ready to print."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from portal.catalogue.models import Record
from portal.catalogue.records import Parameter
from portal.dictionary.selectors import usual_unit
from portal.normalise import names
from portal.web import links, show
from search.asked import Asked
from search.columns import FIELDS, Column, Entry, Value

USUAL = ("title", "facility", "year", "instruments", "techniques", "samples", "size")
SHOWN = 3  # values of one cell; of more numbers the extent is shown
# Which orders a column's header leads to: the first, then the one to turn it round.
ORDERS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "date": ("newest", "oldest"),
    "year": ("newest", "oldest"),
    "size": ("largest",),
    "changed": ("updated",),
}
ASCENDING = ("title", "oldest")
DATES = ("date", "end", "released", "open_from", "changed")


Direction = Literal["", "ascending", "descending"]


@dataclass(frozen=True, slots=True)
class Head:
    """A column's header; ``sort`` leads to the order by it, ``sorted`` says which is on."""

    key: str
    label: str
    sort: str
    sorted: Direction
    number: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` to print; ``more`` says that there are further values."""

    key: str
    text: str
    number: bool = False
    link: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A record: its title with the link, and the cells of the other columns."""

    title: str
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A column that can be picked."""

    key: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Table:
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]


def table(asked: Asked, records: Iterable[Record]) -> Table:
    """The page's records; the title always leads, as it is the way to the record."""
    others = [column for column in chosen(asked) if column.key != "title"]
    lines = tuple(_line(Entry.of(record), others) for record in records)
    return Table(tuple(_head(asked, one) for one in (FIELDS["title"], *others)), lines)


def chosen(asked: Asked) -> tuple[Column, ...]:
    return asked.columns or tuple(FIELDS[name] for name in USUAL)


def options(asked: Asked) -> list[Option]:
    """What the picker offers: the chosen columns in their order, then all other fields."""
    picked = {column.key: column for column in chosen(asked)}
    every = {**picked, **{key: one for key, one in FIELDS.items() if key not in picked}}
    return [Option(key, one.label, key in picked) for key, one in every.items() if key != "title"]


def parameters() -> list[str]:
    """Columns of measured values that the picker suggests, in their usual units."""
    found = []
    for name in names.known().values():
        unit = usual_unit(name.key, name.dimension)
        if unit:
            found.append(f"{name.key}[{unit.symbol}]")
    return found


def _head(asked: Asked, column: Column) -> Head:
    orders = ORDERS.get(column.key, ())
    now = asked.sort if asked.sort in orders else ""
    following = next((one for one in orders if one != now), "")
    sort = asked.state.replaced(sort=following) if following else ""
    return Head(column.key, column.label, sort, _direction(now), _is_number(column))


def _direction(order: str) -> Direction:
    if not order:
        return ""
    return "ascending" if order in ASCENDING else "descending"


def _line(entry: Entry, columns: Sequence[Column]) -> Line:
    cells = tuple(_cell(column, column.value(entry), entry) for column in columns)
    title = str(FIELDS["title"].value(entry))
    return Line(title, entry.record.get_absolute_url(), cells)


def _cell(column: Column, value: Value, entry: Entry) -> Cell:
    number = _is_number(column)
    if isinstance(value, tuple):
        return _several(column.key, value, number)
    link = _LINKS[column.key](entry) if value and column.key in _LINKS else ""
    return Cell(column.key, _text(column.key, value), number, link)


def _text(key: str, value: str | int | None) -> str:
    if value is None:
        return ""
    if key == "size" and isinstance(value, int):
        return show.size(value)
    if key in DATES:
        return show.day(str(value), time=False)
    return show.number(value) if isinstance(value, int) and key == "files" else str(value)


def _several(key: str, value: tuple[str, ...] | tuple[float, ...], number: bool) -> Cell:
    if number:
        return Cell(key, show.values(Parameter(name=key, values=value), SHOWN), number)
    text = ", ".join(str(one) for one in value[:SHOWN])
    more = f"and {len(value) - SHOWN} more" if len(value) > SHOWN else ""
    return Cell(key, text, more=more)


def _is_number(column: Column) -> bool:
    return column.kind == "numbers" or column.key in ("size", "files", "id", "year")


_LINKS: Mapping[str, Callable[[Entry], str]] = {
    "doi": lambda entry: links.doi(entry.record.doi),
    "url": lambda entry: entry.record.get_absolute_url(),
}
