"""Which public publications hold a Dataset: whose copy everybody sees, and from when its data.

The metadata are those of the newest freeze, whoever published last.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from portal.catalogue.records import Dataset
from publishing.publications.content import Content, decode
from publishing.publications.freezing import Terms, frozen, published
from publishing.publications.models import Chosen, Publication, Step

State = Publication.State
PUBLIC = (State.REGISTERED, State.FINDABLE)
FREEZING = ("submit", "publish")


class Holder(NamedTuple):
    """A choice of a Dataset, and what its publication says of the data."""

    chosen: int
    terms: Terms


Holders = Mapping[int, list[Holder]]  # by the record's id, the newest freeze first


def holders(records: Collection[int]) -> dict[int, list[Holder]]:
    """Those of the public publications."""
    return _holders(records, Q(publication__state__in=PUBLIC), {})


def newest(records: Collection[int]) -> dict[int, str]:
    """The hash of what its facility told of each when it was frozen as everybody sees it."""
    rows = _by_freeze(records, Q(publication__state__in=PUBLIC))
    found: dict[int, str] = {}
    for record, told in rows.values_list("record_id", "told_hash"):
        found.setdefault(record, told)
    return found


def holders_with(
    publication: Publication, content: Content, records: Collection[int], now: datetime
) -> dict[int, list[Holder]]:
    """The same and this publication, as it is now or will be with this content."""
    mine = Terms(content.embargo, publication.published_at or now)
    wanted = Q(publication__state__in=PUBLIC) | Q(publication=publication)
    return _holders(records, wanted, {publication.pk: mine})


def _holders(
    records: Collection[int], wanted: Q, known: dict[int, Terms]
) -> dict[int, list[Holder]]:
    rows = _by_freeze(records, wanted)
    found = list(rows.values_list("pk", "record_id", "publication_id"))
    terms = _terms({row[2] for row in found} - known.keys()) | known
    every: dict[int, list[Holder]] = {}
    for pk, record, publication in found:
        every.setdefault(record, []).append(Holder(pk, terms[publication]))
    return every


def _by_freeze(records: Collection[int], wanted: Q) -> QuerySet[Chosen]:
    """The newest freeze first; what isn't frozen yet will be the newest."""
    steps = Step.objects.filter(publication=OuterRef("publication"), what__in=FREEZING)
    rows = Chosen.objects.filter(wanted, related_only=False, record__in=records)
    rows = rows.annotate(free=Q(packed=None), at=Subquery(steps.order_by("-at").values("at")[:1]))
    return rows.order_by("-free", F("at").desc(nulls_last=True), "-pk")


def _terms(ids: Collection[int]) -> dict[int, Terms]:
    rows = Publication.objects.filter(pk__in=ids).exclude(published_at=None)
    return {
        pk: Terms(decode(content).embargo, since)
        for pk, content, since in rows.values_list("pk", "content", "published_at")
        if since is not None
    }


def seen_by_all(
    held: Holders, *, taken_back: bool = False, files: bool = True
) -> dict[int, Dataset]:
    """Each Dataset as everybody sees it, by its record's id; see frozen() for its files.

    ``taken_back`` when another publication is just being withdrawn: what only that one had
    opened isn't open any more.
    """
    newest = [those[0].chosen for those in held.values()]
    wanted = Chosen.objects.filter(pk__in=newest).select_related("record__file_list")
    rows = list(wanted if files else wanted.defer("record__file_list__packed"))
    found = {}
    for row, one in zip(rows, frozen(rows, files=files), strict=True):
        terms = [holder.terms for holder in held[row.record_id]]
        found[row.record_id] = published(one, row.record, terms, taken_back=taken_back)
    return found
