"""The Datasets of a publication as they were when it was submitted, and stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

from portal.catalogue import own
from portal.catalogue.models import Record, SourceRecord
from portal.catalogue.models.records import pack, unpack
from portal.catalogue.records import Access, Dataset, decode, encode
from publishing.publications.models import Chosen, Publication

PRESENT = SourceRecord.State.PRESENT


@dataclass(frozen=True)
class Flag:
    """A Dataset of which its facility tells something else by now, or nothing any more."""

    chosen: Chosen
    what: Literal["changed", "withdrawn"]


def chosen(publication: Publication) -> list[Chosen]:
    """The publication's own Datasets in order, with their records."""
    found = publication.chosen.filter(related_only=False)
    return list(
        found.select_related("record__facility", "record__file_list").order_by("position", "pk")
    )


def freeze(publication: Publication) -> None:
    """Keep each Dataset, with its files, as it is now."""
    rows = chosen(publication)
    told = _told([row.record_id for row in rows])
    for row in rows:
        row.packed = pack(encode(_fresh(row, told.get(row.record_id))))
        teller = told.get(row.record_id)
        row.told_hash = teller.body_hash if teller else ""
    Chosen.objects.bulk_update(rows, ["packed", "told_hash"], batch_size=100)


def thaw(publication: Publication) -> None:
    """Let what was frozen follow its source again."""
    publication.chosen.update(packed=None, told_hash="")


def frozen(row: Chosen) -> Dataset:
    """The Dataset as it was frozen, or as it is where it hasn't been yet."""
    if row.packed is None:
        return current(row.record)
    return _dataset(decode(unpack(row.packed)))


def current(record: Record) -> Dataset:
    """The Dataset as the catalogue has it, with its files."""
    listed = getattr(record, "file_list", None)  # loaded with its record, where it is one of many
    found = _dataset(record.metadata)
    return msgspec.structs.replace(found, files=listed.files) if listed else found


def flags(publication: Publication) -> list[Flag]:
    """What changed at the source since it was frozen; nothing before."""
    rows = [row for row in chosen(publication) if row.packed is not None]
    told = _told([row.record_id for row in rows])
    found = []
    for row in rows:
        teller = told.get(row.record_id)
        if teller is None:
            found.append(Flag(row, "withdrawn"))
        elif row.told_hash and teller.body_hash != row.told_hash:
            found.append(Flag(row, "changed"))
    return found


def published(dataset: Dataset, record: Record, embargo: str, now: datetime) -> Dataset:
    """The frozen Dataset as everybody sees it: public from now on if it wasn't before.

    ``embargo`` is the day from which the data are open, "" for at once.  It closes nothing
    that was open already; what the facility keeps closed longer stays so.
    """
    since, access, opened = dataset.public_from, dataset.access, dataset.open_from
    if since and since <= f"{now:%Y-%m-%dT%H:%M:%SZ}":
        if access == "embargoed":
            opened = max(opened, embargo)
        return msgspec.structs.replace(dataset, open_from=opened)
    known = record.public_from
    since = f"{min(known, now) if known else now:%Y-%m-%dT%H:%M:%SZ}"
    access = _private_access(access, max(opened, embargo), now)
    return msgspec.structs.replace(
        dataset,
        public_from=since,
        access=access,
        open_from=max(opened, embargo) if access == "embargoed" else "",
    )


def _private_access(access: Access, opened: str, now: datetime) -> Access:
    """Publishing opens what was closed because it was private, and not what is restricted."""
    if access == "restricted":
        return access
    return "embargoed" if opened[:10] > f"{now:%Y-%m-%d}" else "open"


def _fresh(row: Chosen, teller: SourceRecord | None) -> Dataset:
    """What the catalogue has; in a new version, what the facility tells by now.

    Else what the version before froze would be frozen for ever.
    """
    others = Chosen.objects.filter(publication__series=row.publication.series_id)
    if teller is not None and others.filter(record=row.record_id).exclude(pk=row.pk).exists():
        anew = own.remap(teller)
        if isinstance(anew, Dataset):
            return anew
    return current(row.record)


def _told(ids: Sequence[int]) -> dict[int, SourceRecord]:
    """What harvested source tells of each record: the one that goes before the others."""
    rows = SourceRecord.objects.filter(record__in=ids, state=PRESENT).exclude(source__kind=own.KIND)
    rows = rows.select_related("source__facility").defer("packed")
    found: dict[int, SourceRecord] = {}
    for row in rows.order_by("-source__precedence", "-source_id", "-native_id"):
        if row.record_id is not None:
            found[row.record_id] = row
    return found


def _dataset(record: object) -> Dataset:
    if not isinstance(record, Dataset):
        raise TypeError("only Datasets are chosen for a publication")
    return record
