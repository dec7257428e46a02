"""Reads fields of strangers' JSON: whatever stands there, what comes out has its type.

Pure, and shared by the mappings of all connectors.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from harvest.connectors.base import Context, Json, Rejected
from harvest.connectors.raw import PROBLEM, identifier, identifier_problem
from portal.catalogue.records import Parameter, Related, Technique
from portal.normalise import dates, identifiers, licences, parameters, text
from portal.normalise.datacite import RELATION_TYPES
from portal.normalise.techniques import technique

NAME = 200  # characters: the columns of names in the catalogue
ITEMS = 1_000  # of any list of names, people, identifiers
_LARGEST = 2**63 - 1
_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}\x00-\x20]{3,1990}")
_JAVASCRIPT = re.compile(r"[12]\d{3}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_LANGUAGES = {
    "english": "en",
    "eng": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "spanish": "es",
    "swedish": "sv",
    "czech": "cs",
    "hungarian": "hu",
    "danish": "da",
}
_GIVEN_NAME = 120  # characters of a technique's name that still is one


def decoded(payload: bytes, id_fields: tuple[str, ...]) -> tuple[Json, str]:
    """The payload's object and its identifier.  Raises Rejected when it has none."""
    try:
        item = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Rejected(f"it isn't JSON that can be read: {error}") from error
    if not isinstance(item, dict):
        raise Rejected("it isn't a JSON object")
    ident = identifier(item, id_fields)
    problem = item.get(PROBLEM) or identifier_problem(ident, id_fields)
    if problem:
        raise Rejected(str(problem))
    return item, ident


def line(value: Any, limit: int = text.LINE) -> str:
    """One line of text fit for the public: no markup, no e-mail address."""
    return text.without_addresses(text.clean(value, limit)) if value else ""


def paragraphs(value: Any) -> str:
    """Text with its paragraphs, fit for the public."""
    return text.without_addresses(text.plain(value)) if value else ""


def title(given: Any, description: Any, ident: str) -> str:
    """The title; without one the beginning of the description, or the identifier."""
    return line(given) or line(description, 120) or line(ident)


def items(value: Any) -> list[Any]:
    """The members of a list; a single text or object as a list of one; else none."""
    if isinstance(value, list):
        return value[:ITEMS]
    return [value] if isinstance(value, str | dict) and value else []


def objects(value: Any) -> list[Json]:
    """The objects in a list, or the one that stands in its place; empty ones left out."""
    return [item for item in items(value) if isinstance(item, dict) and item]


def names(values: Iterable[Any], limit: int = NAME) -> tuple[str, ...]:
    """Clean texts without blanks and repeats, in their order."""
    return tuple(dict.fromkeys(filter(None, (line(value, limit) for value in values))))


def words(value: Any) -> tuple[str, ...]:
    """Keywords: a list of texts, or one text with commas or semicolons."""
    if isinstance(value, str):
        value = re.split(r"[;,\n]", value[:20_000])
    return names(items(value))


def pids(*values: Any) -> tuple[str, ...]:
    """Identifiers as given, from lists or single ones; those that can't be one left out."""
    found = (str(one) for value in values for one in _identifiers(value))
    return tuple(dict.fromkeys(one for one in found if not identifier_problem(one, ())))


def _identifiers(value: Any) -> list[Any]:
    members = value if isinstance(value, list) else [value]
    return [one for one in members if isinstance(one, str | int) and not isinstance(one, bool)]


def whole(value: Any) -> int | None:
    """A number of bytes or files, 0 included; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    if isinstance(value, float) and value.is_integer() and value <= _LARGEST:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= _LARGEST else None


def more_than_none(value: Any) -> int | None:
    """As ``whole``, but 0 says nothing: catalogues write it for what they don't know."""
    return whole(value) or None


def year(value: Any) -> int | None:
    """A year from 1900 to 2199, from a number or from a date's text."""
    found = dates.parse(str(value))[:4] if isinstance(value, str | int) else ""
    return int(found) if found and 1900 <= int(found) < 2200 else None


def date(value: Any, context: Context) -> str:
    """The date as ``portal.normalise.dates`` writes it, "" if it isn't one.

    JavaScript's way of writing, in which almost all dates come, is read here, since a
    record may have thousands.
    """
    if isinstance(value, str) and len(value) == 24 and _JAVASCRIPT.fullmatch(value):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return ""
        return f"{value[:-1].rstrip('0').rstrip('.')}Z"
    return dates.parse(value, context.time_zone) if value else ""


def end_after(start: str, end: str) -> str:
    """The end, unless it lies before the start."""
    return end if not start or end[: len(start)] >= start[: len(end)] else ""


def address(value: Any) -> str:
    """An address that may be linked to: http or https, "" for anything else."""
    if not isinstance(value, str):
        return ""
    found = value.strip()
    return found if _ADDRESS.fullmatch(found) and "@" not in found else ""


def language(value: Any) -> str:
    """A language as BCP 47 has it ("en", "de-CH"), from such a tag or an English name."""
    found = line(value, NAME).replace("_", "-")
    primary, dash, region = _LANGUAGES.get(found.lower(), found).partition("-")
    tag = f"{primary.lower()}{dash}{region}"
    return tag if _LANGUAGE.fullmatch(tag) else ""


def licence(value: Any, context: Context) -> str:
    """The licence, or the facility's own; some write the facility's name in its place."""
    found = licences.spdx(value) if value else ""
    is_name = found.casefold() == context.facility.casefold()
    return context.default_licence if not found or is_name else found


def techniques(value: Any) -> tuple[Technique, ...]:
    """Of a list of {pid, name} or of names."""
    made = (_technique(item) for item in items(value))
    return tuple(dict.fromkeys(one for one in made if one))


def _technique(item: Any) -> Technique | None:
    """A name longer than any technique's (a whole path of PaNET) gives way to the label."""
    if isinstance(item, str):
        item = {"name": item}
    if not isinstance(item, dict):
        return None
    name, pid = line(item.get("name")), item.get("pid")
    return technique("" if len(name) > _GIVEN_NAME else name, pid) or technique(name[:NAME], pid)


def related(value: Any, relation: Any = "") -> Related | None:
    """A related work from a DOI, an address or free text that may hold either."""
    given = line(value)
    if not given:
        return None
    kind = relation if isinstance(relation, str) and relation in RELATION_TYPES else "References"
    doi = identifiers.doi(value)
    plain = given.lower().removeprefix("https://doi.org/").removeprefix("doi:")
    return Related(
        relation=kind,
        doi=doi,
        url="" if doi else address(value),
        text="" if plain == doi or address(value) == given else given,
    )


def works(values: Iterable[Related | None]) -> tuple[Related, ...]:
    return tuple(dict.fromkeys(one for one in values if one))


def measured(tree: Any) -> tuple[Parameter, ...]:
    """The parameters of nested metadata.  Raises Rejected for more than any record has."""
    if not isinstance(tree, dict | list):
        return ()
    try:
        return parameters.flatten(tree)
    except parameters.TooMuch as error:
        raise Rejected(str(error)) from error
