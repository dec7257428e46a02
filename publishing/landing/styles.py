"""How a record is cited in the styles that journals ask for.  Pure.

Plain texts, as no clipboard keeps italics: APA 7, MLA 9, Chicago 17 (author-date) and
Vancouver, beside the form that DataCite recommends.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord, Person
from portal.normalise.text import without_addresses
from portal.web import rows
from publishing.exports.people import authors
from publishing.landing import citation

Pieces = tuple[str, ...]  # each is written in one direction
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


class Name(NamedTuple):
    """A person's name; ``given`` is "" where only the whole name is known, as ``family``."""

    family: str
    given: str

    @property
    def inverted(self) -> str:
        """Gonzalez, Ana María"""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def straight(self) -> str:
        """Ana María Gonzalez"""
        return f"{self.given} {self.family}" if self.given else self.family

    def initials(self, *, dotted: bool) -> str:
        """The first letters of the given names: "A. M." or "AM"; a hyphen joins as it did."""
        dot, hyphen, between = (".", "-", " ") if dotted else ("", "", "")
        words = (_WORD.findall(word) for word in self.given.split())
        short = (hyphen.join(f"{part[0].upper()}{dot}" for part in parts) for parts in words)
        return between.join(one for one in short if one)

    def short(self, between: str, *, dotted: bool) -> str:
        """The family name with initials behind it; whole where there are none."""
        initials = self.initials(dotted=dotted)
        return f"{self.family}{between}{initials}" if initials else self.inverted


@dataclass(frozen=True)
class Work:
    """What a citation is made of; texts of one line, "" where nothing is known."""

    names: tuple[Name, ...]
    title: str
    year: str
    publisher: str
    address: str


@dataclass(frozen=True)
class Citation:
    """A citation in one style; ``key`` names the style in addresses and JSON."""

    key: str
    label: str
    pieces: Pieces

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def citations(record: Record, metadata: AnyRecord) -> tuple[Citation, ...]:
    """The citation in every style, DataCite's first."""
    made = work(record, metadata)
    first = Citation("datacite", "DataCite", citation.pieces(record, metadata))
    others = (Citation(key, label, write(made)) for key, (label, write) in STYLES.items())
    return (first, *others)


def work(record: Record, metadata: AnyRecord) -> Work:
    names = [_name(member.person) for member in authors(metadata)]
    return Work(
        names=tuple(name for name in names if name.family),
        title=_line(rows.title(metadata)),
        year=str(metadata.publication_year or "") or rows.record_year(metadata),
        publisher=_line(without_addresses(metadata.publisher) or record.facility.name),
        address=citation.identifier(record, metadata),
    )


def apa(one: Work) -> Pieces:
    """https://apastyle.apa.org: data set references."""
    year = f"({one.year or 'n.d.'})"
    names = [name.short(", ", dotted=True) for name in one.names]
    listed = f"{', '.join(names[:19])}, … {names[-1]}" if len(names) > 20 else _joined(names, "&")
    if not listed:
        return one.title, f" [Data set]. {year}. ", *_ending(one)
    return _stopped(listed), f" {year}. ", one.title, " [Data set]. ", *_ending(one)


def mla(one: Work) -> Pieces:
    """The works-cited list of the MLA Handbook, 9th edition."""
    names = _first_inverted(one.names)
    listed = f"{names[0]}, et al" if len(names) > 2 else _joined(names, "and")
    dated = f"{one.publisher}, {one.year}" if one.year else one.publisher
    first = (_stopped(listed), " ") if listed else ()
    return *first, _stopped(one.title), " ", f"{dated}, ", f"{one.address}."


def chicago(one: Work) -> Pieces:
    """Author-date references of The Chicago Manual of Style, 17th edition."""
    names = _first_inverted(one.names)
    listed = f"{', '.join(names[:7])}, et al" if len(names) > 10 else _joined(names, "and")
    year = f" {_stopped(one.year or 'n.d.')} "
    title = ("“", _stopped(one.title), "”")
    first = (_stopped(listed), year, *title, " ") if listed else (*title, year)
    return *first, "Data set. ", *_ending(one), "."


def vancouver(one: Work) -> Pieces:
    """Citing Medicine of the US National Library of Medicine."""
    names = [name.short(" ", dotted=False) for name in one.names]
    listed = ", ".join([*names[:6], "et al"] if len(names) > 6 else names)
    first = (_stopped(listed), " ") if listed else ()
    dated = f"{one.publisher}; {one.year}" if one.year else one.publisher
    return *first, one.title, " [dataset]. ", f"{dated}. ", f"Available from: {one.address}"


STYLES: dict[str, tuple[str, Callable[[Work], Pieces]]] = {
    "apa": ("APA", apa),
    "mla": ("MLA", mla),
    "chicago": ("Chicago", chicago),
    "vancouver": ("Vancouver", vancouver),
}


def _name(person: Person) -> Name:
    if person.family_name and person.given_name:
        return Name(_line(person.family_name), _line(person.given_name))
    return Name(_line(person.full_name), "")


def _joined(names: Sequence[str], word: str) -> str:
    """All names, with a comma and ``word`` before the last one."""
    return f"{', '.join(names[:-1])}, {word} {names[-1]}" if len(names) > 1 else "".join(names)


def _first_inverted(names: Sequence[Name]) -> list[str]:
    return [name.straight if number else name.inverted for number, name in enumerate(names)]


def _ending(one: Work) -> Pieces:
    return _stopped(one.publisher), " ", one.address


def _stopped(text: str) -> str:
    """The text with a full stop, unless it has its own end."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _line(text: str) -> str:
    return " ".join(without_addresses(text).split())
