"""The lists of the form: which fields an entry of each has, and what they mean.

An entry is told by few fields, so that a form of many people stays small: a person's family
name and an organisation's name are one field, as are ORCID and ROR; the affiliations stand in
one text, one a line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal import techniques
from portal.normalise import identifiers, people
from publishing.publications.content import (
    Affiliation,
    Contact,
    Contributor,
    Creator,
    Funding,
    Related,
    Subject,
)
from publishing.publications.forms.texts import line, lines

Given = Mapping[str, str]  # the fields of one entry, by name
ORGANISATION = "Organizational"
_ROR_ADDRESSES = ("https://ror.org/", "http://ror.org/", "ror.org/")
_DOI_WRITTEN = ("10.", "doi:", "https://doi.org/", "http://doi.org/", "https://dx.doi.org/",
                "http://dx.doi.org/", "doi.org/")  # fmt: skip


@dataclass(frozen=True)
class Entries:
    """One list.  ``fields`` in the order in which a table has them, with their headings.

    ``choices`` are the fields that say nothing by themselves: an entry of which nothing else
    is filled in is none.  At most ``shown`` entries have fields of their own; more are one text.
    """

    key: str
    one: str
    fields: dict[str, str]
    read: Callable[[Given], Any]
    write: Callable[[Any], dict[str, str]]
    paths: dict[str, str]  # of Content, to the field in which it stands
    choices: frozenset[str] = frozenset()
    shown: int = 30


def affiliation(text: str) -> Affiliation:
    """Of one line: the name, and its ROR at the end where there is one."""
    name, _, last = line(text).rpartition(" ")
    bare = last.strip("()[]<>,;")
    ror = identifiers.ror(bare)
    if ror or bare.lower().startswith(_ROR_ADDRESSES):
        return Affiliation(name=name.rstrip(",; "), ror=ror or bare)
    return Affiliation(name=line(text))


def written_affiliation(given: Affiliation) -> str:
    return line(f"{given.name} {given.ror}")


def affiliations(text: str) -> tuple[Affiliation, ...]:
    return tuple(affiliation(one) for one in text.splitlines() if one.strip())


def _creator(given: Given) -> dict[str, Any]:
    name, identifier = line(given.get("name", "")), line(given.get("identifier", ""))
    shared = {"affiliations": affiliations(lines(given.get("affiliations", "")))}
    if given.get("kind") == ORGANISATION:
        ror = identifiers.ror(identifier) or identifier
        return {"name_type": ORGANISATION, "name": name, "ror": ror, **shared}
    orcid = people.orcid(identifier) or identifier
    given_name = line(given.get("given", ""))
    return {"family_name": name, "given_name": given_name, "orcid": orcid, **shared}


def _contributor(given: Given) -> Contributor:
    role = line(given.get("role", "")) or Contributor().role
    return Contributor(**_creator(given), role=role)


def _written_creator(given: Creator) -> dict[str, str]:
    told = "\n".join(written_affiliation(one) for one in given.affiliations)
    if given.name_type == ORGANISATION:
        names = {"name": given.name, "given": "", "identifier": given.ror}
    else:
        family = given.family_name or given.name
        names = {"name": family, "given": given.given_name, "identifier": given.orcid}
    return {"kind": given.name_type, **names, "affiliations": told}


def _written_contributor(given: Contributor) -> dict[str, str]:
    return {"role": given.role, **_written_creator(given)}


def _related(given: Given) -> Related:
    identifier = line(given.get("identifier", ""))
    if identifier.lower().startswith(_DOI_WRITTEN):
        identifier = identifiers.doi(identifier) or identifier
    relation = line(given.get("relation", "")) or Related().relation
    return Related(identifier=identifier, relation=relation)


def _funding(given: Given) -> Funding:
    return Funding(**{name: line(given.get(name, "")) for name in Funding.__struct_fields__})


def _subject(given: Given) -> Subject:
    """``panet`` is the technique with the text it was said of, so that it goes with the text."""
    text = line(given.get("text", ""))
    panet, _, of = line(given.get("panet", "")).partition(" ")
    if panet and of == text:
        return Subject(text=text, panet=panet)
    named = techniques.named(text)
    return Subject(text=text, panet=named.id if named else "")


def _written_subject(given: Subject) -> dict[str, str]:
    return {"text": given.text, "panet": line(f"{given.panet} {given.text}") * bool(given.panet)}


def _contact(given: Given) -> Contact:
    return Contact(name=line(given.get("name", "")), email=line(given.get("email", "")))


def _plain(given: Any) -> dict[str, str]:
    return {name: getattr(given, name) for name in given.__struct_fields__}


_PERSON_FIELDS = {
    "kind": "kind",
    "name": "family name",
    "given": "given name",
    "identifier": "ORCID",
    "affiliations": "affiliations",
}
_PERSON_PATHS = {
    "name_type": "kind",
    "family_name": "name",
    "name": "name",
    "given_name": "given",
    "orcid": "identifier",
    "ror": "identifier",
    "affiliations": "affiliations",
    "role": "role",
}
_ENTRIES = (
    Entries(
        "creators",
        "creator",
        _PERSON_FIELDS,
        lambda given: Creator(**_creator(given)),
        _written_creator,
        _PERSON_PATHS,
        frozenset(("kind",)),
        50,
    ),
    Entries(
        "contributors",
        "contributor",
        {"role": "role", **_PERSON_FIELDS},
        _contributor,
        _written_contributor,
        _PERSON_PATHS,
        frozenset(("kind", "role")),
    ),
    Entries(
        "related",
        "related work",
        {"relation": "relation", "identifier": "DOI or address"},
        _related,
        _plain,
        {"identifier": "identifier", "relation": "relation"},
        frozenset(("relation",)),
    ),
    Entries(
        "funding",
        "funding",
        {
            "funder": "funder",
            "funder_id": "identifier of the funder",
            "award_number": "award number",
            "award_title": "award title",
        },
        _funding,
        _plain,
        {name: name for name in Funding.__struct_fields__},
    ),
    Entries(
        "subjects",
        "subject",
        {"text": "subject", "panet": "PaNET"},
        _subject,
        _written_subject,
        {"text": "text", "panet": "text"},
        frozenset(("panet",)),
    ),
    Entries(
        "contacts",
        "contact",
        {"name": "name", "email": "e-mail"},
        _contact,
        _plain,
        {"name": "name", "email": "email"},
    ),
)
ENTRIES = {one.key: one for one in _ENTRIES}
