"""The versions of what was published here, and the DOI that stands for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from portal.catalogue.models import Record
from portal.web import links
from publishing.landing.canonical import is_own
from publishing.publications.models import Publication

State = Publication.State
SHOWN = (State.REGISTERED, State.FINDABLE, State.WITHDRAWN)


@dataclass(frozen=True)
class Version:
    """One that is or was public; ``this`` is the one whose page it is."""

    number: int
    doi: str
    url: str
    published: date
    withdrawn: date | None
    this: bool


@dataclass(frozen=True)
class Versions:
    """All of them, the newest first; ``concept`` is the DOI that leads to the newest."""

    items: Sequence[Version] = ()
    concept: str = ""
    concept_url: str = ""
    changed: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def dois(self) -> frozenset[str]:
        """Those of all versions and the one that stands for them."""
        return frozenset((self.concept, *(one.doi for one in self.items)))

    @property
    def others(self) -> Sequence[Version]:
        """Those that can be looked at instead of this one."""
        return [one for one in self.items if not one.this and one.withdrawn is None]


def versions(record: Record) -> Versions:
    """Those of a Document that was published here; none of any other record."""
    if record.kind != Record.Kind.DOCUMENT or not is_own(record):
        return Versions()
    found = Publication.objects.filter(series__versions__record=record, state__in=SHOWN)
    rows = list(found.annotate(concept=F("series__doi__name")).select_related("doi"))
    told = [one for one in rows if one.published_at is not None and hasattr(one, "doi")]
    if not told:
        return Versions()
    told.sort(key=lambda one: -one.number)
    concept = told[0].concept or ""
    times = [when for one in told for when in (one.published_at, one.withdrawn_at) if when]
    return Versions(
        items=[_version(one, record) for one in told],
        concept=concept,
        concept_url=links.doi(concept) if concept else "",
        changed=max(times),
    )


def _version(one: Publication, record: Record) -> Version:
    assert one.published_at is not None
    return Version(
        number=one.number,
        doi=one.doi.name,
        url=links.page_of_doi(one.doi.name),
        published=one.published_at.date(),
        withdrawn=one.withdrawn_at.date() if one.withdrawn_at else None,
        this=one.record_id == record.pk,
    )
