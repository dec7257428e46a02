"""The rules of DataCite's kernel 4.6 for a DOI that is registered or findable.

Its mandatory properties, its controlled lists, and the forms of its values, as tables over
the attributes of DataCite's JSON.  The sandbox registrar answers 422 by them, and authors
see them while they type.
https://datacite-metadata-schema.readthedocs.io/en/4.6/
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from portal.normalise import datacite
from publishing.doi import forms
from publishing.doi.problems import (
    Problem,
    Rule,
    absent,
    both,
    each,
    either,
    number,
    one_of,
    parts,
    text,
    together,
)

__all__ = ["MOST", "Problem", "metadata_problems", "problems"]

MOST = 100  # problems told at once

_ANY = text()
_ADDRESS = text(forms.is_address, "an address with its scheme, such as https://example.org/x")
_WEB = text(forms.is_web_address, "a web address, such as https://example.org/x")
_LANGUAGE = text(forms.is_language, "a language's code, such as en or pt-BR")
_RESOURCE_TYPE = one_of(datacite.RESOURCE_TYPES)
_YEAR = text(forms.is_year, "a year of four digits")


def _year(value: Any, path: str) -> Iterator[Problem]:
    """The year is a number in answers, and a number or a text in what is asked."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return _YEAR(f"{value:d}" if whole and abs(value) < 10**9 else value, path)


def _name_identifier(value: Any, path: str) -> Iterator[Problem]:
    yield from _NAME_IDENTIFIER(value, path)
    if not isinstance(value, dict) or not isinstance(value.get("nameIdentifier"), str):
        return
    scheme = str(value.get("nameIdentifierScheme")).upper()
    if scheme in _SCHEMES:
        yield from _SCHEMES[scheme](value["nameIdentifier"], f"{path}.nameIdentifier")


def _related_identifier(value: Any, path: str) -> Iterator[Problem]:
    yield from _RELATED_IDENTIFIER(value, path)
    if not isinstance(value, dict) or absent(value.get("relatedIdentifier")):
        return
    form = _RELATED_FORMS.get(str(value.get("relatedIdentifierType")))
    if form is not None:
        yield from form(value["relatedIdentifier"], f"{path}.relatedIdentifier")


_ORCID = text(forms.is_orcid, "an ORCID iD: check its sixteen digits")
_SCHEMES: dict[str, Rule] = {"ORCID": _ORCID}
_RELATED_FORMS: dict[str, Rule] = {
    "DOI": text(forms.is_related_doi, "a DOI: it begins with 10. and has a slash"),
    "URL": _WEB,
}
_NAME_IDENTIFIER = parts(
    {"nameIdentifier": _ANY, "nameIdentifierScheme": _ANY, "schemeUri": _ADDRESS},
    {
        "nameIdentifier": "Give the identifier, or remove it.",
        "nameIdentifierScheme": "Say what kind of identifier this is, such as ORCID.",
    },
)
_AFFILIATION = parts(
    {
        "name": _ANY,
        "affiliationIdentifier": _ANY,
        "affiliationIdentifierScheme": _ANY,
        "schemeUri": _ADDRESS,
    },
    {"name": "Give the organisation's name, or remove it."},
)
_PERSON: dict[str, Rule] = {
    "name": _ANY,
    "nameType": one_of(datacite.NAME_TYPES),
    "givenName": _ANY,
    "familyName": _ANY,
    "lang": _LANGUAGE,
    "nameIdentifiers": each(_name_identifier),
    "affiliation": each(either(str, _ANY, _AFFILIATION)),
}
_CREATOR = parts(_PERSON, {"name": "Give this creator's name."})
_CONTRIBUTOR = parts(
    {**_PERSON, "contributorType": one_of(datacite.CONTRIBUTOR_TYPES)},
    {
        "name": "Give this contributor's name.",
        "contributorType": "Say in what role, such as DataCollector.",
    },
)
_TITLE = parts(
    {"title": _ANY, "titleType": one_of(datacite.TITLE_TYPES), "lang": _LANGUAGE},
    {"title": "Give a title."},
)
_PUBLISHER = parts(
    {
        "name": _ANY,
        "publisherIdentifier": _ANY,
        "publisherIdentifierScheme": _ANY,
        "schemeUri": _ADDRESS,
        "lang": _LANGUAGE,
    },
    {"name": "Say who publishes it."},
)
_TYPES = parts(
    {"resourceTypeGeneral": _RESOURCE_TYPE, "resourceType": _ANY},
    {"resourceTypeGeneral": "Say what kind of thing it is, such as Dataset."},
)
_SUBJECT = parts(
    {
        "subject": _ANY,
        "subjectScheme": _ANY,
        "schemeUri": _ADDRESS,
        "valueUri": _ADDRESS,
        "classificationCode": _ANY,
        "lang": _LANGUAGE,
    },
    {"subject": "Give the subject, or remove it."},
)
_DATE = parts(
    {
        "date": text(forms.is_date, "a date such as 2026, 2026-05-31 or 2026-05-01/2026-05-31"),
        "dateType": one_of(datacite.DATE_TYPES),
        "dateInformation": _ANY,
    },
    {"date": "Give the date, or remove it.", "dateType": "Say what happened then."},
)
_ALTERNATE = parts(
    {"alternateIdentifier": _ANY, "alternateIdentifierType": _ANY},
    {
        "alternateIdentifier": "Give the identifier, or remove it.",
        "alternateIdentifierType": "Say what kind of identifier this is.",
    },
)
_RELATED_IDENTIFIER = parts(
    {
        "relatedIdentifier": _ANY,
        "relatedIdentifierType": one_of(datacite.RELATED_IDENTIFIER_TYPES),
        "relationType": one_of(datacite.RELATION_TYPES),
        "resourceTypeGeneral": _RESOURCE_TYPE,
        "relatedMetadataScheme": _ANY,
        "schemeUri": _ADDRESS,
        "schemeType": _ANY,
    },
    {
        "relatedIdentifier": "Give the identifier of the related work, or remove it.",
        "relatedIdentifierType": "Say what kind of identifier this is, such as DOI.",
        "relationType": "Say how it is related, such as IsSupplementTo.",
    },
)
_RELATED_ITEM = parts(
    {
        "relatedItemType": _RESOURCE_TYPE,
        "relationType": one_of(datacite.RELATION_TYPES),
        "relatedItemIdentifier": parts(
            {
                "relatedItemIdentifier": _ANY,
                "relatedItemIdentifierType": one_of(datacite.RELATED_IDENTIFIER_TYPES),
            }
        ),
        "titles": each(_TITLE),
        "creators": each(_CREATOR),
        "contributors": each(_CONTRIBUTOR),
        "publicationYear": _year,
        "numberType": one_of(datacite.NUMBER_TYPES),
        **dict.fromkeys(
            ("volume", "issue", "number", "firstPage", "lastPage", "publisher", "edition"), _ANY
        ),
    },
    {
        "relatedItemType": "Say what kind of thing the related item is, such as JournalArticle.",
        "relationType": "Say how it is related, such as IsPublishedIn.",
        "titles": "Give the related item's title.",
    },
)
_RIGHTS = parts(
    {
        "rights": _ANY,
        "rightsUri": _ADDRESS,
        "rightsIdentifier": _ANY,
        "rightsIdentifierScheme": _ANY,
        "schemeUri": _ADDRESS,
        "lang": _LANGUAGE,
    }
)
_DESCRIPTION = parts(
    {
        "description": _ANY,
        "descriptionType": one_of(datacite.DESCRIPTION_TYPES),
        "lang": _LANGUAGE,
    },
    {
        "description": "Give the description, or remove it.",
        "descriptionType": "Say what kind of description this is, such as Abstract.",
    },
)
_FUNDING = both(
    parts(
        {
            "funderName": _ANY,
            "funderIdentifier": _ANY,
            "funderIdentifierType": one_of(datacite.FUNDER_IDENTIFIER_TYPES),
            "schemeUri": _ADDRESS,
            "awardNumber": _ANY,
            "awardUri": _ADDRESS,
            "awardTitle": _ANY,
        },
        {"funderName": "Say who funded it, or remove it."},
    ),
    together(
        "funderIdentifier", "funderIdentifierType", "Say what kind of identifier the funder has."
    ),
)
_LONGITUDE, _LATITUDE = number(-180, 180), number(-90, 90)
_POINT = parts(
    {"pointLongitude": _LONGITUDE, "pointLatitude": _LATITUDE},
    {"pointLongitude": "Give the longitude.", "pointLatitude": "Give the latitude."},
)
_SIDES: dict[str, Rule] = {
    "westBoundLongitude": _LONGITUDE,
    "eastBoundLongitude": _LONGITUDE,
    "southBoundLatitude": _LATITUDE,
    "northBoundLatitude": _LATITUDE,
}
_CORNER = parts({"polygonPoint": _POINT, "inPolygonPoint": _POINT})
_POLYGON = each(_CORNER, 4, "A polygon needs four points, the last one as the first.")
_PLACE = parts(
    {
        "geoLocationPlace": _ANY,
        "geoLocationPoint": _POINT,
        "geoLocationBox": parts(_SIDES, dict.fromkeys(_SIDES, "Give all four sides of the box.")),
        "geoLocationPolygon": _POLYGON,
    }
)

_METADATA: dict[str, Rule] = {
    "creators": each(_CREATOR),
    "titles": each(_TITLE),
    "publisher": either(str, _ANY, _PUBLISHER),
    "publicationYear": _year,
    "types": _TYPES,
    "subjects": each(_SUBJECT),
    "contributors": each(_CONTRIBUTOR),
    "dates": each(_DATE),
    "language": _LANGUAGE,
    "alternateIdentifiers": each(_ALTERNATE),
    "relatedIdentifiers": each(_related_identifier),
    "relatedItems": each(_RELATED_ITEM),
    "sizes": each(_ANY),
    "formats": each(_ANY),
    "version": _ANY,
    "rightsList": each(_RIGHTS),
    "descriptions": each(_DESCRIPTION),
    "geoLocations": each(_PLACE),
    "fundingReferences": each(_FUNDING),
    "schemaVersion": text(forms.is_schema, "a schema of DataCite's kernel 4"),
}
_MANDATORY = {
    "creators": "Name at least one creator.",
    "titles": "Give a title.",
    "publisher": "Say who publishes it.",
    "publicationYear": "Say in which year it is published.",
    "types": "Say what kind of thing it is, such as Dataset.",
}
_RESOURCE = parts(_METADATA, _MANDATORY)
_NAMED = parts(
    {
        "doi": text(forms.is_doi, "a DOI that can be registered: letters, digits and -._;()/:*~$="),
        "url": _WEB,
    },
    {"doi": "Give the DOI.", "url": "Give the address of the landing page."},
)


def problems(attributes: Mapping[str, Any]) -> list[Problem]:
    """What keeps DataCite from registering a DOI with these attributes; [] if nothing does.

    Any JSON value may be given; at most MOST problems are told.
    """
    return list(islice(both(_NAMED, _RESOURCE)(attributes, ""), MOST))


def metadata_problems(attributes: Mapping[str, Any]) -> list[Problem]:
    """As ``problems``, but of the metadata alone: without the DOI and the address."""
    return list(islice(_RESOURCE(attributes, ""), MOST))
