"""What the cart's page shows: the datasets, and what they are together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.catalogue.models import Facility, Record
from portal.web import rows
from portal.web.rows import Row
from publishing.carts.files import Files, files
from publishing.enrolment.models import Enrolment
from publishing.publications.rights import Person, Publisher

ACCESS = ("open", "embargoed", "restricted", "closed")


@dataclass(frozen=True)
class Line:
    """One record in the cart; ``row`` is None when it isn't public any more.

    Then nothing of it is told: neither what it was, nor why it is gone.  ``files`` are for
    people alone: the cart's JSON leads to those of each record.
    """

    id: int
    number: int  # its place, from 1
    row: Row | None
    files: Files | None = None

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "gone": True} if self.row is None else self.row.as_json()


@dataclass
class Share:
    """The datasets of one facility; sizes in bytes."""

    facility: Facility
    records: list[Record] = field(default_factory=list)
    files: int = 0
    size: int = 0
    access: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ACCESS, 0))
    enrolment: Enrolment | None = None
    mine: int = 0  # how many of them this person may publish

    def add(self, record: Record) -> None:
        metadata = record.metadata
        self.records.append(record)
        self.files += metadata.file_count or 0
        self.size += metadata.size or 0
        self.access[record.availability] += 1

    @property
    def told(self) -> list[tuple[str, int]]:
        """How many have which access, those only that any has."""
        return [(access, number) for access, number in self.access.items() if number]

    def as_json(self) -> dict[str, Any]:
        return {
            "facility": self.facility.slug,
            "datasets": len(self.records),
            "files": self.files,
            "size": self.size,
            "access": dict(self.told),
            "can_be_published_here": self.enrolment is not None,
            "can_be_published_by_you": self.mine,
        }


@dataclass(frozen=True)
class Contents:
    """All of a cart: the lines of one page, and the shares of all facilities."""

    total: int
    gone: int
    lines: tuple[Line, ...]
    shares: tuple[Share, ...]

    @property
    def public(self) -> int:
        return self.total - self.gone

    @property
    def size(self) -> int:
        return sum(share.size for share in self.shares)

    @property
    def files(self) -> int:
        return sum(share.files for share in self.shares)

    @property
    def ids(self) -> str:
        """The public datasets, as a form sends them: those of all facilities, as what isn't
        published can be related."""
        return ",".join(str(record.pk) for share in self.shares for record in share.records)

    @property
    def publishable(self) -> list[Share]:
        return [share for share in self.shares if share.enrolment]

    def as_json(self) -> dict[str, Any]:
        return {
            "total": self.total,
            "gone": self.gone,
            "size": self.size,
            "files": self.files,
            "facilities": [share.as_json() for share in self.shares],
            "items": [line.as_json() for line in self.lines],
        }


def contents(
    ids: Sequence[int], start: int, stop: int, user: Person, *, with_files: bool = False
) -> Contents:
    """The cart with these records, and the lines from ``start`` to before ``stop``, on request
    with the first files of each.

    A fixed number of queries for each facility, however many records there are.
    """
    public = Record.objects.public().filter(pk__in=ids).select_related("facility")
    found = {record.pk: record for record in public}
    shown = [found[pk] for pk in ids[start:stop] if pk in found] if with_files else []
    attached = files(shown) if shown else {}
    lines = tuple(
        Line(pk, number, rows.row(found[pk]) if pk in found else None, attached.get(pk))
        for number, pk in enumerate(ids[start:stop], start + 1)
    )
    shares = _shares([found[pk] for pk in ids if pk in found], user)
    return Contents(len(ids), len(ids) - len(found), lines, shares)


def _shares(records: Sequence[Record], user: Person) -> tuple[Share, ...]:
    """The facility with most datasets first."""
    shares: dict[int, Share] = {}
    for record in records:
        shares.setdefault(record.facility_id, Share(record.facility)).add(record)
    for enrolment in Enrolment.objects.filter(enabled=True, facility__in=shares):
        share = shares[enrolment.facility_id]
        share.enrolment = enrolment
        if user.is_authenticated:
            share.mine = len(Publisher(user, share.facility).among(share.records))
    found = shares.values()
    return tuple(sorted(found, key=lambda one: (-len(one.records), one.facility.short_name)))
