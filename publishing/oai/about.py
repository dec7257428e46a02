"""Where a harvested record came from, as an ``about`` container.

https://www.openarchives.org/OAI/2.0/guidelines-provenance.htm
"""

from typing import Any

from lxml import etree

from portal.catalogue.records import AnyRecord
from portal.normalise import dates
from portal.normalise.text import without_addresses
from portal.web import links
from publishing.exports.xml import SCHEMA_LOCATION, XSI, add, allowed
from publishing.oai import moments
from publishing.oai.contents import Origin
from publishing.oai.uris import as_uri, public

NAMESPACE = "http://www.openarchives.org/OAI/2.0/provenance"
SCHEMA = "http://www.openarchives.org/OAI/2.0/provenance.xsd"

# What a catalogue's records are written in, by kind of source. These are names: nothing need
# lie there, and they never change.
METADATA_NAMESPACES = {
    "scicat": "https://scicatproject.github.io/api/v3/PublishedData",
    "scicat4": "https://scicatproject.github.io/api/v4/PublishedData",
    "panosc": "https://github.com/panosc-eu/search-api/Document",
}

_NAMES: dict[Any, str] = {None: NAMESPACE, "xsi": XSI}
_LOCATED = {SCHEMA_LOCATION: f"{NAMESPACE} {SCHEMA}"}


def provenance(origin: Origin, metadata: AnyRecord) -> etree._Element:
    """The ``provenance`` element of a record that a source told us; always altered, as it is
    normalised and written in another format."""
    harvested = moments.written(int(origin.changed_at.timestamp()))
    root = etree.Element(f"{{{NAMESPACE}}}provenance", _LOCATED, nsmap=_NAMES)
    attributes = {"harvestDate": harvested, "altered": "true"}
    told = etree.SubElement(root, f"{{{NAMESPACE}}}originDescription", attributes)
    url = public(allowed(origin.url))
    _add(told, "baseURL", url)
    identifier = as_uri(allowed(without_addresses(origin.native_id)))
    _add(told, "identifier", url if links.stays_at_home(identifier) else identifier)
    _add(told, "datestamp", _modified(metadata) or harvested)
    _add(told, "metadataNamespace", METADATA_NAMESPACES.get(origin.kind, url))
    return root


def _add(parent: etree._Element, name: str, text: str) -> None:
    add(parent, f"{{{NAMESPACE}}}{name}", text)


def _modified(metadata: AnyRecord) -> str:
    """The catalogue's own date of the last change, as a day or second; "" without one."""
    text = metadata.modified
    try:
        first = dates.bounds(text)[0] if len(text) >= len("2019-05-03") else None
    except ValueError:
        return ""
    if first is None:
        return ""
    return moments.written(first) if "T" in text else text[:10].replace("/", "-")
