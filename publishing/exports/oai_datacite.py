"""A resource in the wrapper by which DataCite gives its XML over OAI-PMH, version 1.1.

https://schema.datacite.org/oai/oai-1.1/
"""

from typing import Any

from lxml import etree

from publishing.exports import datacite_xml
from publishing.exports.kernel import Resource
from publishing.exports.xml import SCHEMA_LOCATION, XSI, add, allowed

NAMESPACE = "http://schema.datacite.org/oai/oai-1.1/"
SCHEMA = "https://schema.datacite.org/oai/oai-1.1/oai.xsd"

_NAMES: dict[Any, str] = {None: NAMESPACE, "xsi": XSI}
_LOCATED = {SCHEMA_LOCATION: f"{NAMESPACE} {SCHEMA}"}


def element(resource: Resource, symbol: str) -> etree._Element:
    """The ``oai_datacite`` element; ``symbol`` says whose records these are ("BEAMFINDER")."""
    root = etree.Element(f"{{{NAMESPACE}}}oai_datacite", _LOCATED, nsmap=_NAMES)
    add(root, f"{{{NAMESPACE}}}schemaVersion", datacite_xml.VERSION)
    add(root, f"{{{NAMESPACE}}}datacentreSymbol", allowed(symbol))
    payload = etree.SubElement(root, f"{{{NAMESPACE}}}payload")
    payload.append(datacite_xml.element(resource))
    return root
