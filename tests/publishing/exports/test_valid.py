"""Every format is valid by its schema."""

import pytest

from publishing.exports import datacite_xml, dublin_core, oai_datacite
from tests.factories import dataset, document
from tests.publishing.exports.making import made
from tests.publishing.exports.schemas import problems

FORMATS = {
    "datacite": datacite_xml.element,
    "oai_datacite": lambda resource: oai_datacite.element(resource, "BEAMFINDER"),
    "oai_dc": dublin_core.element,
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("record", [document(), dataset()], ids=["document", "dataset"])
def test_it_works(data, name: str, record) -> None:
    assert problems(data, name, FORMATS[name](made(record))) == []
