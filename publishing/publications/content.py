"""What the authors of a publication write, kept as one JSON document.

It may be half finished: every field has a default, and what is wrong with it the rules
say (publishing.publications.rules), not the types.  The words are DataCite's (kernel 4.6).
"""

from typing import Literal

import msgspec

from publishing.publications import days

NameType = Literal["Personal", "Organizational"]


class Struct(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Immutable, and encoded without the fields that say nothing."""


class Affiliation(Struct, frozen=True, kw_only=True):
    name: str = ""
    ror: str = ""  # https://ror.org/0xxxxxxxx


class Creator(Struct, frozen=True, kw_only=True):
    """A person by given and family name, or an organisation by ``name``."""

    name_type: NameType = "Personal"
    given_name: str = ""
    family_name: str = ""
    name: str = ""
    orcid: str = ""  # 0000-0000-0000-000X
    ror: str = ""  # of an organisation
    affiliations: tuple[Affiliation, ...] = ()


class Contributor(Creator, frozen=True, kw_only=True):
    role: str = "DataCollector"  # a contributorType


class Related(Struct, frozen=True, kw_only=True):
    """A related work, by DOI or address; ``relation`` is a relationType."""

    identifier: str = ""
    relation: str = "IsSupplementTo"


class Funding(Struct, frozen=True, kw_only=True):
    funder: str = ""
    funder_id: str = ""
    award_number: str = ""
    award_title: str = ""


class Subject(Struct, frozen=True, kw_only=True):
    """A keyword, or a technique where ``panet`` names it ("PaNET01168")."""

    text: str = ""
    panet: str = ""


class Contact(Struct, frozen=True, kw_only=True):
    """Whom curators may ask; never published."""

    name: str = ""
    email: str = ""


class Content(Struct, frozen=True, kw_only=True):
    """Everything about a publication but its datasets and its state.

    ``embargo_until`` is the day from which the data are open as it was typed, "" for at once:
    for the form alone.  All else goes by ``embargo``.
    """

    title: str = ""
    abstract: str = ""
    creators: tuple[Creator, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    related: tuple[Related, ...] = ()
    funding: tuple[Funding, ...] = ()
    licence: str = ""  # an SPDX identifier
    resource_type: str = "Dataset"  # a resourceTypeGeneral
    subjects: tuple[Subject, ...] = ()
    language: str = ""  # BCP 47
    embargo_until: str = ""
    contacts: tuple[Contact, ...] = ()
    remarks: str = ""  # for the curators; never published

    @property
    def embargo(self) -> str:
        """The day from which the data are open, as YYYY-MM-DD; "" for at once, and for no day."""
        return days.normal(self.embargo_until)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Content)


def encode(content: Content) -> str:
    """As JSON; equal contents give equal texts."""
    return _encoder.encode(content).decode()


def decode(text: str | bytes) -> Content:
    """What ``encode`` wrote, or what a form sent.

    Raises msgspec.ValidationError or msgspec.DecodeError when it isn't that.
    """
    return _decoder.decode(text)
