"""What there is to get of a choice: counted, and in which forms."""

from dataclasses import dataclass
from typing import Any

from portal.catalogue import selectors
from portal.catalogue.models import Record
from publishing.getting import listing
from publishing.getting.listing import Bundle
from publishing.getting.manifests import FORMS, Form, Order

MOST_COUNTED = 100_000  # files that a page looks through


@dataclass
class Total:
    """Of how many files what is known, and how large they are; sizes in bytes."""

    files: int = 0
    size: int = 0
    sized: int = 0
    addressed: int = 0
    checked: int = 0

    def add(self, bundle: Bundle) -> None:
        for item in bundle.items():
            self.files += 1
            self.size += item.file.size or 0
            self.sized += item.file.size is not None
            self.addressed += bool(item.address)
            self.checked += item.checksum is not None


@dataclass(frozen=True)
class Withheld:
    """A Dataset of which nothing is offered, and why."""

    title: str
    url: str
    says: str


@dataclass(frozen=True)
class Offer:
    """The files of an order, counted; ``total`` is None where they are too many to count."""

    listed: int
    total: Total | None
    withheld: tuple[Withheld, ...]
    unlisted: tuple[Withheld, ...]

    @property
    def forms(self) -> list[Form]:
        """Those that would have anything in them."""
        nothing = self.total is not None and not self.total.files
        fetchable = self.total is None or self.total.addressed > 0
        return [] if nothing else [f for f in FORMS.values() if fetchable or not f.addressed]

    def as_json(self) -> dict[str, Any]:
        counted = None if self.total is None else vars(self.total)
        notes = [{"title": w.title, "url": w.url, "note": w.says} for w in self.withheld]
        others = [{"title": w.title, "url": w.url, "note": w.says} for w in self.unlisted]
        return {"total": counted, "withheld": notes, "unlisted": others}


def datasets(record: Record) -> list[int]:
    """The Datasets that a record's files are in: itself, or those of a Document."""
    if record.kind == Record.Kind.DATASET:
        return [record.pk]
    return list(selectors.datasets_of(record).values_list("pk", flat=True))


def offer(order: Order) -> Offer:
    """What the order has; a choice among more than MOST_COUNTED files isn't counted."""
    listed = listing.count(order.datasets)
    total = Total() if listed <= MOST_COUNTED else None
    withheld: list[Withheld] = []
    unlisted: list[Withheld] = []
    for bundle in order.bundles():
        url = bundle.record.get_absolute_url()
        if bundle.withheld:
            withheld.append(Withheld(bundle.title, url, bundle.withheld))
        elif bundle.listed is None:
            unlisted.append(Withheld(bundle.title, bundle.page, "The facility lists no files."))
        elif total is not None:
            total.add(bundle)
    return Offer(listed, total, tuple(withheld), tuple(unlisted))
