"""A list of the form as one text: a table (CSV) that can be written, pasted and read again.

What the form writes has headings and is read as it was.  What people paste is read as well as
can be: a spreadsheet's columns with headings, and people without: "Family, Given; ORCID;
affiliation; affiliation" a line, or the line of authors of a paper.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from portal.normalise import people
from publishing.publications.forms.entries import ORGANISATION, Entries, Given
from publishing.publications.forms.texts import line, lines

# What the columns of other programs are called, beside what ours are.
_HEADINGS = {
    "kind": "type, name type",
    "name": "family, family name, surname, last name, lastname, name, organisation, full name",
    "given": "given, given name, first name, firstname, forename",
    "identifier": "orcid, orcid id, ror, identifier, doi, doi or address",
    "affiliations": "affiliation, affiliations, institution, institutions, institute",
    "role": "role, contributor type",
    "text": "subject, keyword, text",
    "email": "e-mail, email, mail",
}
_KNOWN = {word: name for name, words in _HEADINGS.items() for word in words.split(", ")}
_AND = re.compile(r"\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+")
_KINDS = dict.fromkeys(("organisation", "organization", "organizational"), ORGANISATION)


def table(entries: Entries, given: Sequence[Any]) -> str:
    """The list with a line of headings; "" for none."""
    if not given:
        return ""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\n")
    writer.writerow(entries.fields.values())
    for one in given:
        row = entries.write(one)
        writer.writerow(_cell(name, row[name]) for name in entries.fields)
    return written.getvalue()


def rows(entries: Entries, text: str) -> list[Given]:
    """The entries that a text tells of, as fields of the form."""
    text = lines(text)
    if not text:
        return []
    first = text.partition("\n")[0]
    delimiter = next((sign for sign in "\t;," if sign in first), ";")
    names = _names(entries, _cells(first, delimiter)[0])
    if names:
        found = [row for row in _cells(text, delimiter) if any(row)][1:]
        return [_named(names, row) for row in found]
    if "given" in entries.fields:
        return [row for one in text.split("\n") if one for row in _people(one)]
    return [_named(list(entries.fields), row) for row in _cells(text, delimiter) if any(row)]


def _cell(name: str, value: str) -> str:
    """Affiliations are told apart by bars, where none has one in its name."""
    if name != "affiliations" or not value:
        return value
    return value.replace("\n", " | ") if "|" not in value else f"{value}\n"


def _named(names: Sequence[str], cells: Sequence[str]) -> Given:
    row = dict(zip(names, cells, strict=False))
    told = row.get("affiliations", "")
    if "\n" not in told:
        row["affiliations"] = told.replace("|", "\n")
    if "kind" in row:
        row["kind"] = _KINDS.get(row["kind"].strip().lower(), row["kind"])
    row.pop("", None)
    return row


def _names(entries: Entries, cells: Sequence[str]) -> list[str]:
    """The fields that a line of headings names, [] where it isn't one."""
    ours = {heading.lower(): name for name, heading in entries.fields.items()}
    words = [line(cell).lower() for cell in cells]
    names = [ours.get(word) or _KNOWN.get(word, "") for word in words]
    known = [name if name in entries.fields else "" for name in names]
    return known if 2 * sum(map(bool, known)) > len(known) else []


def _cells(text: str, delimiter: str) -> list[list[str]]:
    """Lines of cells; a quote that is never closed reaches to the end, and is no error."""
    try:
        return list(csv.reader(StringIO(text), delimiter=delimiter))
    except csv.Error:  # a cell of more than 131,072 characters
        return [[one.strip() for one in row.split(delimiter)] for row in text.split("\n")]


def _people(text: str) -> Iterator[Given]:
    """Whoever a line without headings names."""
    delimiter = next((sign for sign in "\t;" if sign in text), "")
    if not delimiter:
        names = [one for one in _AND.split(text) if one]
        if len(names) > 1 and all(" " in one for one in names) and not people.orcid(text):
            yield from (_person(one) for one in names)
            return
    cells = [line(one) for row in _cells(text, delimiter or ",") for one in row]
    cells = [one for one in cells if one]
    if not cells:
        return
    if len(cells) > 1 and not re.search(r"[ ,]", cells[0]) and not people.orcid(cells[1]):
        names_of, rest = {"name": cells[0], "given": cells[1]}, cells[2:]
    else:
        names_of, rest = dict(_person(cells[0])), cells[1:]
    identifier = next((one for one in rest if people.orcid(one)), "")
    told = "\n".join(one for one in rest if one != identifier)
    yield {**names_of, "identifier": people.orcid(identifier), "affiliations": told}


def _person(name: str) -> Given:
    """ "Family, Given" or "Given Family"; what is no name of a person is an organisation."""
    family, comma, given = name.partition(",")
    if comma:
        return {"name": line(family), "given": line(given)}
    found = people.person(name)
    if found is None:
        return {"kind": ORGANISATION, "name": name}
    return {"name": found.family_name or name, "given": found.given_name}
