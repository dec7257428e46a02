"""All real records: valid by the schemas, by OpenAIRE's rules and by B2FIND's."""

import re
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from portal.catalogue.records import AnyRecord
from publishing.exports import datacite_xml, dublin_core, oai_datacite
from tests.harvest.connectors.test_real import EXPECTED, mapped, pages_of
from tests.publishing.exports.making import made
from tests.publishing.exports.rules import violations
from tests.publishing.exports.schemas import problems

FILES = {name: kind for name, kind, *_ in EXPECTED}


@cache
def records(path: Path, kind: str) -> list[AnyRecord]:
    return mapped(kind, pages_of(path, kind))


@pytest.fixture(params=FILES)
def resources(request, data):
    found = [made(record) for record in records(data / request.param, FILES[request.param])]
    assert found
    return found


def test_they_are_valid(data, resources) -> None:
    for resource in resources:
        assert problems(data, "datacite", datacite_xml.element(resource)) == []
        assert problems(data, "oai_dc", dublin_core.element(resource)) == []
        wrapped = oai_datacite.element(resource, "BEAMFINDER")
        assert problems(data, "oai_datacite", wrapped) == []


def test_they_keep_all_rules(resources) -> None:
    for resource in resources:
        assert violations("datacite", datacite_xml.element(resource)) == []
        assert violations("oai_dc", dublin_core.element(resource)) == []


def test_nothing_private_is_in_them(resources) -> None:
    for resource in resources:
        for element in (datacite_xml.element(resource), dublin_core.element(resource)):
            written = etree.tostring(element, encoding="unicode")
            assert not re.search(r"[\w.]@\w", written)


def test_the_instruments_of_real_datasets_are_told(data) -> None:
    name = "facility-records/ess_data_20250219142529022009.json"
    told = [
        [one.title for one in made(record).related_items if one.related_item_type == "Instrument"]
        for record in records(data / name, "scicat")
        if record.instruments
    ]
    assert told
    assert all(told)
