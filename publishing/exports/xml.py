"""What all XML of records shares: text that XML can hold, and elements made from it."""

import re

from lxml import etree

XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA_LOCATION = f"{{{XSI}}}schemaLocation"

# https://www.w3.org/TR/xml/#charsets: what a document can't hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """The text without the characters that XML 1.0 can't hold: control characters but tab
    and line ends, lone surrogates, U+FFFE and U+FFFF."""
    if text.isascii() and text.isprintable():
        return text
    return _FORBIDDEN.sub("", text)


def add(parent: etree._Element, tag: str, text: str, **attributes: str) -> etree._Element:
    """A child with this text and those of the attributes that aren't ""."""
    given = {name: value for name, value in attributes.items() if value}
    child = etree.SubElement(parent, tag, given)
    child.text = text
    return child


def document(element: etree._Element) -> bytes:
    """The element as an XML document in UTF-8."""
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True)
