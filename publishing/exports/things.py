"""The people, organisations and terms around a record as things of schema.org.

https://schema.org: what the schema.org, RO-Crate and Croissant forms share.
"""

from typing import Any

from django.conf import settings

from portal.web import links
from publishing.exports import kernel, measured, texts, words
from publishing.exports.access import COAR
from publishing.exports.kernel import Creator, FundingReference
from publishing.exports.measured import Variable
from publishing.exports.plain_json import told
from publishing.exports.view import Attached, Part, View

Thing = dict[str, Any]
ADDRESSED = ("DOI", "Handle", "URL")  # identifiers that have an address

# What a relation of DataCite's is in schema.org; any other is a citation.
_RELATIONS = {
    "HasPart": "hasPart",
    "HasVersion": "workExample",
    "IsCitedBy": "subjectOf",
    "IsDerivedFrom": "isBasedOn",
    "IsDescribedBy": "subjectOf",
    "IsDocumentedBy": "subjectOf",
    "IsNewVersionOf": "isBasedOn",
    "IsPartOf": "isPartOf",
    "IsReferencedBy": "subjectOf",
    "IsReviewedBy": "subjectOf",
    "IsVersionOf": "exampleOfWork",
}


def somebody(creator: Creator) -> Thing:
    """A person or an organisation, identified by ORCID or ROR where that is known."""
    identifier = next((one.name_identifier for one in creator.name_identifiers), "")
    organisation = creator.name_type == "Organizational"
    return told(
        at_type="Organization" if organisation else "Person",
        at_id=identifier,
        name=_straight(creator),
        givenName=creator.given_name,
        familyName=creator.family_name,
        identifier=identifier,
        url=identifier if organisation else "",
        affiliation=[
            organisation_of(one.name, one.affiliation_identifier) for one in creator.affiliation
        ],
    )


def organisation_of(name: str, address: str) -> Thing:
    """An organisation; ``address`` is its ROR, or ""."""
    return told(at_type="Organization", at_id=address, name=name, identifier=address, url=address)


def publisher(view: View) -> Thing:
    one = view.resource.publisher
    return organisation_of(one.name, one.publisher_identifier)


def portal() -> Thing:
    """This portal as an organisation that tells of others' records."""
    return {
        "@type": "Organization",
        "@id": links.absolute("/#portal"),
        "name": settings.SITE_NAME,
        "url": links.absolute("/"),
    }


def catalogue() -> Thing:
    """This portal as a catalogue of data."""
    return {
        "@type": "DataCatalog",
        "@id": links.absolute("/"),
        "name": settings.SITE_NAME,
        "url": links.absolute("/"),
    }


def licence(view: View) -> Thing | str:
    """Its address; what it is called where it has none; "" where nobody told."""
    found = words.licence(view)
    if found is None:
        return ""
    return found.rights_uri or told(at_type="CreativeWork", name=found.rights)


def conditions(view: View) -> list[str]:
    """The access right, in words and of COAR's vocabulary."""
    known = (one.rights_uri for one in view.resource.rights_list)
    return [words.access(view), *(one for one in known if one.startswith(COAR))]


def techniques(view: View) -> list[Thing]:
    return [
        {
            "@type": "DefinedTerm",
            "@id": one.value_uri,
            "name": one.subject,
            "url": one.value_uri,
            "inDefinedTermSet": one.scheme_uri,
        }
        for one in view.resource.subjects
        if one.value_uri
    ]


def variables(view: View) -> list[Thing]:
    """What was measured, as given, with units; of a Document what its Datasets tell."""
    return [
        told(
            at_type="PropertyValue",
            name=one.name,
            unitText=one.unit,
            value=one.value,
            minValue=one.least,
            maxValue=one.greatest,
        )
        for one in _variables(view)
    ]


def _variables(view: View) -> tuple[Variable, ...]:
    own = measured.variables(view.metadata)
    whole = view.part_count == len(view.parts)
    return own or measured.together((one.parameters for one in view.parts), whole=whole)


def instruments(view: View) -> list[Thing]:
    found = []
    for one in view.resource.related_items:
        if one.related_item_type == "Instrument":
            kind = one.related_item_identifier_type
            address = kernel.address(one.related_item_identifier, kind)
            found.append(told(at_type="Thing", at_id=address, name=one.title, identifier=address))
    return found


def grants(view: View) -> list[Thing]:
    return [grant(one) for one in view.resource.funding_references]


def grant(one: FundingReference) -> Thing:
    """The award with its funder."""
    address = one.award_uri or one.grant
    return told(
        at_type="Grant",
        at_id=one.award_uri,
        name=one.award_title or one.award_number,
        identifier=one.award_number or address,
        url=one.award_uri,
        funder=funder(one),
    )


def funder(one: FundingReference) -> Thing:
    return organisation_of(one.funder_name, texts.web_address(one.funder_identifier))


def related(view: View) -> dict[str, list[Thing]]:
    """The related works by the property of schema.org that they stand in."""
    found: dict[str, list[Thing]] = {}
    for one in view.resource.related_identifiers:
        if one.resource_type_general != "Instrument":
            address = kernel.address(one.related_identifier, one.related_identifier_type)
            work = {"@type": "CreativeWork", "@id": address, "name": address, "url": address}
            found.setdefault(_RELATIONS.get(one.relation_type, "citation"), []).append(work)
    for item in view.resource.related_items:
        if item.related_item_type != "Instrument":
            work = {"@type": "CreativeWork", "name": item.title}
            found.setdefault(_RELATIONS.get(item.relation_type, "citation"), []).append(work)
    return found


def part(one: Part) -> Thing:
    """Another record of this portal."""
    return told(
        at_type="Dataset",
        at_id=one.address,
        name=one.title,
        description=one.summary[:5_000],
        url=one.page,
        isAccessibleForFree=one.access == "open",
    )


def download(file: Attached) -> Thing:
    """A file; without contentUrl where it can't be had now."""
    known = file.checksum
    return told(
        at_type="DataDownload",
        at_id=file.address,
        name=file.path,
        contentUrl=file.address,
        encodingFormat=file.media_type,
        contentSize=f"{file.size} B" if file.size is not None else "",
        sha256=known.digest if known and known.algorithm == "sha-256" else "",
    )


def identifiers(view: View) -> list[str]:
    """The addresses of all identifiers, that of the record itself first."""
    resource = view.resource
    others = (
        kernel.address(one.alternate_identifier, one.alternate_identifier_type)
        for one in resource.alternate_identifiers
        if one.alternate_identifier_type in ADDRESSED
    )
    return list(dict.fromkeys([resource.url, *(one for one in others if one)]))


def _straight(creator: Creator) -> str:
    if creator.given_name and creator.family_name:
        return f"{creator.given_name} {creator.family_name}"
    return creator.name
