"""An answer's XML: what stands around every answer, and what verbs have in common.

https://www.openarchives.org/OAI/openarchivesprotocol.html#XMLResponse
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from lxml import etree

from portal.web import links
from publishing.exports.xml import SCHEMA_LOCATION, XSI, add, allowed, document
from publishing.oai import items, moments, tokens
from publishing.oai.arguments import Arguments
from publishing.oai.errors import RequestError
from publishing.oai.items import Item
from publishing.oai.tokens import Place

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
PATH = "/oai"

_NAMES: dict[Any, str] = {None: NAMESPACE, "xsi": XSI}
_LOCATED = {SCHEMA_LOCATION: f"{NAMESPACE} {SCHEMA}"}


@dataclass(frozen=True)
class Content:
    """A verb's element.

    ``lasting`` stands for its resumptionToken in the ETag, as a token is another each time;
    ``modified`` (epoch seconds) is when what it says last changed, if that is known.
    """

    element: etree._Element
    lasting: str = ""
    modified: int | None = None


@dataclass(frozen=True)
class Answer:
    """A whole answer: an XML document, and what tells it from another."""

    body: bytes
    etag: str
    modified: int | None = None


def base_url() -> str:
    return links.absolute(PATH)


def element(name: str) -> etree._Element:
    """An element of the protocol's, to which children are added with ``child``."""
    return etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=_NAMES)


def child(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    made.text = text
    return made


def identifier(record_id: int) -> str:
    """An item's identifier: https://www.openarchives.org/OAI/2.0/guidelines-oai-identifier.htm"""
    return f"oai:{settings.OAI_NAMESPACE}:{record_id}"


def header(parent: etree._Element, item: Item, *, deleted: bool) -> None:
    made = child(parent, "header")
    if deleted:
        made.set("status", "deleted")
    child(made, "identifier", identifier(item.record_id))
    child(made, "datestamp", moments.written(item.datestamp))
    for spec in item.sets:
        child(made, "setSpec", spec)


def resumption(parent: etree._Element, place: Place, following: Place | None, now: int) -> None:
    """The token that ends a page of a list; an empty one ends the last page."""
    made = child(parent, "resumptionToken")
    if following is not None:
        made.text = tokens.sign(following)
        made.set(
            "expirationDate", moments.written(items.clock() + settings.OAI_TOKEN_DAYS * moments.DAY)
        )
    made.set("completeListSize", str(place.size))
    made.set("cursor", str(place.cursor))


def answered(arguments: Arguments, content: Content, now: int) -> Answer:
    """The answer to a legal request, of the moment ``now``."""
    root = _root({"verb": arguments.verb, **arguments.given}, now)
    root.append(content.element)
    body = document(root)
    return Answer(body, _etag(body, content.lasting), content.modified)


def refused(error: RequestError, given: Mapping[str, str], now: int) -> Answer:
    """The answer that tells what is wrong; ``given`` are the arguments it may repeat."""
    root = _root(given, now)
    for message in error.messages:
        made = add(root, f"{{{NAMESPACE}}}error", allowed(message))
        made.set("code", error.code)
    body = document(root)
    return Answer(body, _etag(body, ""))


def _root(given: Mapping[str, str], now: int) -> etree._Element:
    root = etree.Element(f"{{{NAMESPACE}}}OAI-PMH", _LOCATED, nsmap=_NAMES)
    child(root, "responseDate", moments.written(now))
    request = child(root, "request", base_url())
    for name, value in given.items():
        request.set(name, allowed(value))
    return root


def _etag(body: bytes, lasting: str) -> str:
    """Of everything but the time of the answer and what follows from it, the token."""
    said = body.partition(b"</responseDate>")[2].rpartition(b"<resumptionToken")
    told = hashlib.blake2b(said[0] or said[2], digest_size=16)
    told.update(lasting.encode())
    return f'W/"{told.hexdigest()}"'
