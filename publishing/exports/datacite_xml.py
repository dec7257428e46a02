"""A resource in DataCite's XML, kernel 4.6.

https://schema.datacite.org/meta/kernel-4.6/metadata.xsd
"""

from collections.abc import Iterable
from typing import Any

from lxml import etree

from publishing.exports.kernel import Creator, FundingReference, RelatedItem, Resource
from publishing.exports.xml import SCHEMA_LOCATION, XSI, add

NAMESPACE = "http://datacite.org/schema/kernel-4"
SCHEMA = "https://schema.datacite.org/meta/kernel-4.6/metadata.xsd"
VERSION = "4.6"

_NAMES: dict[Any, str] = {None: NAMESPACE, "xsi": XSI}
_LOCATED = {SCHEMA_LOCATION: f"{NAMESPACE} {SCHEMA}"}


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


_AFFILIATION, _ALTERNATE = _tag("affiliation"), _tag("alternateIdentifier")
_CREATOR, _CREATOR_NAME = _tag("creator"), _tag("creatorName")
_CONTRIBUTOR, _CONTRIBUTOR_NAME = _tag("contributor"), _tag("contributorName")
_GIVEN, _FAMILY, _NAME_IDENTIFIER = _tag("givenName"), _tag("familyName"), _tag("nameIdentifier")
_DATE, _DESCRIPTION, _FORMAT, _SIZE = map(_tag, ("date", "description", "format", "size"))
_RELATED, _RIGHTS, _SUBJECT = map(_tag, ("relatedIdentifier", "rights", "subject"))
_TITLE, _TITLES = _tag("title"), _tag("titles")


def element(resource: Resource) -> etree._Element:
    """The ``resource`` element, valid by the kernel's schema."""
    root = etree.Element(_tag("resource"), _LOCATED, nsmap=_NAMES)
    _mandatory(root, resource)
    _about(root, resource)
    _identifiers(root, resource)
    _texts(root, resource)
    _funding(root, resource.funding_references)
    _items(root, resource.related_items)
    return root


def _mandatory(root: etree._Element, resource: Resource) -> None:
    identifier, publisher = resource.identifier, resource.publisher
    add(
        root,
        _tag("identifier"),
        identifier.identifier,
        identifierType=identifier.identifier_type,
    )
    people = etree.SubElement(root, _tag("creators"))
    for creator in resource.creators:
        _person(etree.SubElement(people, _CREATOR), _CREATOR_NAME, creator)
    _each(root, "titles", _TITLE, resource.titles)
    add(
        root,
        _tag("publisher"),
        publisher.name,
        publisherIdentifier=publisher.publisher_identifier,
        publisherIdentifierScheme=publisher.publisher_identifier_scheme,
        schemeURI=publisher.scheme_uri,
    )
    add(root, _tag("publicationYear"), resource.publication_year)
    kind = resource.resource_type
    add(
        root,
        _tag("resourceType"),
        kind.resource_type,
        resourceTypeGeneral=kind.resource_type_general,
    )


def _about(root: etree._Element, resource: Resource) -> None:
    if resource.subjects:
        parent = etree.SubElement(root, _tag("subjects"))
        for one in resource.subjects:
            add(
                parent,
                _SUBJECT,
                one.subject,
                subjectScheme=one.subject_scheme,
                schemeURI=one.scheme_uri,
                valueURI=one.value_uri,
            )
    if resource.contributors:
        parent = etree.SubElement(root, _tag("contributors"))
        for helper in resource.contributors:
            kind = {"contributorType": helper.contributor_type}
            _person(etree.SubElement(parent, _CONTRIBUTOR, kind), _CONTRIBUTOR_NAME, helper)
    if resource.dates:
        parent = etree.SubElement(root, _tag("dates"))
        for date in resource.dates:
            add(parent, _DATE, date.date, dateType=date.date_type)
    if resource.language:
        add(root, _tag("language"), resource.language)


def _identifiers(root: etree._Element, resource: Resource) -> None:
    if resource.alternate_identifiers:
        parent = etree.SubElement(root, _tag("alternateIdentifiers"))
        for one in resource.alternate_identifiers:
            kind = one.alternate_identifier_type
            add(parent, _ALTERNATE, one.alternate_identifier, alternateIdentifierType=kind)
    if resource.related_identifiers:
        parent = etree.SubElement(root, _tag("relatedIdentifiers"))
        for related in resource.related_identifiers:
            add(
                parent,
                _RELATED,
                related.related_identifier,
                relatedIdentifierType=related.related_identifier_type,
                relationType=related.relation_type,
                resourceTypeGeneral=related.resource_type_general,
            )


def _texts(root: etree._Element, resource: Resource) -> None:
    _each(root, "sizes", _SIZE, resource.sizes)
    _each(root, "formats", _FORMAT, resource.formats)
    if resource.version:
        add(root, _tag("version"), resource.version)
    if resource.rights_list:
        parent = etree.SubElement(root, _tag("rightsList"))
        for one in resource.rights_list:
            add(
                parent,
                _RIGHTS,
                one.rights,
                rightsURI=one.rights_uri,
                rightsIdentifier=one.rights_identifier,
                rightsIdentifierScheme=one.rights_identifier_scheme,
                schemeURI=one.scheme_uri,
            )
    if resource.descriptions:
        parent = etree.SubElement(root, _tag("descriptions"))
        for text in resource.descriptions:
            add(parent, _DESCRIPTION, text.description, descriptionType=text.description_type)


def _funding(root: etree._Element, references: tuple[FundingReference, ...]) -> None:
    if not references:
        return
    parent = etree.SubElement(root, _tag("fundingReferences"))
    for one in references:
        child = etree.SubElement(parent, _tag("fundingReference"))
        add(child, _tag("funderName"), one.funder_name)
        if one.funder_identifier:
            kind = one.funder_identifier_type
            add(child, _tag("funderIdentifier"), one.funder_identifier, funderIdentifierType=kind)
        award_uri = one.award_uri or one.grant
        if one.award_number or award_uri:
            add(child, _tag("awardNumber"), one.award_number, awardURI=award_uri)
        if one.award_title:
            add(child, _tag("awardTitle"), one.award_title)


def _items(root: etree._Element, items: tuple[RelatedItem, ...]) -> None:
    if not items:
        return
    parent = etree.SubElement(root, _tag("relatedItems"))
    for item in items:
        types = {"relatedItemType": item.related_item_type, "relationType": item.relation_type}
        child = etree.SubElement(parent, _tag("relatedItem"), types)
        if item.related_item_identifier:
            add(
                child,
                _tag("relatedItemIdentifier"),
                item.related_item_identifier,
                relatedItemIdentifierType=item.related_item_identifier_type,
            )
        add(etree.SubElement(child, _TITLES), _TITLE, item.title)


def _person(parent: etree._Element, name: str, person: Creator) -> None:
    add(parent, name, person.name, nameType=person.name_type)
    if person.given_name:
        add(parent, _GIVEN, person.given_name)
    if person.family_name:
        add(parent, _FAMILY, person.family_name)
    for one in person.name_identifiers:
        add(
            parent,
            _NAME_IDENTIFIER,
            one.name_identifier,
            nameIdentifierScheme=one.name_identifier_scheme,
            schemeURI=one.scheme_uri,
        )
    for at in person.affiliation:
        add(
            parent,
            _AFFILIATION,
            at.name,
            affiliationIdentifier=at.affiliation_identifier,
            affiliationIdentifierScheme=at.affiliation_identifier_scheme,
            schemeURI=at.scheme_uri,
        )


def _each(root: etree._Element, wrapper: str, tag: str, texts: Iterable[str]) -> None:
    """The texts as children of a wrapper; nothing where there are none."""
    parent = None
    for text in texts:
        if parent is None:
            parent = etree.SubElement(root, _tag(wrapper))
        etree.SubElement(parent, tag).text = text
