"""DataCite's metadata kernel 4.6 as types: what every export of a record is made from.

The names are those of DataCite's JSON, in our spelling of code: ``name_type`` is nameType.
"" and () mean that a property is left out.  A Resource made by
``publishing.exports.resource`` holds only texts that may stand in XML 1.0 and in public.
https://datacite-metadata-schema.readthedocs.io/en/4.6/
"""

import msgspec

from portal.web import links


class Struct(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False, rename="camel"
):
    """Immutable, and written without the properties that say nothing."""


class Identifier(Struct, frozen=True, kw_only=True):
    identifier: str
    identifier_type: str


class NameIdentifier(Struct, frozen=True, kw_only=True):
    name_identifier: str
    name_identifier_scheme: str
    scheme_uri: str = ""


class Affiliation(Struct, frozen=True, kw_only=True):
    name: str
    affiliation_identifier: str = ""
    affiliation_identifier_scheme: str = ""
    scheme_uri: str = ""


class Creator(Struct, frozen=True, kw_only=True):
    """A person ("Family, Given") or an organisation, by ``name_type``."""

    name: str
    name_type: str = ""
    given_name: str = ""
    family_name: str = ""
    name_identifiers: tuple[NameIdentifier, ...] = ()
    affiliation: tuple[Affiliation, ...] = ()


class Contributor(Creator, frozen=True, kw_only=True):
    contributor_type: str


class Publisher(Struct, frozen=True, kw_only=True):
    name: str
    publisher_identifier: str = ""
    publisher_identifier_scheme: str = ""
    scheme_uri: str = ""


class ResourceType(Struct, frozen=True, kw_only=True):
    resource_type_general: str
    resource_type: str = ""


class Subject(Struct, frozen=True, kw_only=True):
    subject: str
    subject_scheme: str = ""
    scheme_uri: str = ""
    value_uri: str = ""


class Date(Struct, frozen=True, kw_only=True):
    """A W3CDTF date, or a range of two with a slash between them (RKMS-ISO8601)."""

    date: str
    date_type: str


class AlternateIdentifier(Struct, frozen=True, kw_only=True):
    alternate_identifier: str
    alternate_identifier_type: str


class RelatedIdentifier(Struct, frozen=True, kw_only=True):
    related_identifier: str
    related_identifier_type: str
    relation_type: str
    resource_type_general: str = ""


class RelatedItem(Struct, frozen=True, kw_only=True):
    """Something related by its name, with or without an identifier."""

    title: str
    related_item_type: str
    relation_type: str
    related_item_identifier: str = ""
    related_item_identifier_type: str = ""


class Rights(Struct, frozen=True, kw_only=True):
    rights: str
    rights_uri: str = ""
    rights_identifier: str = ""
    rights_identifier_scheme: str = ""
    scheme_uri: str = ""


class Description(Struct, frozen=True, kw_only=True):
    description: str
    description_type: str


class FundingReference(Struct, frozen=True, kw_only=True):
    """``grant`` is the project in OpenAIRE's form, info:eu-repo/grantAgreement/…, or ""."""

    funder_name: str
    funder_identifier: str = ""
    funder_identifier_type: str = ""
    award_number: str = ""
    award_uri: str = ""
    award_title: str = ""
    grant: str = ""


class Resource(Struct, frozen=True, kw_only=True):
    """A record as DataCite's kernel 4.6 describes it.

    ``access`` is no property of DataCite's, but what its rights say: open, embargoed,
    restricted or closed.
    """

    access: str
    identifier: Identifier
    creators: tuple[Creator, ...]
    titles: tuple[str, ...]
    publisher: Publisher
    publication_year: str
    resource_type: ResourceType
    subjects: tuple[Subject, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    dates: tuple[Date, ...] = ()
    language: str = ""
    alternate_identifiers: tuple[AlternateIdentifier, ...] = ()
    related_identifiers: tuple[RelatedIdentifier, ...] = ()
    related_items: tuple[RelatedItem, ...] = ()
    sizes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    version: str = ""
    rights_list: tuple[Rights, ...] = ()
    descriptions: tuple[Description, ...] = ()
    funding_references: tuple[FundingReference, ...] = ()

    @property
    def url(self) -> str:
        """The identifier as an address."""
        return address(self.identifier.identifier, self.identifier.identifier_type)

    def day(self, date_type: str) -> str:
        """The first date of this type, "" where there is none."""
        return next((one.date for one in self.dates if one.date_type == date_type), "")


def address(identifier: str, kind: str) -> str:
    """The address at which an identifier of this type is resolved; itself if there is none."""
    if kind == "DOI":
        return links.doi(identifier)
    return links.handle(identifier) if kind == "Handle" else identifier
