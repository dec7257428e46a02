"""Checks an answer by the schemas of the protocol and of all that stands in it; no network."""

from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

OAI = "{http://www.openarchives.org/OAI/2.0/}"
XSD = "{http://www.w3.org/2001/XMLSchema}"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_DATACITE = "http://schema.datacite.org/oai/oai-1.1/"
DATACITE = "http://datacite.org/schema/kernel-4"
PROVENANCE = "http://www.openarchives.org/OAI/2.0/provenance"
# Where the schema of a namespace lies, under the folder of real data.
SCHEMAS = {
    OAI.strip("{}"): "oai-pmh/xsd/OAI-PMH.xsd",
    OAI_DC: "oai-pmh/xsd/oai_dc.xsd",
    PROVENANCE: "oai-pmh/xsd/provenance.xsd",
    "http://www.openarchives.org/OAI/2.0/oai-identifier": "oai-pmh/xsd/oai-identifier.xsd",
    DATACITE: "datacite/kernel-4.6/metadata.xsd",
    OAI_DATACITE: "datacite/oai/oai-1.1/oai.xsd",
}
# What may be inside of what, and is checked by its own schema; the protocol's skips it.
HOLDERS = ("metadata", "about", "description", "setDescription")


class _Nearby(etree.Resolver):
    """Finds the schemas that a schema imports by an address of the web."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:
        if "://" in system_url and not system_url.startswith("file:"):
            return self.resolve_filename(str(self.folder / system_url.rpartition("/")[2]), context)
        return None


class Invalid(AssertionError):
    """An answer that a schema refuses."""


@cache
def schema(data: Path) -> etree.XMLSchema:
    """All schemas as one, as what the protocol's calls strict it wants to know."""
    every = etree.Element(f"{XSD}schema")
    for namespace, path in SCHEMAS.items():
        location = (data / path).as_uri()
        etree.SubElement(every, f"{XSD}import", namespace=namespace, schemaLocation=location)
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Nearby(data / "oai-pmh" / "xsd"))
    return etree.XMLSchema(etree.fromstring(etree.tostring(every), parser))


def checked(body: bytes, data: Path) -> etree._Element:
    """The answer's root, once every part of it has been found valid.

    Raises Invalid. What is in no schema of ours can't be checked and is refused too.
    """
    root = etree.fromstring(body, etree.XMLParser(no_network=True, resolve_entities=False))
    parts = [root, *(part for name in HOLDERS for part in root.iterfind(f".//{OAI}{name}/*"))]
    parts += root.iterfind(f".//{{{OAI_DATACITE}}}payload/*")
    for part in parts:
        _check(part, data)
    return root


def _check(part: etree._Element, data: Path) -> None:
    namespace = etree.QName(part).namespace or ""
    if namespace not in SCHEMAS:
        raise Invalid(f"{part.tag} is of no schema that can be checked")
    # A copy, as a schema is asked of a whole document.
    alone = etree.fromstring(etree.tostring(part, with_tail=False))
    found = schema(data)
    if not found.validate(alone):
        raise Invalid(f"{part.tag}: {found.error_log}")
    located = alone.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", "").split()
    if len(located) != 2 or located[0] != namespace:
        raise Invalid(f"{part.tag} doesn't say where its schema lies")
