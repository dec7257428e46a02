"""What facilities tell by now of Datasets that were published here, for everybody to see.

Nothing of it changes what was published. What a source shows after a login alone isn't told.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Literal, NamedTuple

from portal.catalogue import own
from portal.catalogue.models import SourceRecord
from publishing.publications.holding import newest

PRESENT, WITHDRAWN = SourceRecord.State.PRESENT, SourceRecord.State.WITHDRAWN


class Since(NamedTuple):
    """What became of a Dataset at its facility since it was frozen, and when."""

    what: Literal["changed", "withdrawn"]
    at: datetime


class _Teller(NamedTuple):
    """What one source of the facility has of a Dataset."""

    record: int
    state: str
    hash: str
    at: datetime
    token_file: str


def since(records: Collection[int]) -> tuple[dict[int, Since], datetime | None]:
    """By the ids of the published Datasets of which the facility tells something else by now;
    and when it said anything of any of them last, which may have been that all is as before.

    Two queries, however many they are.
    """
    frozen = newest(records)
    tellers: dict[int, list[_Teller]] = {}
    for one in _tellers(frozen) if frozen else ():
        tellers.setdefault(one.record, []).append(one)
    found = {pk: _since(those, frozen[pk]) for pk, those in tellers.items()}
    told = [one.at for those in tellers.values() for one in those if not one.token_file]
    return {pk: one for pk, one in found.items() if one is not None}, max(told, default=None)


def _since(tellers: list[_Teller], frozen: str) -> Since | None:
    """Of one Dataset, by its sources, the one first that goes before the others."""
    present = [one for one in tellers if one.state == PRESENT]
    if present:
        first = present[0]
        changed = frozen and first.hash != frozen and not first.token_file
        return Since("changed", first.at) if changed else None
    gone = [one.at for one in tellers if one.state == WITHDRAWN and not one.token_file]
    return Since("withdrawn", max(gone)) if gone else None


def _tellers(records: Collection[int]) -> list[_Teller]:
    rows = SourceRecord.objects.filter(record__in=records).exclude(source__kind=own.KIND)
    rows = rows.order_by("source__precedence", "source_id", "native_id")
    told = ("record_id", "state", "body_hash", "changed_at", "source__token_file")
    return [_Teller(*row) for row in rows.values_list(*told)]
