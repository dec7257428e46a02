"""The typed links of a record as a set of their own (RFC 9264), level 2 of FAIR Signposting.

https://signposting.org/FAIR/ tells which; a Link header has room for the first of them only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from publishing.exports import kernel, texts, words
from publishing.exports.forms import Form, offered_at
from publishing.exports.plain_json import told, written
from publishing.exports.view import View

JSON, TEXT = "application/linkset+json", "application/linkset"
TYPES = ("https://schema.org/AboutPage", "https://schema.org/Dataset")
HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Link:
    """From ``anchor`` to ``href``; all addresses are absolute.

    ``length`` is the size in bytes of what stands there, an attribute that Atom made usual
    (RFC 4287, section 4.2.7.6).
    """

    anchor: str
    relation: str
    href: str
    type: str = ""
    profile: str = ""
    length: str = ""

    def __str__(self) -> str:
        """As a Link header has it (RFC 8288), with its anchor."""
        said = [f"<{self.href}>", f'rel="{self.relation}"', f'anchor="{self.anchor}"']
        said += [f'type="{self.type}"'] if self.type else []
        said += [f'profile="{self.profile}"'] if self.profile else []
        said += [f'length="{self.length}"'] if self.length else []
        return "; ".join(said)


def links(view: View) -> tuple[Link, ...]:
    """All links of the record's page, then those that lead back to it."""
    found = tuple(dict.fromkeys(_from_page(view)))
    back = {"describedby": "describes", "item": "collection", "collection": "item"}
    inverse = (
        Link(one.href, back[one.relation], view.page, HTML) for one in found if one.relation in back
    )
    return (*found, *inverse)


def write_json(view: View) -> bytes:
    """application/linkset+json: the links by where they begin, then by relation."""
    by_anchor: dict[str, dict[str, Any]] = {}
    for one in links(view):
        context = by_anchor.setdefault(one.anchor, {"anchor": one.anchor})
        length = [one.length] if one.length else []  # RFC 9264, section 4.2.4.3: in a list
        target = told(href=one.href, type=one.type, profile=one.profile, length=length)
        context.setdefault(one.relation, []).append(target)
    return written({"linkset": list(by_anchor.values())})


def write_text(view: View) -> bytes:
    """application/linkset: as in a Link header, a link a line."""
    return (",\n".join(map(str, links(view))) + "\n").encode()


def form_address(view: View, form: Form) -> str:
    """Where the record is had in this form."""
    return f"{view.page}?format={form.name}"


def _from_page(view: View) -> Iterator[Link]:
    for relation, address in _plain(view):
        if address:
            yield Link(view.page, relation, address)
    for form in offered_at(view.resource.url).values():
        media_type, _, profile = form.media_types[0].partition(";profile=")
        href = form_address(view, form)
        yield Link(view.page, "describedby", href, media_type, profile.strip('"'))
    for file in view.available:
        length = str(file.size) if file.size is not None else ""
        yield Link(view.page, "item", file.address, file.media_type, length=length)
    for part in view.parts:
        yield Link(view.page, "item", part.page, HTML)
    for whole in view.belongs_to[:1]:  # a page is of one collection at most
        yield Link(view.page, "collection", whole.page, HTML)


def _plain(view: View) -> Iterable[tuple[str, str]]:
    """The links that have no media type."""
    yield "cite-as", cite_as(view)
    for address in TYPES:
        yield "type", address
    for creator in view.resource.creators:
        for one in creator.name_identifiers:
            yield "author", one.name_identifier
    licence = words.licence(view)
    if licence:
        yield "license", licence.rights_uri


def cite_as(view: View) -> str:
    """The address to cite: the DOI's, else the handle's, else that of the page here."""
    if view.resource.identifier.identifier_type == "DOI":
        return view.resource.url
    value, kind = texts.typed(view.record.pid)
    return kernel.address(value, kind) if kind == "Handle" else view.page
