"""What a manifest is made of, and what of it can be fetched by a program."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from publishing.getting.choosing import Choice
from publishing.getting.listing import Bundle, Item, bundles


@dataclass(frozen=True)
class Order:
    """Files that were chosen of some Datasets, and the page that they were chosen on."""

    title: str
    url: str
    datasets: Sequence[int]
    choice: Choice = field(default_factory=Choice)

    def bundles(self) -> Iterator[Bundle]:
        return bundles(self.datasets, self.choice)


class NoAddresses(Exception):
    """The facility tells no address of any of these files: a program can't fetch them."""


@dataclass(frozen=True)
class Left:
    """Files of a Dataset that a program can't fetch, and what a person can do."""

    bundle: Bundle
    says: str


def fetchable(order: Order) -> Iterator[Item | Left]:
    """The files that have an address, and after those of each Dataset what is left out.

    Raises NoAddresses at once where there is no file at all.
    """
    events = _events(order)
    left: list[Item | Left] = []
    for event in events:
        if isinstance(event, Item):
            return chain(left, [event], events)
        left.append(event)
    raise NoAddresses


def _events(order: Order) -> Iterator[Item | Left]:
    for bundle in order.bundles():
        if bundle.withheld:
            yield Left(bundle, bundle.withheld)
            continue
        if bundle.listed is None:
            yield Left(bundle, f"The facility lists no files. Look at {bundle.page}")
            continue
        if not bundle.addressed:
            yield Left(bundle, f"The addresses of its files aren't known. Look at {bundle.page}")
            continue
        missing = 0
        for item in bundle.items():
            if item.address:
                yield item
            else:
                missing += 1
        if missing:
            files = "1 file" if missing == 1 else f"{missing:,} files"
            yield Left(bundle, f"The address of {files} isn't known. Get them at {bundle.page}")
