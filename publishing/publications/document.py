"""From what authors wrote, and the Datasets they chose, to the Document of the catalogue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from portal import techniques
from portal.catalogue.models import Facility
from portal.catalogue.records import (
    Access,
    Affiliation,
    Dataset,
    Document,
    Funding,
    Member,
    Person,
    Related,
    Technique,
)
from portal.normalise import identifiers, people
from publishing.publications import content as written
from publishing.publications.content import Content

MOST = 100  # instruments, samples and proposals that a Document takes from its Datasets

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Frame:
    """What stands around the content of one version."""

    facility: Facility
    doi: str
    concept: str
    number: int
    datasets: Sequence[Dataset] = ()  # as everybody will see them
    related: Sequence[Related] = ()  # the Datasets of others
    versions: Sequence[tuple[int, str]] = field(default=())  # number and DOI of the public ones
    created: datetime | None = None
    published: datetime | None = None
    changed: datetime | None = None


def document(content: Content, frame: Frame) -> Document:
    """The Document, public from when it was published.  Pure."""
    published = _time(frame.published)
    access, opened = _access(frame.datasets, content.embargo)
    datasets = frame.datasets
    return Document(
        title=content.title.strip(),
        doi=frame.doi,
        summary=content.abstract.strip(),
        type=content.resource_type,
        keywords=tuple(one.text for one in content.subjects if one.text and not one.panet),
        members=_members(content),
        publisher=frame.facility.name,
        publication_year=frame.published.year if frame.published else None,
        start_date=min((one.start_date for one in datasets if one.start_date), default=""),
        end_date=max((one.end_date or one.start_date for one in datasets), default=""),
        release_date=published[:10],
        licence=content.licence,
        size=sum(one.size or 0 for one in datasets) or None,
        file_count=sum(one.file_count or len(one.files) for one in datasets) or None,
        techniques=_techniques(content),
        samples=_united(one.samples for one in datasets),
        instruments=_united(one.instruments for one in datasets),
        proposals=_united(one.proposals for one in datasets),
        related=(*_works(content), *_versions(frame), *frame.related),
        public_from=published,
        access=access,
        open_from=opened,
        created=_time(frame.created),
        modified=_time(frame.changed),
        funding=tuple(_funding(one) for one in content.funding if one.funder.strip()),
        language=content.language,
        version=str(frame.number),
        dataset_pids=tuple(one.pid or one.doi for one in datasets),
    )


def _members(content: Content) -> tuple[Member, ...]:
    creators = [(one, "creator") for one in content.creators]
    contributors = [(one, one.role) for one in content.contributors]
    return tuple(
        Member(person=made, role=role, affiliations=_affiliations(one.affiliations))
        for one, role in (*creators, *contributors)
        if (made := person(one)).full_name
    )


def person(given: written.Creator) -> Person:
    """Somebody as the catalogue has people, without identifiers that can't be right."""
    if given.name_type == "Organizational":
        return Person(
            full_name=given.name.strip(), organisation=True, ror=identifiers.ror(given.ror)
        )
    first, last = given.given_name.strip(), given.family_name.strip()
    return Person(
        full_name=f"{first} {last}".strip(),
        given_name=first,
        family_name=last,
        orcid=people.orcid(given.orcid),
    )


def _affiliations(given: Iterable[written.Affiliation]) -> tuple[Affiliation, ...]:
    return tuple(
        Affiliation(name=one.name.strip(), ror=identifiers.ror(one.ror))
        for one in given
        if one.name.strip()
    )


def _techniques(content: Content) -> tuple[Technique, ...]:
    known = (techniques.get(one.panet) for one in content.subjects if one.panet)
    return tuple(Technique(name=one.label, pid=one.iri, panet=one.id) for one in known if one)


def _funding(given: written.Funding) -> Funding:
    return Funding(
        funder=given.funder.strip(),
        funder_id=given.funder_id.strip(),
        award_number=given.award_number.strip(),
        award_title=given.award_title.strip(),
    )


def _works(content: Content) -> Iterable[Related]:
    for one in content.related:
        doi, given = identifiers.doi(one.identifier), one.identifier.strip()
        if doi:
            yield Related(relation=one.relation, doi=doi)
        elif given:
            yield Related(relation=one.relation, url=given)


def _versions(frame: Frame) -> Iterable[Related]:
    if frame.concept:
        yield Related(relation="IsVersionOf", doi=frame.concept)
    older = [doi for number, doi in frame.versions if number < frame.number]
    newer = [doi for number, doi in frame.versions if number > frame.number]
    if older:
        yield Related(relation="IsNewVersionOf", doi=older[-1])
    if newer:
        yield Related(relation="IsPreviousVersionOf", doi=newer[0])


def _access(datasets: Sequence[Dataset], embargo: str) -> tuple[Access, str]:
    """Embargoed as long as any of its data is; else as its data are, the most open first."""
    kinds = {one.access for one in datasets}
    if "embargoed" in kinds or (embargo and not datasets):
        ends = [one.open_from for one in datasets if one.access == "embargoed"] or [embargo]
        return "embargoed", max(ends) if all(ends) else ""  # of one nobody knows the end
    order: tuple[Access, ...] = ("open", "restricted", "closed")
    return next((kind for kind in order if kind in kinds), "open"), ""


def _united(given: Iterable[tuple[_Value, ...]]) -> tuple[_Value, ...]:
    return tuple(dict.fromkeys(value for values in given for value in values))[:MOST]


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else ""
