"""The results as a table: the columns that were chosen, each value ready to print."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.catalogue.models import Record
from portal.catalogue.records import Parameter
from portal.dictionary.selectors import usual_unit
from portal.normalise import names
from portal.web import links, show
from search.asked import Asked
from search.columns import FIELDS, Column, Entry, Value
from search.fields import Direction
from search.orders import by, settled

USUAL = ("title", "facility", "year", "instruments", "techniques", "samples", "size")
SHOWN = 3  # values of one cell; of more numbers the extent is shown
# Columns of which one first wants to see the greatest
DESCENDING_FIRST = ("date", "end", "released", "changed", "year", "open_from", "size", "files")
DATES = ("date", "end", "released", "open_from", "changed")


@dataclass(frozen=True, slots=True)
class Head:
    """A column's header; ``sort`` leads to the order by it, or to the other one where it is
    ``sorted`` already; "" where it can't be ordered by."""

    key: str
    label: str
    sort: str
    sorted: Direction | None
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
    entries = [Entry.of(record) for record in records]
    heads = tuple(_head(asked, one, entries) for one in (FIELDS["title"], *others))
    return Table(heads, tuple(_line(entry, others) for entry in entries))


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


def _head(asked: Asked, column: Column, entries: Sequence[Entry]) -> Head:
    key, direction = by(asked.sort)
    now = direction if key == column.key else None
    following = ""
    if _can_be_sorted(column, entries):
        descending = now == "ascending" or (now is None and column.key in DESCENDING_FIRST)
        following = settled(f"-{column.key}" if descending else column.key)
    sort = asked.state.replaced(sort=following) if following else ""
    return Head(column.key, column.label, sort, now, _is_number(column))


def _can_be_sorted(column: Column, entries: Sequence[Entry]) -> bool:
    """Parameters are ordered by numbers: one that comes as it was given must have some here."""
    if column.measured is None or column.kind == "numbers":
        return True
    return any(
        (names.of(parameter), parameter.dimension) == column.measured and parameter.si
        for entry in entries
        for parameter in entry.metadata.parameters
    )


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
