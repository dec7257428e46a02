"""A resource in DataCite's JSON, kernel 4.6, as its REST API takes and gives it.

https://support.datacite.org/docs/api-create-dois
"""

from typing import Any

import msgspec

from portal.web import links
from publishing.exports.kernel import FundingReference, RelatedItem, Resource
from publishing.exports.plain_json import written

SCHEMA_VERSION = "http://datacite.org/schema/kernel-4"

# What the API calls as the kernel does, with the same parts.
_ALIKE = (
    "creators",
    "contributors",
    "subjects",
    "dates",
    "alternateIdentifiers",
    "relatedIdentifiers",
    "sizes",
    "formats",
    "rightsList",
    "descriptions",
    "language",
    "version",
)


def attributes(resource: Resource) -> dict[str, Any]:
    """The ``attributes`` of a DOI as the API takes them, but for ``event``.

    Every list is there, an empty one too: what a PUT leaves out, the API keeps as it was.
    Raises ValueError for a resource that has no DOI.
    """
    if resource.identifier.identifier_type != "DOI":
        raise ValueError("only a resource with a DOI can be registered: give the record one")
    doi = resource.identifier.identifier
    return {"doi": doi, "url": links.page_of_doi(doi), **metadata(resource)}


def metadata(resource: Resource) -> dict[str, Any]:
    """What the JSON says beside the identifier; each property is there, told or not."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(resource))
    kind = resource.resource_type
    return {
        "titles": [{"title": title} for title in resource.titles],
        "publisher": plain["publisher"],
        "publicationYear": int(resource.publication_year),
        "types": {
            "resourceTypeGeneral": kind.resource_type_general,
            "resourceType": kind.resource_type,
        },
        **{name: plain.get(name, _nothing(name)) for name in _ALIKE},
        "relatedItems": [_item(one) for one in resource.related_items],
        "fundingReferences": [_funding(one) for one in resource.funding_references],
        "schemaVersion": SCHEMA_VERSION,
    }


def whole(resource: Resource) -> dict[str, Any]:
    """The JSON of a resource, with or without a DOI, as content negotiation gives it."""
    identifier, alternates = resource.identifier, resource.alternate_identifiers
    others = [
        {
            "identifier": one.alternate_identifier,
            "identifierType": one.alternate_identifier_type,
        }
        for one in alternates
    ]
    if identifier.identifier_type == "DOI":
        known = {"id": resource.url, "doi": identifier.identifier}
    else:
        known = {"id": resource.url}
        others.insert(0, msgspec.to_builtins(identifier))
    return {**known, "identifiers": others, **metadata(resource)}


def write(resource: Resource) -> bytes:
    """``whole`` in UTF-8."""
    return written(whole(resource))


def _nothing(name: str) -> Any:
    return None if name in ("language", "version") else []


def _item(item: RelatedItem) -> dict[str, Any]:
    told: dict[str, Any] = {
        "relatedItemType": item.related_item_type,
        "relationType": item.relation_type,
        "titles": [{"title": item.title}],
    }
    if item.related_item_identifier:
        told["relatedItemIdentifier"] = {
            "relatedItemIdentifier": item.related_item_identifier,
            "relatedItemIdentifierType": item.related_item_identifier_type,
        }
    return told


def _funding(one: FundingReference) -> dict[str, Any]:
    """``grant`` is the award's address where it has no page."""
    told: dict[str, Any] = msgspec.to_builtins(one)
    grant = told.pop("grant", "")
    return {**told, **({"awardUri": one.award_uri or grant} if one.award_uri or grant else {})}
