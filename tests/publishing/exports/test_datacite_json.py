"""DataCite's JSON: what its REST API describes, and the same that the XML says."""

import json

import pytest
from hypothesis import given

from publishing.exports import datacite_json, datacite_xml
from tests.factories import dataset, document
from tests.publishing.exports import hostile
from tests.publishing.exports.making import made, row
from tests.publishing.exports.openapi import problems
from tests.publishing.exports.test_written import RECORD

ORCID = "https://orcid.org/0000-0002-1825-0097"


def test_it_works(data) -> None:
    told = datacite_json.attributes(made(RECORD))
    assert problems(data, told) == []
    assert told["doi"] == "10.5281/zenodo.1"
    assert told["url"] == "http://127.0.0.1:8000/doi/10.5281/zenodo.1"
    assert told["titles"] == [{"title": "Open beam"}]
    assert told["publicationYear"] == 2019
    assert told["types"] == {"resourceTypeGeneral": "Dataset", "resourceType": "raw"}
    assert told["creators"][0]["nameIdentifiers"][0]["nameIdentifier"] == ORCID
    assert told["fundingReferences"][0]["awardUri"].startswith("info:eu-repo/grantAgreement/EC")
    assert "grant" not in told["fundingReferences"][0]
    assert told["relatedItems"] == [
        {
            "relatedItemType": "Instrument",
            "relationType": "IsCollectedBy",
            "titles": [{"title": "V20"}],
            "relatedItemIdentifier": {
                "relatedItemIdentifier": "20.500.12269/v20",
                "relatedItemIdentifierType": "Handle",
            },
        }
    ]


def test_what_isnt_told_is_cleared() -> None:
    """The API keeps what an update leaves out, so that each property has to be there."""
    full, bare = (datacite_json.attributes(made(one)) for one in (RECORD, document()))
    assert bare.keys() == full.keys()
    assert (bare["fundingReferences"], bare["language"]) == ([], None)


def test_without_a_doi_there_is_nothing_to_register(data) -> None:
    resource = made(dataset())
    with pytest.raises(ValueError, match="DOI"):
        datacite_json.attributes(resource)
    told = json.loads(datacite_json.write(resource))
    assert told["id"] == "http://127.0.0.1:8000/records/7"
    assert told["identifiers"][0]["identifierType"] == "URL"
    assert "doi" not in told


def test_a_record_that_isnt_in_the_catalogue_yet() -> None:
    resource = made(document(), id=None)
    assert datacite_json.attributes(resource)["doi"] == "10.17199/03dd9804"
    assert row(document(), id=None).pk is None
    assert b"/records/" not in datacite_json.write(resource)


def test_a_sandbox_doi_leads_to_our_own_page() -> None:
    told = datacite_json.whole(made(document(doi="10.5072/abc", landing_page="")))
    assert told["doi"] == "10.5072/abc"
    assert told["id"] == "http://127.0.0.1:8000/doi/10.5072/abc"
    assert "doi.org" not in json.dumps(told)


@given(record=hostile.records, facility=hostile.facilities, open_from=hostile.moments)
def test_anything_in_any_field(data, record, facility, open_from) -> None:
    resource = made(record, facility, open_from=open_from, doi="10.5072/a")
    told = datacite_json.attributes(resource)
    assert problems(data, told) == []
    assert json.loads(datacite_json.write(resource))["creators"] == told["creators"]


@given(record=hostile.records)
def test_it_says_what_the_xml_says(record) -> None:
    resource = made(record, open_from=None)
    told, root = datacite_json.metadata(resource), datacite_xml.element(resource)
    for name, tag in (
        ("creators", "creator"),
        ("subjects", "subject"),
        ("relatedIdentifiers", "relatedIdentifier"),
        ("relatedItems", "relatedItem"),
        ("fundingReferences", "fundingReference"),
    ):
        assert len(told[name]) == len(list(root.iter(f"{{*}}{tag}"))), name
