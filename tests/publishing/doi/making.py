"""Attributes of DOIs, right and wrong."""

from typing import Any

URL = "https://data.example.org/doi/10.5072/ess.1"


def attributes(**changes: Any) -> dict[str, Any]:
    """The metadata of a publication with a bit of everything."""
    made: dict[str, Any] = {
        "creators": [
            {
                "name": "Lohmann, Oliver",
                "nameType": "Personal",
                "givenName": "Oliver",
                "familyName": "Lohmann",
                "nameIdentifiers": [
                    {
                        "nameIdentifier": "https://orcid.org/0000-0002-1825-0097",
                        "nameIdentifierScheme": "ORCID",
                        "schemeUri": "https://orcid.org",
                    }
                ],
                "affiliation": [
                    {
                        "name": "European Spallation Source",
                        "affiliationIdentifier": "https://ror.org/01wv9cn34",
                        "affiliationIdentifierScheme": "ROR",
                    }
                ],
            }
        ],
        "titles": [{"title": "Choppers & the <open> beam"}],
        "publisher": {"name": "ESS", "publisherIdentifier": "https://ror.org/01wv9cn34"},
        "publicationYear": 2026,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "raw"},
        "subjects": [{"subject": "neutron", "valueUri": "http://purl.org/pan-science/PaNET/1"}],
        "contributors": [{"name": "ESS", "contributorType": "HostingInstitution"}],
        "dates": [{"date": "2019-08-02/2019-08-03", "dateType": "Collected"}],
        "language": "en",
        "relatedIdentifiers": [
            {
                "relatedIdentifier": "10.1000/ABC",
                "relatedIdentifierType": "DOI",
                "relationType": "IsSupplementTo",
            }
        ],
        "sizes": ["2 files"],
        "rightsList": [{"rights": "CC-BY-4.0", "rightsUri": "https://spdx.org/licenses/CC-BY-4.0"}],
        "descriptions": [{"description": "Measured.", "descriptionType": "Abstract"}],
        "geoLocations": [
            {"geoLocationPoint": {"pointLongitude": 13.25, "pointLatitude": "55.73"}},
        ],
        "fundingReferences": [
            {
                "funderName": "EC",
                "funderIdentifier": "https://ror.org/00k4n6c32",
                "funderIdentifierType": "ROR",
            }
        ],
    }
    return made | changes
