"""What a record was, version by version, as far as it was public then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.catalogue.bodies import moment
from portal.catalogue.models import Record, RecordVersion
from portal.catalogue.records import AnyRecord

MOST = 100  # former versions that are shown, the last ones


@dataclass(frozen=True)
class Version:
    """``until`` is None for the present one; ``source`` is the name of who told it."""

    number: int
    since: datetime
    until: datetime | None
    source: str
    hash: str
    metadata: AnyRecord


def versions(record: Record) -> Sequence[Version]:
    """The present version of a public record, then the former ones, the last first.

    A version that nobody could see while it lasted stays unseen.
    """
    former = record.versions.select_related("source").order_by("-number")[:MOST]
    told = (_former(one) for one in former)
    return [_present(record), *(one for one in told if _was_public(one))]


def _present(record: Record) -> Version:
    name = record.source.name if record.source else ""
    since = record.changed_at
    return Version(record.version, since, None, name, record.hash, record.metadata)


def _former(one: RecordVersion) -> Version:
    name = one.source.name if one.source else ""
    return Version(one.number, one.since, one.until, name, one.hash, one.metadata)


def _was_public(one: Version) -> bool:
    since = moment(one.metadata.public_from)
    return since is not None and one.until is not None and since < one.until
