"""A record as the work to cite, for BibTeX and RIS."""

import re

from portal.catalogue.records import Person
from portal.normalise.text import without_addresses
from portal.references.work import Work, line
from portal.web import links, rows, show
from search.columns import Entry
from search.columns.fields import texts

# Whose work it is: those of the first role that anybody has, as record pages cite it.
AUTHORS = ("creator", "author", "principalinvestigator", "pi", "owner")
MOST_AUTHORS = 500
_BETWEEN = re.compile(r"[\s_-]+")


def work(entry: Entry) -> Work:
    record, metadata = entry.record, entry.metadata
    return Work(
        key=f"{record.facility.slug}-{record.pk}",
        title=line(rows.title(metadata)),
        authors=_authors(entry),
        year=str(metadata.publication_year or "") or rows.record_year(metadata),
        date=metadata.release_date or metadata.start_date,
        publisher=line(without_addresses(metadata.publisher) or record.facility.name),
        kind=record.get_kind_display(),
        doi="" if links.is_sandbox(record.doi) else line(record.doi),
        url=links.doi(record.doi) if record.doi else _address(entry),
        keywords=tuple(map(line, texts(metadata.keywords))),
        summary=line(without_addresses(metadata.summary)),
    )


def _address(entry: Entry) -> str:
    """The original's page, else the one here."""
    own = links.absolute(entry.record.get_absolute_url())
    return show.link(line(entry.metadata.landing_page)) or own


def _authors(entry: Entry) -> tuple[str, ...]:
    members = entry.metadata.members[:MOST_AUTHORS]
    roles = [_BETWEEN.sub("", one.role).lower() for one in members]
    told = next((role for role in AUTHORS if role in roles), None)
    named = (one for one, role in zip(members, roles, strict=True) if told in (role, None))
    # Two creators of one name are two people unless an ORCID says that they are one; whoever has
    # another role may be named twice.
    names = {
        (_name(one.person), (one.person.orcid or place) if told == "creator" else ""): one.person
        for place, one in enumerate(named)
    }
    return tuple(filter(None, (line(without_addresses(name)) for name, _ in names)))


def _name(person: Person) -> str:
    if person.family_name and person.given_name:
        return f"{person.family_name}, {person.given_name}"
    return person.full_name
