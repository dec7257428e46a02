"""How to cite a record, in the form DataCite recommends.

Creator (Year): Title. Publisher. Resource type. Identifier.
https://support.datacite.org/docs/data-citation
"""

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord, Person
from portal.normalise.text import without_addresses
from portal.web import links, rows, show
from publishing.exports.people import authors
from publishing.exports.resource import resource_type
from publishing.landing.parts import words

MOST_NAMES = 12
UNNAMED = "[its DOI comes with its publication]"


def citation(record: Record, metadata: AnyRecord) -> str:
    """The citation as one line of text."""
    return "".join(pieces(record, metadata))


def pieces(record: Record, metadata: AnyRecord) -> tuple[str, ...]:
    """The same in pieces, of which each is written in one direction."""
    names = _names(metadata)
    year = str(metadata.publication_year or "") or rows.record_year(metadata)
    title, dated = rows.title(metadata), f" ({year})" if year else ""
    publisher = without_addresses(metadata.publisher) or record.facility.name
    last = (publisher, words(resource_type(metadata).resource_type_general).capitalize())
    ending = "".join(f". {part.rstrip('. ')}" for part in last if part)
    title = title.rstrip(". ") if names or not dated else title  # a full stop comes behind it
    first = (names, f"{dated}: ", title) if names else (title, dated)
    return (*first, ending, ". ", identifier(record, metadata))


def identifier(record: Record, metadata: AnyRecord) -> str:
    """What the citation ends with: the DOI, else the original's address, else this page's.

    What is only previewed has no page yet.
    """
    if record.doi:
        return links.doi(record.doi)
    page = record.get_absolute_url() if record.pk else ""
    return show.link(metadata.landing_page) or (links.absolute(page) if page else UNNAMED)


def _names(metadata: AnyRecord) -> str:
    """The authors, as every export names them."""
    names = [_name(member.person) for member in authors(metadata)]
    if len(names) > MOST_NAMES:
        return "; ".join(names[:MOST_NAMES]) + " et al."
    return "; ".join(names)


def _name(person: Person) -> str:
    if person.family_name and person.given_name:
        return without_addresses(f"{person.family_name}, {person.given_name}")
    return without_addresses(person.full_name)
