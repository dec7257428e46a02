"""How much there is, counted by the search engine: the database is too slow for that."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.errors import EngineUnavailable
from search.fields import FACETS
from search.query.tree import Node, Term
from search.request import FacetRequest, SearchRequest
from search.services import LARGEST_FACET, search

SHOWN_INSTRUMENTS = 60


@dataclass(frozen=True)
class Figures:
    """Counts of public records; ``known`` is false when the search doesn't answer."""

    documents: int = 0
    datasets: int = 0
    by_value: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    newest: tuple[int, ...] = ()
    known: bool = True

    @property
    def total(self) -> int:
        return self.documents + self.datasets

    def of(self, facet: str, value: str) -> int:
        return self.by_value.get(facet, {}).get(value, 0)


def figures(query: Node, *facets: str, newest: int = 1) -> Figures:
    """The counts of what ``query`` finds, over "kind" and these facets, and the newest ids."""
    wanted = dict.fromkeys(("kind", *facets))
    request = SearchRequest(
        query=query,
        sort="newest",
        size=newest,
        facets=tuple(FacetRequest(name, _size(name)) for name in wanted),
    )
    try:
        answer = search(request)
    except EngineUnavailable:
        return Figures(known=False)
    counts = {
        name: {one.value: one.count for one in facet.values}
        for name, facet in answer.facets.items()
    }
    kinds = counts.get("kind", {})
    return Figures(
        documents=kinds.get("document", 0),
        datasets=kinds.get("dataset", 0),
        by_value=counts,
        newest=tuple(answer.ids),
    )


def newest_documents(size: int) -> tuple[int, ...]:
    """The ids of the Documents published last."""
    return figures(Term("kind", "document"), newest=size).newest


def _size(facet: str) -> int:
    assert facet in FACETS
    return SHOWN_INSTRUMENTS if facet == "instrument" else LARGEST_FACET
