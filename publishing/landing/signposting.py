"""The typed links of a record's page and of its other forms, as a Link header (RFC 8288).

https://signposting.org/FAIR/: level 1.  Servers and proxies bound the length of headers, so of
many authors and parts only the first are told here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord
from portal.web import links
from portal.web.rows import Row
from publishing.exports import access, texts
from publishing.exports.people import authors
from publishing.landing import canonical, forms

MOST_AUTHORS = 10
MOST_PARTS = 10
TYPES = ("https://schema.org/AboutPage", "https://schema.org/Dataset")


@dataclass(frozen=True)
class Link:
    """A link with what it leads to, and in which media type.

    A profile that the media type names stands beside it (RFC 6906).
    """

    url: str
    relation: str
    media_type: str = ""

    def __str__(self) -> str:
        media_type, _, profile = self.media_type.partition(";profile=")
        typed = f'; type="{media_type}"' if media_type else ""
        typed += f"; profile={profile}" if profile else ""
        return f'<{self.url}>; rel="{self.relation}"{typed}'


def header(record: Record, metadata: AnyRecord, form: str, relatives: Sequence[Row] = ()) -> str:
    """The value of the Link header of a record in this form.

    ``relatives`` are the Datasets of a Document, or the Documents of a Dataset, as its page
    lists them.
    """
    found = [Link(canonical.canonical(record, metadata), "canonical")]
    if form == forms.HTML:
        found += page_links(record, metadata, relatives)
    else:
        found.append(Link(canonical.permanent(record), "describes", "text/html"))
    return ", ".join(map(str, found))


def page_links(record: Record, metadata: AnyRecord, relatives: Sequence[Row]) -> Iterator[Link]:
    """What a record's page points to."""
    yield Link(cite_as(record), "cite-as")
    yield from (Link(one, "type") for one in TYPES)
    yield from (Link(one, "author") for one in orcids(metadata, MOST_AUTHORS))
    licence = licence_address(record, metadata)
    if licence:
        yield Link(licence, "license")
    for one in forms.alternatives(record):
        yield Link(links.absolute(one.url), "describedby", one.media_type)
    download = texts.web_address(metadata.download_url)
    if download and record.availability == "open":
        yield Link(download, "item")
    related = "item" if record.kind == Record.Kind.DOCUMENT else "collection"
    for row in relatives[:MOST_PARTS]:
        yield Link(links.absolute(row.url), related, "text/html")


def cite_as(record: Record) -> str:
    """The address to cite: the DOI's, the handle's, else that of the page here."""
    if record.doi:
        return links.doi(record.doi)
    value, kind = texts.typed(record.pid)
    return links.handle(value) if kind == "Handle" else canonical.permanent(record)


def orcids(metadata: AnyRecord, most: int) -> Iterable[str]:
    """The addresses of the authors whose ORCID is known."""
    known = (member.person.orcid for member in authors(metadata))
    return [links.orcid(one) for one in dict.fromkeys(filter(None, known))][:most]


def licence_address(record: Record, metadata: AnyRecord) -> str:
    """Where the licence stands, "" where none is known."""
    first = access.rights(metadata, access.access(record, metadata))[0]
    return "" if first.rights_uri.startswith(access.EU_REPO) else first.rights_uri
