"""Reads what people type into the search box.

Words (all must occur), ``"phrases"``, ``-word``, ``field:value`` and
``field:"a longer value"``; a minus before any of them leaves out.  Colons behind
words that are no field are just text, so that pasted titles and formulas work.
"""

import re
from dataclasses import dataclass

from portal import techniques
from portal.normalise import dates, identifiers
from search.errors import BadQuery
from search.fields import TERM_FIELDS
from search.query.tree import All, And, Node, Not, Or, Phrase, Range, Term, Words

LONGEST = 1000  # characters
MOST_CLAUSES = 64

# Other words people use for a field
ALIASES = {
    "access": "availability",
    "author": "person",
    "beamline": "instrument",
    "creator": "person",
    "license": "licence",
    "measured": "date",
    "name": "person",
    "tag": "keyword",
}
FIELDS = frozenset((*TERM_FIELDS, "date"))

_QUOTES = str.maketrans("“”„‟″", '"""""')
_CLAUSE = re.compile(
    r"""(?P<minus>-(?=[^\s-]))?
    (?:(?P<field>[A-Za-z_]{2,20}):(?="|[^\s"]))?
    (?:"(?P<quoted>[^"]*)"|(?P<open>")|(?P<plain>[^\s"]+))""",
    re.VERBOSE,
)
_YEARS = re.compile(r"([12]\d{3})(?:\.\.([12]\d{3}))?", re.ASCII)


class TooLong(BadQuery):
    def __init__(self) -> None:
        super().__init__(
            f"This search is too long: keep it under {LONGEST:,} characters "
            f"and {MOST_CLAUSES} parts."
        )


class OpenQuote(BadQuery):
    def __init__(self) -> None:
        super().__init__('A quotation mark is never closed: add the second " or take it out.')


class BadDate(BadQuery):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            f"“{field}:{value[:40]}” isn't a date: write 2019, 2019-05, 2019-05-03 "
            "or two of them with two dots between, as in 2019-05..2020-02."
        )


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of what was typed; ``text`` is how it was written."""

    text: str
    node: Node
    says: str  # in words, for people
    negated: bool = False

    def tree(self) -> Node:
        return Not(self.node) if self.negated else self.node


@dataclass(frozen=True, slots=True)
class Box:
    """What the box holds: ``notes`` tell where it was read otherwise than it may be meant."""

    clauses: tuple[Clause, ...] = ()
    notes: tuple[str, ...] = ()

    def tree(self) -> Node:
        parts = tuple(clause.tree() for clause in self.clauses)
        return parts[0] if len(parts) == 1 else And(parts) if parts else All()

    def without(self, clause: Clause) -> str:
        """The box's text if this clause were dropped."""
        return " ".join(other.text for other in self.clauses if other is not clause)


def read_box(text: str) -> Box:
    """The clauses of ``text``.

    Raises TooLong, OpenQuote or BadDate, each with a message for whoever typed it.
    """
    if len(text) > LONGEST:
        raise TooLong
    clauses: list[Clause] = []
    notes: list[str] = []
    for match in _CLAUSE.finditer(_printable(text)):
        if match["open"]:
            raise OpenQuote
        clause, note = _clause(match)
        if note and note not in notes:
            notes.append(note)
        if clause is not None:
            _append(clauses, clause)
    if len(clauses) > MOST_CLAUSES:
        raise TooLong
    return Box(tuple(clauses), tuple(notes))


def _printable(text: str) -> str:
    """Typographic quotation marks as plain ones, and blanks for what can't be typed."""
    return "".join(sign if sign.isprintable() else " " for sign in text.translate(_QUOTES))


def _append(clauses: list[Clause], clause: Clause) -> None:
    """Add a clause; plain words that follow one another are one clause."""
    last = clauses[-1] if clauses else None
    both = (last, clause)
    if last and all(c and isinstance(c.node, Words) and not c.negated for c in both):
        text = f"{last.text} {clause.text}"
        clauses[-1] = Clause(text, Words(text), f"“{text}”")
    else:
        clauses.append(clause)


def _clause(match: re.Match[str]) -> tuple[Clause | None, str]:
    """The clause of one match, None if it says nothing, and a note for the reader."""
    written, minus = match[0], bool(match["minus"])
    quoted, plain = match["quoted"], match["plain"]
    value = (quoted if quoted is not None else plain).strip()
    given = (match["field"] or "").lower()
    field = ALIASES.get(given, given)
    if field in FIELDS:
        if not value:
            return None, f"“{given}:” had no value and was left out."
        return _field_clause(written, field, value, minus), ""
    note = f"There is no field “{given}”: it was read as a word." if given and not minus else ""
    if given:
        value = f"{match['field']}:{value}"
    if quoted is not None and value and not given:
        return Clause(written, Phrase(value), f"the phrase “{value}”", minus), ""
    if not any(sign.isalnum() for sign in value):
        return None, ""
    return Clause(written, Words(value), f"“{value}”", minus), note


def _field_clause(written: str, field: str, value: str, minus: bool) -> Clause:
    if field in ("date", "year"):
        node = _period(field, value)
    elif field == "technique":
        node = _technique(value)
    elif field in ("doi", "related"):
        node = Term(field, identifiers.doi(value) or value, exact=False)
    else:
        node = Term(field, value, exact=False)
    return Clause(written, node, f"{field} “{value}”", minus)


def _technique(value: str) -> Node:
    """The technique in any of its names, with all below it; else the name as it came."""
    entry = techniques.find(value)
    named = Term("technique", value, exact=False)
    return Or((Term("technique", entry.id), named)) if entry else named


def _period(field: str, value: str) -> Node:
    years = _YEARS.fullmatch(value)
    if field == "year":
        if not years:
            raise BadDate(field, value)
        return Range("year", int(years[1]), int(years[2] or years[1]))
    return between(*(value.split("..", 1) if ".." in value else (value, value)))


def between(first: str, last: str) -> Range:
    """Records measured at any time between two dates, of any precision; "" is no bound.

    Raises BadDate.
    """
    return Range("date", _second(first.strip(), 0), _second(last.strip(), 1))


def _second(text: str, end: int) -> int | None:
    """The first or last second of what the date means."""
    try:
        return dates.bounds(text)[end] if text else None
    except (ValueError, OverflowError):
        raise BadDate("date", text) from None
