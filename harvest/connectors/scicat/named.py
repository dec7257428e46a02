"""Datasets that documents name though no list shows them.

Old publications name datasets that were never marked as published; some answer at their
own address, others are refused, which is no fault of theirs.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from harvest.client import FetchError
from harvest.client.errors import Forbidden
from harvest.connectors.base import Json
from harvest.connectors.paging import Position
from harvest.connectors.raw import identifier
from harvest.connectors.scicat import payload
from harvest.connectors.scicat.api import Api, Refused, is_refusal
from harvest.connectors.scicat.companions import Companions
from harvest.connectors.scicat.listing import TIME, Listing
from harvest.connectors.values import pids
from portal.catalogue.records import RecordKind

_MOST_KEPT = 500_000  # identifiers in memory
_PORTION = 20  # datasets of a page, each fetched by itself
_FIELDS = ("doi", "pidArray", "datasetPids", TIME)
_FIELDS_3 = ("doi", "pidArray", TIME)


class Named:
    """Keeps who is named and not listed, while the lists are read.

    ``known`` says that this harvest reads both lists from their beginning; otherwise
    the catalogue is asked which of the named ones it lists.
    """

    def __init__(self, api: Api, companions: Companions, known: bool) -> None:
        self.api, self.companions = api, companions
        self._unlisted: set[str] | None = set() if known else None

    def listed(self, kind: RecordKind, items: Sequence[Any]) -> None:
        """These items came in a list."""
        if self._unlisted is None:
            return
        if kind == "document":
            self._unlisted.update(*map(_names, items))
        else:
            self._unlisted.difference_update(
                identifier(item, payload.DATASET_IDS) for item in items
            )
        if len(self._unlisted) > _MOST_KEPT:
            self._unlisted = None

    def pages(self, since: Position, after: str) -> Iterator[tuple[str, list[Json]]]:
        """Portions of the datasets that answer at their own address, in the order of their
        identifiers, each with the last identifier that was asked for.

        Raises FetchError when the catalogue can't be asked.
        """
        wanted = self._unlisted if self._unlisted is not None else self._ask(since)
        rest = sorted(pid for pid in wanted if pid > after)
        for start in range(0, len(rest), _PORTION):
            portion = rest[start : start + _PORTION]
            found = (self._fetch(pid) for pid in portion)
            yield portion[-1], [one for one in found if one is not None]

    def _ask(self, position: Position) -> set[str]:
        """Who is named by the documents, less whom the catalogue lists."""
        fields = _FIELDS if self.api.version == 4 else _FIELDS_3
        listing = Listing(self.api, "publisheddata", payload.DOCUMENT_IDS, 1_000, fields=fields)
        unlisted: set[str] = set()
        while not position.done and len(unlisted) <= _MOST_KEPT:
            items, position = listing.next(position, None)
            named = {pid for item in items for pid in _names(item)}
            unlisted |= named - self._listed_among(sorted(named - unlisted))
        return unlisted

    def _listed_among(self, wanted: Sequence[str]) -> set[str]:
        try:
            found = self.api.among("datasets", "pid", wanted, ("pid",), once=True)
            return {str(one.get("pid")) for one in found}
        except (Refused, FetchError) as error:
            if not is_refusal(error):
                raise
            return set()

    def _fetch(self, pid: str) -> Json | None:
        try:
            found = self.api.single("datasets", pid)
        except Forbidden:
            self._note(f"the dataset {pid} is named by a document and not visible (403)")
            return None
        except FetchError as error:
            if not is_refusal(error):
                raise
            self._note(f"the dataset {pid} is named by a document and can't be read: {error.what}")
            return None
        if found is None or identifier(found, payload.DATASET_IDS) != pid:
            self._note(f"the dataset {pid} is named by a document and isn't in the catalogue")
            return None
        return found

    def _note(self, text: str) -> None:
        self.companions.notes.append(text)


def _names(item: Any) -> tuple[str, ...]:
    """The datasets that a document names."""
    if not isinstance(item, dict):
        return ()
    return pids(item.get("pidArray"), item.get("datasetPids"))
