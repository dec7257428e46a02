"""The manifest as Metalink 4 (RFC 5854), which download managers read.

A file must have an address there, so that only those are in it.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from publishing.exports.xml import allowed
from publishing.getting.listing import Item
from publishing.getting.manifests.order import Left, Order, fetchable

NAMESPACE = "urn:ietf:params:xml:ns:metalink"
_IN = f"{{{NAMESPACE}}}"
_MAP: dict[Any, str] = {None: NAMESPACE}


def write(order: Order) -> Iterator[bytes]:
    """The document in pieces, one for each file; raises NoAddresses at once."""
    return _pieces(order, fetchable(order))


def _pieces(order: Order, events: Iterator[Item | Left]) -> Iterator[bytes]:
    buffer = BytesIO()
    with etree.xmlfile(buffer, encoding="utf-8") as document:
        document.write_declaration()
        with document.element(f"{_IN}metalink", nsmap=_MAP):
            document.write(_element("origin", order.url, dynamic="false"))
            for event in events:
                document.write(_comment(event) if isinstance(event, Left) else _file(event))
                document.write("\n")
                document.flush()
                yield _taken(buffer)
    yield _taken(buffer)


def _file(item: Item) -> etree._Element:
    file = _element("file", name=item.name)
    if item.file.size is not None:
        file.append(_element("size", str(item.file.size)))
    if item.checksum is not None:
        file.append(_element("hash", item.checksum.digest, type=item.checksum.algorithm))
    file.append(_element("url", item.address))
    return file


def _comment(left: Left) -> etree._Element:
    text = allowed(f"{left.bundle.folder}: {left.says}").replace("--", "- -").rstrip("-")
    return etree.Comment(f" {text} ")


def _element(tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    element = etree.Element(f"{_IN}{tag}", attributes, nsmap=_MAP)
    element.text = text or None
    return element


def _taken(buffer: BytesIO) -> bytes:
    piece = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return piece
