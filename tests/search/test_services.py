"""What pages call: answers, cursors from page to page, and typed refusals."""

from collections.abc import Callable

import pytest

from search import services
from search.errors import BadCursor, BadQuery, BadSort, EngineUnavailable, IndexMissing
from search.fields import SORTS
from search.query.tree import Not, Or, Term, Words
from search.services import Facet, FacetRequest, FacetValue, SearchRequest
from tests.factories import dataset, document, make_record


@pytest.fixture
def filled(indexed: Callable[[], None]) -> list[int]:
    """Twelve datasets and a document; their ids, by age."""
    made = [
        make_record(dataset(pid=f"p/{n}", title=f"Film {n}", start_date=f"20{10 + n}-01-01"))
        for n in range(12)
    ]
    made.append(make_record(document(title="A document on films")))
    indexed()
    return [record.pk for record in made]


def test_it_works(filled: list[int]) -> None:
    answer = services.search(
        SearchRequest(Words("films"), size=5, sort="newest", facets=(FacetRequest("kind"),))
    )
    assert answer.total == 13
    assert len(answer.ids) == 5
    assert answer.facets == {"kind": Facet((FacetValue("dataset", 12), FacetValue("document", 1)))}
    assert answer.took > 0
    assert services.count(Words("film")) == 13
    assert services.health() is None
    assert services.stats()["documents"] == 13


@pytest.mark.parametrize("sort", SORTS)
def test_pages_follow_one_another(filled: list[int], sort: str) -> None:
    seen: list[int] = []
    after = None
    while True:
        answer = services.search(SearchRequest(Words("film"), sort=sort, size=4, after=after))
        seen += answer.ids
        after = answer.next
        if after is None:
            break
    assert sorted(seen) == sorted(filled)


def test_an_order_that_nothing_knows_is_a_slip(filled: list[int]) -> None:
    with pytest.raises(BadSort, match="no record"):
        services.search(SearchRequest(sort="colour"))


def test_filters_leave_their_own_facet_open(filled: list[int]) -> None:
    filters = {"kind": Term("kind", "document")}
    answer = services.search(SearchRequest(filters=filters, facets=(FacetRequest("kind"),)))
    assert answer.total == 1
    assert [one.count for one in answer.facets["kind"].values] == [12, 1]


@pytest.mark.parametrize(
    "request_",
    [
        SearchRequest(sort="colour[blue]"),
        SearchRequest(sort="x" * 10**6),
        SearchRequest(size=0),
        SearchRequest(size=1_001),
        SearchRequest(offset=-1),
        SearchRequest(offset=10_000),
        SearchRequest(offset=10**30, sort="newest"),
        SearchRequest(Words("x" * 10**7)),
        SearchRequest(filters={"kind": Term("secret", "x")}),
        SearchRequest(filters={"kind": Or((Not(Words("x")),) * 600)}),
        SearchRequest(facets=(FacetRequest("secret"),)),
        SearchRequest(facets=(FacetRequest("kind", 0),)),
        SearchRequest(facets=(FacetRequest("kind", 10**9),)),
    ],
)
def test_it_refuses(own_index: None, request_: SearchRequest) -> None:
    with pytest.raises(BadQuery) as refusal:
        services.search(request_)
    assert 10 < len(str(refusal.value)) < 200


def test_it_refuses_cursors_from_elsewhere(filled: list[int]) -> None:
    first = services.search(SearchRequest(size=2, sort="newest"))
    with pytest.raises(BadCursor):
        services.search(SearchRequest(size=2, sort="oldest", after=first.next))


def test_later_pages_say_when_the_index_moved_on(
    filled: list[int], indexed: Callable[[], None]
) -> None:
    """Every one of them, until one starts anew; pages by a field lose nothing by it."""

    def page(after: str | None, sort: str = "relevance") -> services.SearchAnswer:
        return services.search(SearchRequest(Words("film"), sort=sort, size=3, after=after))

    first, by_age = page(None), page(None, "newest")
    assert not page(first.next).index_moved
    make_record(dataset(pid="p/new", title="Film"))
    indexed()
    second = page(first.next)
    assert second.index_moved
    assert page(second.next).index_moved
    assert not page(page(None).next).index_moved
    assert not page(by_age.next, "newest").index_moved


def test_the_last_page_by_relevance_is_cut(filled: list[int]) -> None:
    answer = services.search(SearchRequest(offset=9_990, size=100))
    assert answer.ids == []
    assert answer.total == 13


def test_without_an_index(own_index: None) -> None:
    with pytest.raises(IndexMissing, match="index rebuild"):
        services.search(SearchRequest())
    health = services.health()
    assert health
    assert "index rebuild" in health


def test_without_a_cluster(settings) -> None:  # type: ignore[no-untyped-def]
    settings.SEARCH_URL = "http://127.0.0.1:9"
    with pytest.raises(EngineUnavailable, match="SEARCH_URL"):
        services.search(SearchRequest())
    assert services.health()
