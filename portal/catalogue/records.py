"""What a catalogue record is, whatever facility it came from.

The words are those of the PaNOSC data model (Document, Dataset, Instrument,
File, Parameter, Sample, Technique, Member, Person, Affiliation).  A record is
kept as one JSON document, encoded from these types, so the order and the names
of the fields here are the stored format; add fields with defaults only.

Everything here is already normalised: clean Unicode text, UTC times, SI values
beside raw ones, PaNET identifiers beside given technique names.
"""

import hashlib
from typing import Literal

import msgspec

Access = Literal["open", "embargoed", "restricted", "closed"]
RecordKind = Literal["document", "dataset"]
Scalar = str | int | float | bool


class Struct(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Immutable, and encoded without the fields that say nothing."""


class Parameter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One measured or set quantity, as given and, where its unit is known, in SI.

    ``values`` and ``si`` have the same length when ``si`` isn't empty.  ``name``
    is as it came (nested keys joined by dots); ``canonical`` is what the shipped
    dictionary called it when it was harvested.  What it is found by now, as the staff
    have the dictionary, tells ``portal.normalise.names.of``.
    ``dimension`` is a word of ``portal.units`` ("temperature"), "number" for a
    numeric value without unit (then ``si`` holds the number), "" for text.
    """

    name: str
    values: tuple[Scalar, ...]
    unit: str = ""
    si: tuple[float, ...] = ()
    dimension: str = ""
    canonical: str = ""


class Affiliation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An organisation that a person belonged to."""

    name: str
    ror: str = ""  # https://ror.org/0xxxxxxxx
    address: str = ""
    city: str = ""
    country: str = ""


class Person(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A human being, or an organisation that did the same; never a login or an e-mail address."""

    full_name: str
    given_name: str = ""
    family_name: str = ""
    orcid: str = ""  # 0000-0000-0000-000X, checksum verified
    organisation: bool = False
    ror: str = ""  # of an organisation


class Member(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who took part, and as what."""

    person: Person
    role: str = ""  # "creator", "principal investigator", "owner", …
    affiliations: tuple[Affiliation, ...] = ()


class Instrument(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A beamline, or an instrument at one."""

    name: str
    pid: str = ""
    facility: str = ""


class Sample(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was measured, by the name its people gave it."""

    name: str
    pid: str = ""
    description: str = ""
    igsn: str = ""
    formula: str = ""


class Technique(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``panet`` is the short identifier ("PaNET01168"), "" when it isn't known."""

    name: str
    pid: str = ""
    panet: str = ""


class Proposal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The application for beam time that the record comes from."""

    pid: str
    title: str = ""


class File(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file of a dataset, with its size in bytes."""

    path: str
    size: int | None = None  # bytes
    checksum: str = ""
    algorithm: str = ""
    time: str = ""


class Related(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A related work: a DOI in lower case, or free text as it came."""

    relation: str  # a DataCite relationType, "References" where nothing says more
    doi: str = ""
    url: str = ""
    text: str = ""


class Funding(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who paid for the work, and by which award."""

    funder: str
    funder_id: str = ""  # as it came: an address at ROR, Crossref, ISNI, …
    award_number: str = ""
    award_title: str = ""
    url: str = ""  # of the award's own page


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What Documents and Datasets share.

    Dates are ISO 8601 text with the precision they came with ("2019", "2019-05",
    "2019-05-03", "2019-05-03T10:00:00Z"); a time is always UTC.  ``public_from``
    says from when the metadata may be seen ("" means never: private);
    ``access`` and ``open_from`` say whether and from when the data may be had.
    """

    title: str
    pid: str = ""
    doi: str = ""  # lower case, without https://doi.org/
    summary: str = ""
    type: str = ""  # as the catalogue says: "raw", "derived", "proposal", …
    keywords: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    publisher: str = ""
    publication_year: int | None = None
    start_date: str = ""
    end_date: str = ""
    release_date: str = ""
    licence: str = ""  # SPDX identifier where known, else as it came
    landing_page: str = ""  # the facility's own page of this record
    download_url: str = ""
    size: int | None = None  # bytes
    file_count: int | None = None
    techniques: tuple[Technique, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    samples: tuple[Sample, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    related: tuple[Related, ...] = ()
    public_from: str = ""
    access: Access = "open"
    open_from: str = ""
    created: str = ""  # when the catalogue says the record was made
    modified: str = ""
    funding: tuple[Funding, ...] = ()
    language: str = ""  # of the texts, as BCP 47 has it: "en", "de-CH"
    version: str = ""


class Document(Record, frozen=True, kw_only=True, omit_defaults=True, tag="document"):
    """What was published and has the DOI; names its datasets by PID."""

    dataset_pids: tuple[str, ...] = ()


class Dataset(Record, frozen=True, kw_only=True, omit_defaults=True, tag="dataset"):
    """One measured or derived set of files.

    ``files`` is kept apart from the record's JSON when it is stored, because a
    dataset may have thousands and no list page needs them.
    """

    document_pids: tuple[str, ...] = ()
    data_format: str = ""
    software: tuple[str, ...] = ()
    input_pids: tuple[str, ...] = ()
    run_number: str = ""
    files: tuple[File, ...] = ()


AnyRecord = Document | Dataset

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(AnyRecord)
_file_decoder = msgspec.json.Decoder(tuple[File, ...])


def encode(record: AnyRecord) -> bytes:
    """The record as JSON in UTF-8; equal records give equal bytes."""
    return _encoder.encode(record)


def decode(body: bytes | str) -> AnyRecord:
    """The record kept in ``body``.

    Raises msgspec.ValidationError when it isn't one.
    """
    return _decoder.decode(body)


def encode_files(files: tuple[File, ...]) -> bytes:
    return _encoder.encode(files)


def decode_files(body: bytes | str) -> tuple[File, ...]:
    return _file_decoder.decode(body)


def digest(body: bytes) -> str:
    """The content hash of an encoded record or payload: 32 hexadecimal digits."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()
