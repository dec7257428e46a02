"""The controlled lists are those of DataCite's schema."""

import pytest
from lxml import etree

from publishing.exports import vocabulary

LISTS = {
    "contributorType": vocabulary.CONTRIBUTOR_TYPES,
    "funderIdentifierType": vocabulary.FUNDER_IDENTIFIER_TYPES,
    "relationType": vocabulary.RELATION_TYPES,
    "resourceType": vocabulary.RESOURCE_TYPES,
}


@pytest.mark.parametrize("name", LISTS)
def test_the_list_is_the_schema_s(data, name: str) -> None:
    file = data / f"datacite/kernel-4.6/include/datacite-{name}-v4.xsd"
    values = etree.parse(file).xpath("//*[local-name()='enumeration']/@value")
    assert LISTS[name] == set(values)
