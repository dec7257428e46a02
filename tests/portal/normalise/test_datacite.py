"""The controlled lists are those of DataCite's schema."""

import pytest
from lxml import etree

from portal.normalise import datacite

LISTS = {
    "contributorType": datacite.CONTRIBUTOR_TYPES,
    "dateType": datacite.DATE_TYPES,
    "descriptionType": datacite.DESCRIPTION_TYPES,
    "funderIdentifierType": datacite.FUNDER_IDENTIFIER_TYPES,
    "nameType": datacite.NAME_TYPES,
    "numberType": datacite.NUMBER_TYPES,
    "relatedIdentifierType": datacite.RELATED_IDENTIFIER_TYPES,
    "relationType": datacite.RELATION_TYPES,
    "resourceType": datacite.RESOURCE_TYPES,
    "titleType": datacite.TITLE_TYPES,
}


@pytest.mark.parametrize("name", LISTS)
def test_the_list_is_the_schema_s(data, name: str) -> None:
    file = data / f"datacite/kernel-4.6/include/datacite-{name}-v4.xsd"
    values = etree.parse(file).xpath("//*[local-name()='enumeration']/@value")
    assert LISTS[name] == set(values)
