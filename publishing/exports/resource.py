"""From a record of the catalogue to its DataCite view, of which every format is made.  Pure."""

import re

from portal import techniques
from portal.catalogue.models import Facility, Record
from portal.catalogue.records import AnyRecord, Dataset, Technique
from portal.normalise.datacite import RESOURCE_TYPES, UNKNOWN
from portal.techniques.tree import IRI
from publishing.exports import access, funding, people, related, texts, trials
from publishing.exports.kernel import Description, Resource, ResourceType, Subject
from publishing.exports.texts import LONG, public

PANET, PANET_URI = "PaNET", f"{IRI}PaNET.owl"
DATASET = "Dataset"
LARGEST = 10**30  # bytes; a larger number is a mistake

_TYPES = {one.lower(): one for one in RESOURCE_TYPES}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)  # BCP 47


def resource(record: Record, metadata: AnyRecord, facility: Facility) -> Resource:
    """The record as DataCite's kernel 4.6 describes it.

    ``metadata`` is the record's, decoded; nothing is read from the database.  In production
    others aren't told of DOIs that were only tried out (publishing.exports.trials).  What the
    kernel wants and nobody told is given as the kernel provides, so the result is always
    complete (docs/oai-pmh-rules.md).
    """
    metadata = trials.told(record, metadata)
    now = access.access(record, metadata)
    identifier, alternates = related.identifiers(record, metadata)
    return Resource(
        access=now,
        identifier=identifier,
        creators=people.creators(metadata, facility),
        titles=(public(metadata.title) or UNKNOWN,),
        publisher=people.publisher(metadata, facility),
        publication_year=access.publication_year(record, metadata),
        resource_type=resource_type(metadata),
        subjects=_subjects(metadata),
        contributors=people.contributors(metadata, facility),
        dates=access.dates(record, metadata, now),
        language=metadata.language if _LANGUAGE.fullmatch(metadata.language) else "",
        alternate_identifiers=alternates,
        related_identifiers=related.related_identifiers(metadata),
        related_items=related.related_items(metadata),
        sizes=_sizes(metadata),
        formats=_formats(metadata),
        version=public(metadata.version),
        rights_list=access.rights(metadata, now),
        descriptions=_descriptions(metadata),
        funding_references=texts.listed(metadata.funding, funding.reference),
    )


def resource_type(metadata: AnyRecord) -> ResourceType:
    """What the catalogue says if DataCite has a word for it, else that these are data.

    Facilities publish data: their "raw", "derived", "proposal" and "publication" all say of
    what kind, or from when, the data are.
    """
    said = public(metadata.type)
    general = _TYPES.get(said.lower().replace(" ", ""), DATASET)
    return ResourceType(resource_type_general=general, resource_type=said or general)


def _subjects(metadata: AnyRecord) -> tuple[Subject, ...]:
    return texts.listed(metadata.techniques, _technique) + texts.listed(metadata.keywords, _keyword)


def _technique(technique: Technique) -> Subject | None:
    known = techniques.get(technique.panet)
    if known is None:
        return _keyword(technique.name)
    return Subject(
        subject=known.label, subject_scheme=PANET, scheme_uri=PANET_URI, value_uri=known.iri
    )


def _keyword(word: str) -> Subject | None:
    text = public(word)
    return Subject(subject=text) if text else None


def _sizes(metadata: AnyRecord) -> tuple[str, ...]:
    told = ((metadata.size, "byte"), (metadata.file_count, "file"))
    return tuple(
        f"{count} {what}" if count == 1 else f"{count} {what}s"
        for count, what in told
        if count and 0 < count < LARGEST
    )


def _formats(metadata: AnyRecord) -> tuple[str, ...]:
    text = public(metadata.data_format) if isinstance(metadata, Dataset) else ""
    return (text,) if text else ()


def _descriptions(metadata: AnyRecord) -> tuple[Description, ...]:
    text = public(metadata.summary, LONG)
    return (Description(description=text, description_type="Abstract"),) if text else ()
