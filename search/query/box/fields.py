"""What ``name:value`` means: the readers of values, asked one after the other.

Each reader gets a ``Written`` and gives what it means, None when it isn't its to
read, or raises a BadQuery.  What nobody reads is text.  Another way of writing
values (a pattern, a closeness) is one more reader in ``READERS``, before ``term``.
"""

from collections.abc import Callable
from dataclasses import replace

from portal import techniques, units
from portal.normalise import identifiers, names, people
from search.fields import RANGE_FIELDS, TERM_FIELDS
from search.query.box import files, measured, near, patterned, periods, sizes
from search.query.box.errors import NotCompared
from search.query.box.parts import Said, Written
from search.query.literals import interval
from search.query.tree import Node, Or, Term

# Other words people use for a field
ALIASES = {
    "access": "availability",
    "author": "person",
    "beamline": "instrument",
    "creator": "person",
    "filename": "file",
    "instruments": "instrument",
    "keywords": "keyword",
    "license": "licence",
    "measured": "date",
    "name": "person",
    "people": "person",
    "proposals": "proposal",
    "samples": "sample",
    "tag": "keyword",
    "techniques": "technique",
    "updated": "modified",
}
_PROBES = {"neutrons": "neutron", "photons": "photon", "x-ray": "photon", "x-rays": "photon"}
FIELDS = TERM_FIELDS | RANGE_FIELDS | {files.FIELD, patterned.TITLE}
Reader = Callable[[Written], Said | None]


def said(written: Written) -> Said | None:
    """What a name with its value means, None when it is just text.

    Raises BadQuery where it is a field whose value can't be.
    """
    field = field_of(written.name)
    if field:
        written = replace(written, name=field)
    elif field_of(names.snake(written.name)):
        return None  # "size_" is no field, and no parameter either
    for reader in READERS:
        found = reader(written)
        if found is not None:
            return found
    return None


def takes_unit(written: Written, word: str) -> bool:
    """Whether the word behind a number is its unit: ``temperature:80..300 K``."""
    value = near.last(written.value) if written.operator == "~" else written.value
    asked = None if written.quoted else interval(written.operator, value)
    known = bool(names.meanings(written.name))
    if asked is None or any(one and one.unit for one in (asked.low, asked.high)):
        return False
    if field_of(written.name) == "size":
        unit = units.find(word)
        return unit is not None and unit.dimension == "data_size"
    if field_of(written.name) or (written.operator == ":" and asked.single and not known):
        return False
    return measured.takes(written.name, word)


def field_of(name: str) -> str:
    """The field that goes by this name, "" for none."""
    field = ALIASES.get(name.lower(), name.lower())
    return field if field in FIELDS else ""


def asks(name: str) -> bool:
    """Whether something can be asked of this name: a field, or a parameter of the dictionary."""
    return bool(field_of(name) or names.meanings(name))


def term(written: Written) -> Said | None:
    """A field that is compared as a whole."""
    field, value = written.name, written.value
    if field not in TERM_FIELDS:
        return None
    if not written.equals:
        raise NotCompared(field, written.operator)
    return Said(_term(field, value), f"{field} “{value}”")


def _term(field: str, value: str) -> Node:
    if field == "technique":
        return _technique(value)
    if field in ("doi", "related"):
        value = identifiers.doi(value) or value
    if field == "orcid":
        value = people.orcid(value) or value
    if field == "probe":
        value = _PROBES.get(value.lower(), value)
    return Term(field, value, exact=False)


def _technique(value: str) -> Node:
    """The technique in any of its names, with all below it; else the name as it came."""
    entry = techniques.find(value)
    named = Term("technique", value, exact=False)
    return Or((Term("technique", entry.id), named)) if entry else named


READERS: tuple[Reader, ...] = (
    files.read,
    patterned.read,
    patterned.title,
    periods.read,
    sizes.read,
    term,
    near.read,
    measured.read,
)
