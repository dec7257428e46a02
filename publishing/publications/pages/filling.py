"""The form as its page shows it: fields with what stands in them, and what is wrong with it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from publishing.publications.forms import Read, choices
from publishing.publications.forms.choices import Options
from publishing.publications.forms.entries import ENTRIES, Entries
from publishing.publications.problems import Problem

NEW = "__number__"  # stands for the number in the entry that scripts copy
MOST_PROBLEMS = 50  # that are shown at once
FIRST = "creators"  # nothing is published without one, so that the form begins with an empty one
_NUMBERED = re.compile(r"([a-z]+)-(\d{1,6})-([a-z_]+)")


@dataclass(frozen=True)
class Field:
    """One field; ``input`` is "area", "select", "hidden", or a type of HTML's input."""

    name: str
    label: str
    value: str = ""
    input: str = "text"
    help: str = ""
    options: Options = ()
    listed: str = ""  # the id of a list of suggestions
    lines: int = 2
    problems: Sequence[str] = ()
    note: str = ""

    @property
    def short(self) -> str:
        """The name within its entry."""
        return self.name.rpartition("-")[2]


@dataclass(frozen=True)
class Entry:
    number: str
    fields: Sequence[Field]
    said: str  # for those who hear its buttons


@dataclass(frozen=True)
class Part:
    """One list: entries with fields, or all of them as one text where they are many."""

    key: str
    one: str
    title: str
    help: str
    entries: Sequence[Entry]
    new: Entry
    text: Field
    long: bool
    shown: int  # entries at most that have fields
    problems: Sequence[str] = ()


@dataclass(frozen=True)
class Form:
    fields: Mapping[str, Field]
    parts: Mapping[str, Part]
    problems: Sequence[tuple[str, str]] = field(default=())  # of all, by field

    @property
    def upper(self) -> Sequence[Part]:
        """The lists that are published."""
        return [part for part in self.parts.values() if part.key != "contacts"]

    @property
    def private(self) -> Sequence[Part]:
        return [self.parts["contacts"]]

    @property
    def datasets_problem(self) -> str:
        return " ".join(message for name, message in self.problems if name == "datasets")


SINGLE = (
    Field("title", "Title", input="area", lines=2),
    Field(
        "abstract",
        "Abstract",
        input="area",
        lines=8,
        help="What the data are, and how they were made. An empty line begins a paragraph.",
    ),
    Field("licence", "Licence", listed="licences", help="An SPDX identifier, such as CC-BY-4.0."),
    Field("resource_type", "Type of resource", input="select", options=choices.TYPES),
    Field("language", "Language of the texts", listed="languages", help="Such as en or de."),
    Field(
        "embargo_until",
        "Data open from",
        input="date",
        help="Leave it empty to open the data at once. The page is public either way.",
    ),
    Field("remarks", "Remarks for the curators", input="area", lines=3),
)
_PERSON = {
    "name": Field("name", "Family name or organisation"),
    "given": Field("given", "Given name"),
    "kind": Field("kind", "Who", input="select", options=choices.KINDS),
    "identifier": Field("identifier", "ORCID, or an organisation’s ROR"),
    "affiliations": Field(
        "affiliations",
        "Affiliations, one a line, each with its ROR behind it",
        input="area",
    ),
}
_FIELDS: Mapping[str, Mapping[str, Field]] = {
    "creators": _PERSON,
    "contributors": {
        "role": Field("role", "Role", input="select", options=choices.ROLES),
        **_PERSON,
    },
    "related": {
        "relation": Field(
            "relation", "This publication", input="select", options=choices.RELATIONS
        ),
        "identifier": Field("identifier", "DOI or address"),
    },
    "funding": {
        "funder": Field("funder", "Funder"),
        "funder_id": Field("funder_id", "ROR of the funder"),
        "award_number": Field("award_number", "Award number"),
        "award_title": Field("award_title", "Award title"),
    },
    "subjects": {
        "text": Field("text", "Keyword or technique", listed="techniques"),
        "panet": Field("panet", "PaNET", input="hidden"),
    },
    "contacts": {
        "name": Field("name", "Name"),
        "email": Field("email", "E-mail", input="email"),
    },
}
_PARTS = {
    "creators": ("Creators", "In the order in which they are cited."),
    "contributors": ("Contributors", "Who helped, and as what; they aren’t cited."),
    "related": ("Related works", "The paper that these data belong to, or what they come from."),
    "funding": ("Funding", ""),
    "subjects": ("Subjects", "A technique that PaNET knows gets its identifier by itself."),
    "contacts": ("Contacts", "Whom the curators may ask. Never published."),
}


def filled(
    given: Mapping[str, str],
    read: Read,
    problems: Iterable[Problem] = (),
    more: str = "",
) -> Form:
    """The form with these fields; ``more`` is the list that gets an empty entry."""
    told = said(read, problems)
    wrong: dict[str, list[str]] = {}
    for name, message in told:
        wrong.setdefault(name, []).append(message)
    single = {
        one.name: replace(one, value=given.get(one.name, ""), problems=wrong.get(one.name, ()))
        for one in SINGLE
    }
    parts = {key: _part(one, given, wrong, more == key) for key, one in ENTRIES.items()}
    return Form(single, parts, told)


def said(read: Read, problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Each with the field that it is about, the first of them if they are many.

    Of what stands in a table it is said in which row.
    """
    listed = list(problems)
    found = []
    for one in listed[:MOST_PROBLEMS]:
        name, place = read.field_of(one.path), one.path.split(".")[1:2]
        row = f"Row {int(place[0]) + 1}: " if place and name.endswith("-text") else ""
        found.append((name, row + one.message))
    if len(listed) > MOST_PROBLEMS:
        found.append(("", f"And {len(listed) - MOST_PROBLEMS} more."))
    return found


def _part(
    entries: Entries, given: Mapping[str, str], wrong: Mapping[str, list[str]], more: bool
) -> Part:
    key = entries.key
    rows = _rows(key, given)
    text = given.get(f"{key}-text", "")
    if (more or (key == FIRST and not rows)) and not text:
        rows[str(max(map(int, rows), default=-1) + 1)] = {}
    title, words = _PARTS[key]
    return Part(
        key=key,
        one=entries.one,
        title=title,
        help=words,
        entries=[_entry(key, number, row, wrong) for number, row in rows.items()],
        new=_entry(key, NEW, {}, {}),
        text=Field(
            f"{key}-text",
            f"All {title.lower()} as a table" if text else "A list to add",
            text,
            "area",
            lines=16 if text else 5,
            problems=wrong.get(f"{key}-text", ()),
        ),
        long=bool(text),
        shown=entries.shown,
        problems=wrong.get(key, ()),
    )


def _rows(key: str, given: Mapping[str, str]) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for name, value in given.items():
        match = _NUMBERED.fullmatch(name)
        if match and match[1] == key and match[3] in _FIELDS[key]:
            rows.setdefault(str(int(match[2])), {})[match[3]] = value
    return rows


def _entry(key: str, number: str, row: Mapping[str, str], wrong: Mapping[str, list[str]]) -> Entry:
    fields = [
        replace(
            one,
            name=(name := f"{key}-{number}-{short}"),
            value=row.get(short, _first(one, short)),
            problems=wrong.get(name, ()),
            note=row.get("panet", "").partition(" ")[0] if short == "text" else "",
        )
        for short, one in _FIELDS[key].items()
    ]
    said = next((one.value for one in fields if one.input in ("text", "email") and one.value), "")
    return Entry(number, fields, said)


def _first(one: Field, short: str) -> str:
    """What an empty entry begins with."""
    if short == "role":
        return "DataCollector"
    return one.options[0][0] if one.options else ""
