"""Which parameters a page shows histograms of: those asked for, then those most present.

How many of the records found have which parameters is counted over some two thousand of
them, picked by chance: a count over all would take longer than the whole rest of the page.
Which histograms are offered may hang on that; what they show never does.
"""

from portal.normalise import names
from portal.web.rows import TELLING
from search.asked import Asked
from search.errors import EngineUnavailable
from search.fields import CHANCES, MEASURED
from search.histograms.making import Histogram, Key, Wanted, filter_name, histograms
from search.histograms.reading import in_unit
from search.query.tree import And, Node, Range
from search.request import FacetRequest, FacetValue, Page, SearchAnswer, SearchRequest
from search.services import engine

OFFERED = 3  # histograms on a page that asks for none
SAMPLE = 2_000  # records that are looked at
PATIENCE = 3.0  # seconds of a search; after longer ones none are offered
CONTENDERS = 60  # parameters of which the most telling ones are taken
STEPS = 4  # of presence: within a quarter the more telling parameter comes first


def made(asked: Asked, answer: SearchAnswer) -> list[Histogram]:
    """The page's histograms beside what its search answered.

    When the engine fails in between, the page comes without their bins.
    """
    offers = asked.offers_histograms and answer.total > 0 and answer.took < PATIENCE
    wanted = {one.key: one for one in (*asked.histograms, *_ranged(asked))}
    if not (wanted or offers):
        return []
    try:
        if offers and len(wanted) < OFFERED:
            for key in _present(asked, answer):
                if len(wanted) < OFFERED:
                    wanted.setdefault(key, in_unit(key, asked.units))
        filters = asked.filters
        own = [key for key in wanted if answer.beside_filters and filter_name(key) in filters]
        counted = [one for key, one in wanted.items() if key not in own]
        found = {one.wanted.key: one for one in histograms(answer.query, filters, counted)}
        return [found.get(key) or Histogram(one, uncountable=True) for key, one in wanted.items()]
    except EngineUnavailable:
        return [Histogram(one, timed_out=True) for one in wanted.values()]


def _ranged(asked: Asked) -> list[Wanted]:
    """Those with a chosen range, in the unit preferred or that of the range."""
    if not asked.offers_histograms:
        return []
    return [
        Wanted(*one.key, asked.units.get(one.node.dimension) or one.unit) for one in asked.ranges
    ]


def _present(asked: Asked, answer: SearchAnswer) -> list[Key]:
    """The parameters most records have; of those that about as many have the most telling."""
    nodes: list[Node] = [answer.query, *asked.filters.values()]
    if answer.total > 2 * SAMPLE:
        nodes.append(Range("chance", None, CHANCES * SAMPLE // answer.total))
    counted = FacetRequest(MEASURED, CONTENDERS)
    request = SearchRequest(query=And(tuple(nodes)), sort="newest", size=1, facets=(counted,))
    hits = engine().search(Page(request))
    found = sorted(hits.facets[MEASURED].values, key=lambda one: _rank(one, hits.total))
    return [_key(one) for one in found]


def _rank(one: FacetValue, looked_at: int) -> tuple[int, int, bool, int, Key]:
    name, dimension = _key(one)
    presence = -(-STEPS * one.count // looked_at)
    place = TELLING.index(name) if name in TELLING else len(TELLING)
    return -presence, place, name not in names.known(), -one.count, (name, dimension)


def _key(one: FacetValue) -> Key:
    name, _, dimension = one.value.rpartition("@")
    return name, dimension
