"""What feeds in Atom (RFC 4287) share: elements and moments."""

from datetime import UTC, datetime
from typing import Any

from lxml import etree

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
_PREFIXES: Any = {None: NAMESPACE}  # lxml's stubs don't know of namespaces without a prefix


def made(name: str, *inside: etree._Element | str, **attributes: str) -> etree._Element:
    """An element of Atom with a text or with other elements."""
    element = etree.Element(f"{{{NAMESPACE}}}{name}", attributes, nsmap=_PREFIXES)
    for one in inside:
        if isinstance(one, str):
            element.text = one
        else:
            element.append(one)
    return element


def time(moment: datetime) -> str:
    """To the second, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def written(element: etree._Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="utf-8")
