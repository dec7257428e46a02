"""A resource in Dublin Core, as OAI-PMH wants it from every provider.

http://www.openarchives.org/OAI/2.0/oai_dc.xsd; the addresses in ``rights``, ``relation`` and
``date`` are those of the OpenAIRE Guidelines for Literature Repositories 3.0, which go on in
this format.
"""

from collections.abc import Iterator

from lxml import etree

from publishing.exports import kernel
from publishing.exports.kernel import Resource
from publishing.exports.xml import SCHEMA_LOCATION, XSI

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
ELEMENTS = "http://purl.org/dc/elements/1.1/"
EMBARGO_END = "info:eu-repo/date/embargoEnd/"

_NAMES = {"oai_dc": NAMESPACE, "dc": ELEMENTS, "xsi": XSI}
_LOCATED = {SCHEMA_LOCATION: f"{NAMESPACE} {SCHEMA}"}


def element(resource: Resource) -> etree._Element:
    """The ``oai_dc:dc`` element, valid by its schema."""
    root = etree.Element(f"{{{NAMESPACE}}}dc", _LOCATED, nsmap=_NAMES)
    for name, text in dict.fromkeys(_properties(resource)):
        if text:
            etree.SubElement(root, f"{{{ELEMENTS}}}{name}").text = text
    return root


def _properties(resource: Resource) -> Iterator[tuple[str, str]]:
    """Each property as (element, text), repeats included."""
    for title in resource.titles:
        yield "title", title
    for creator in resource.creators:
        yield "creator", creator.name
    for subject in resource.subjects:
        yield "subject", subject.subject
    for one in resource.descriptions:
        yield "description", one.description
    yield "publisher", resource.publisher.name
    for helper in resource.contributors:
        yield "contributor", helper.name
    yield from _dates(resource)
    yield "type", resource.resource_type.resource_type_general
    yield "type", resource.resource_type.resource_type
    for text in (*resource.formats, *resource.sizes):
        yield "format", text
    yield from _identifiers(resource)
    yield "language", resource.language
    for rights in resource.rights_list:
        yield "rights", rights.rights_uri
        yield "rights", rights.rights


def _dates(resource: Resource) -> Iterator[tuple[str, str]]:
    """The year or day of publication first: harvesters that take one date take the first."""
    yield "date", resource.day("Issued")
    if resource.access == "embargoed":
        yield "date", EMBARGO_END + resource.day("Available")


def _identifiers(resource: Resource) -> Iterator[tuple[str, str]]:
    yield "identifier", resource.url
    for one in resource.alternate_identifiers:
        kind = one.alternate_identifier_type
        yield "identifier", kernel.address(one.alternate_identifier, kind)
    for related in resource.related_identifiers:
        kind = related.related_identifier_type
        yield "relation", kernel.address(related.related_identifier, kind)
    for item in resource.related_items:
        yield "relation", item.title
    for funding in resource.funding_references:
        yield "relation", funding.grant
