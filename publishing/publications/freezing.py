"""The Datasets of a publication as they were when it was submitted, and stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from msgspec.structs import replace

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


def chosen(publication: Publication, *, files: bool = True) -> list[Chosen]:
    """The publication's own Datasets in order, with their records; the lists of their files
    aren't read unless wanted."""
    found = publication.chosen.filter(related_only=False)
    found = found.select_related("record__facility", "record__source", "record__file_list")
    found = found if files else found.defer("record__file_list__packed")
    return list(found.order_by("position", "pk"))


def freeze(publication: Publication) -> None:
    """Keep each Dataset, with its files, as it is now."""
    rows = chosen(publication)
    told = _told([row.record_id for row in rows])
    for row, fresh in zip(rows, _fresh(rows, told), strict=True):
        row.packed = pack(encode(fresh))
        teller = told.get(row.record_id)
        row.told_hash = teller.body_hash if teller else ""
    Chosen.objects.bulk_update(rows, ["packed", "told_hash"], batch_size=100)


def thaw(publication: Publication) -> None:
    """Let what was frozen follow its source again."""
    publication.chosen.update(packed=None, told_hash="")


def frozen(rows: Sequence[Chosen], *, files: bool = True) -> list[Dataset]:
    """The Datasets as they were frozen, or as they are where they haven't been yet.

    These have only the number of their files unless ``files`` are wanted.
    """
    free = [row for row in rows if row.packed is None]
    told = _told([row.record_id for row in free])
    fresh = dict(zip((row.pk for row in free), _fresh(free, told, files=files), strict=True))
    return [
        fresh[row.pk] if row.packed is None else _dataset(decode(unpack(row.packed)))
        for row in rows
    ]


def current(record: Record, *, files: bool = True) -> Dataset:
    """The Dataset as the catalogue has it, with its files or with their number alone."""
    listed = getattr(record, "file_list", None)  # loaded with its record, where it is one of many
    found = _dataset(record.metadata)
    if listed is None:
        return found
    if not files:
        return replace(found, file_count=found.file_count or listed.count)
    return replace(found, files=listed.files)


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


class Terms(NamedTuple):
    """What a publication says of its data: open from the day ``embargo`` ("" for at once)."""

    embargo: str
    since: datetime  # when it was published, or will be


def published(
    dataset: Dataset, record: Record, terms: Sequence[Terms], *, taken_back: bool = False
) -> Dataset:
    """The frozen Dataset as everybody sees it: public from now on if it wasn't before.

    ``terms`` are those of the publications that hold it, the one that froze it first: the
    earliest day counts.  What the facility keeps closed longer stays so, and what anybody can
    have now isn't closed again, unless a publication that had opened it is ``taken_back``.
    """
    told = public_at(dataset, terms[0].since)
    if available(record) and (told or not taken_back):
        was = record.metadata
        return replace(
            dataset, public_from=was.public_from, access=was.access, open_from=was.open_from
        )
    opened = min(_opened(dataset, one) for one in terms)
    if told:
        return replace(dataset, open_from=opened if dataset.access == "embargoed" else "")
    first, known = min(one.since for one in terms), record.public_from
    access = _private_access(dataset, opened, first)
    return replace(
        dataset,
        public_from=_second(min(known, first) if known else first),
        access=access,
        open_from=opened if access == "embargoed" else "",
    )


def available(record: Record) -> bool:
    """Whether anybody can have the data now."""
    return record.is_public() and record.availability == "open"


def public_at(dataset: Dataset, at: datetime) -> bool:
    """Whether its facility had told everybody of it by then."""
    return bool(dataset.public_from) and dataset.public_from <= _second(at)


def _opened(dataset: Dataset, terms: Terms) -> str:
    """From when one publication has the data open; "" for at once, or where nobody knows."""
    ends = dataset.open_from
    if dataset.access == "embargoed":
        over = public_at(dataset, terms.since) and "" < ends <= _second(terms.since)
        if over or not ends:
            return ends
    return max(ends, terms.embargo)


def _private_access(dataset: Dataset, opened: str, at: datetime) -> Access:
    """Publishing opens what was closed because it was private, and not what is restricted."""
    endless = dataset.access == "embargoed" and not dataset.open_from
    if dataset.access == "restricted" or endless:
        return dataset.access
    return "embargoed" if opened > _second(at) else "open"


def _second(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _fresh(
    rows: Sequence[Chosen], told: Mapping[int, SourceRecord], *, files: bool = True
) -> list[Dataset]:
    """What the catalogue has; of what is published already, what the facility tells by now.

    Else what was frozen before would be frozen for ever, and its embargo be the facility's.
    """
    ids = [row.record_id for row in rows]
    ours = SourceRecord.objects.filter(record__in=ids, state=PRESENT, source__kind=own.KIND)
    published_here = set(ours.values_list("record_id", flat=True))
    return [
        _anew(row.record, told.get(row.record_id))
        if row.record_id in published_here
        else current(row.record, files=files)
        for row in rows
    ]


def _anew(record: Record, teller: SourceRecord | None) -> Dataset:
    """What the facility tells; where it tells nothing any more, what was frozen last."""
    anew = own.remap(teller) if teller is not None else None
    if isinstance(anew, Dataset):
        return anew
    kept = record.chosen_by.filter(related_only=False).exclude(packed=None).order_by("-pk").first()
    return frozen([kept])[0] if kept is not None else current(record)


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
