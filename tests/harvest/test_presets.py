"""The presets: complete, and fit for the tables they go into."""

from urllib.parse import urlsplit

import pytest

from harvest.connectors import CONNECTORS
from harvest.presets import FACILITIES, SOURCES
from portal.catalogue.models import Facility
from portal.normalise import identifiers


@pytest.mark.parametrize("slug", FACILITIES)
def test_a_facility_s_row_is_valid(slug):
    row = Facility(slug=slug, **FACILITIES[slug])
    row.clean_fields()
    assert not row.ror or identifiers.ror(row.ror) == row.ror
    assert all(prefix.startswith("10.") for prefix in row.doi_prefixes)


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_is_of_a_known_kind_and_facility(name):
    kind, url, facility = SOURCES[name]
    assert kind in CONNECTORS
    assert urlsplit(url).scheme == "https"
    assert name == f"{facility}-{kind}"
    assert urlsplit(url).hostname in FACILITIES[facility]["hosts"]


def test_no_address_is_given_twice():
    assert len({(kind, url) for kind, url, _ in SOURCES.values()}) == len(SOURCES)
