"""The check of answers finds what it should."""

from pathlib import Path

import pytest

from tests.publishing.oai.asking import Asking
from tests.publishing.oai.schemas import Invalid, checked
from tests.publishing.oai.world import World

SPOILT = [
    ("oai_dc", b"<dc:title>", b"<dc:titel>", b"</dc:title>", b"</dc:titel>"),
    ("datacite", b'titleType="Title"', b"", b"<publicationYear>2019", b"<publicationYear>19"),
    ("datacite", b"<resourceType ", b"<x ", b"</resourceType>", b"</x>"),
    ("oai_datacite", b"<schemaVersion>4.6</schemaVersion>", b"", b"", b""),
    ("oai_datacite", b"<publicationYear>2019", b"<publicationYear>19", b"", b""),
    ("oai_dc", b'altered="true"', b'altered="perhaps"', b"", b""),
    ("oai_dc", b"<datestamp>2024-05-03T10:00:00Z", b"<datestamp>2024-05-03T10:00:00", b"", b""),
    ("oai_dc", b"http://www.openarchives.org/OAI/2.0/oai_dc.xsd", b"", b"", b""),
]


@pytest.mark.parametrize("row", SPOILT, ids=lambda row: f"{row[0]} {row[1].decode()}")
def test_what_is_spoilt_is_refused(
    oai: Asking, world: World, data: Path, row: tuple[str, bytes, bytes, bytes, bytes]
) -> None:
    prefix, old, new, other_old, other_new = row
    answer = oai(verb="GetRecord", identifier=world.id("a"), metadataPrefix=prefix)
    body = answer.body.replace(old, new)
    body = body.replace(other_old, other_new) if other_old else body
    assert body != answer.body
    with pytest.raises(Invalid):
        checked(body, data)


def test_what_no_schema_knows_is_refused(oai: Asking, world: World, data: Path) -> None:
    answer = oai(verb="GetRecord", identifier=world.id("a"), metadataPrefix="datacite")
    body = answer.body.replace(b"http://datacite.org/schema/kernel-4", b"http://example.org/other")
    with pytest.raises(Invalid, match="no schema"):
        checked(body, data)
