"""The official schemas, read from the data folder; nothing is fetched."""

from functools import cache
from pathlib import Path

from lxml import etree

PLACES = {
    "datacite": "datacite/kernel-4.6/metadata.xsd",
    "oai_datacite": "datacite/oai/oai-1.1/oai.xsd",
    "oai_dc": "oai-pmh/xsd/oai_dc.xsd",
}


class _Local(etree.Resolver):
    """Answers an address of a schema with the file of that name beside the others."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def resolve(self, url, public_id, context):
        if url.startswith(("http:", "https:")):
            return self.resolve_filename(str(self.folder / url.rsplit("/", 1)[-1]), context)
        return None


@cache
def schema(data: Path, name: str) -> etree.XMLSchema:
    path = data / PLACES[name]
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local(path.parent))
    return etree.XMLSchema(etree.parse(path, parser))


def problems(data: Path, name: str, element: etree._Element) -> list[str]:
    """What the schema says against the element as a harvester gets it; empty when it is valid."""
    read = etree.fromstring(etree.tostring(element))
    checked = schema(data, name)
    return [] if checked.validate(read) else [str(error) for error in checked.error_log]
