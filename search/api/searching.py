"""GET /api/v1/records: the search."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, QueryDict
from rest_framework.request import Request

from portal.catalogue import selectors
from portal.catalogue.models import Record
from portal.web import links
from portal.web.answers import json_answer
from search import asked, facets, results
from search.addresses import WITHOUT, State, clean
from search.api import rows
from search.api.asking import BadParameter, Parameter, text, whole
from search.api.describing import described
from search.api.resource import Resource
from search.api.shapes.found import RecordList
from search.asked import PAGE_SIZE, Asked
from search.errors import BadCursor, BadQuery, BadSort
from search.fields import FACETS, SORTS
from search.histograms.present import made
from search.histograms.reading import MOST
from search.histograms.shown import shown
from search.matching import MATCHES, quantities
from search.request import Facet, FacetRequest, SearchRequest
from search.services import LARGEST_FACET, LARGEST_PAGE, search
from search.suggest.spelling import did_you_mean
from search.ways import ways_out
from search.why import MOST as MOST_EXPLAINED
from search.why import explained

COUNTED = 10  # values of a facet, unless it is said
KINDS = {"enum": ["document", "dataset"]}
EXAMPLES = {
    "kind": "dataset",
    "facility": "ess",
    "technique": "PaNET01189",
    "year": "2019",
    "availability": "open",
}


def _filters() -> tuple[Parameter, ...]:
    made = []
    for name in FACETS:
        schema = {"type": "string", **(KINDS if name == "kind" else {})}
        what, example = facets.LABELS[name].lower(), EXAMPLES.get(name, "")
        wanted = f"Only records with this {what}; several are alternatives."
        unwanted = f"No records with this {what}."
        made.append(Parameter(name, wanted, schema, example, repeated=True))
        made.append(Parameter(WITHOUT + name, unwanted, schema, repeated=True))
    return tuple(made)


FACET_LIST = text(
    "facets",
    "The facets to count, with commas: a name, or a name with how many values "
    f"(1 to {LARGEST_FACET:,}, else {COUNTED}).",
    "facility,technique:400",
)
PARAMETERS = (
    Parameter(
        "q",
        "What the search box holds: words, “phrases”, -words, field:value.",
        {"type": "string"},
        "wavelength -simulated",
        may_be_empty=True,
    ),
    *_filters(),
    Parameter(
        "range",
        "A measured quantity, in any unit; either bound may be missing. Several must all hold.",
        {"type": "string", "maxLength": 250},
        "sample_temperature:80..300 K",
        repeated=True,
    ),
    text(
        "match",
        "Whether all words of q must be found, or most of them will do.",
        "most",
        enum=list(MATCHES),
    ),
    text("from", "Measured since this year, month or day.", "2019-05"),
    text("to", "Measured until this year, month or day.", "2020"),
    text(
        "sort",
        f"The order: {', '.join(SORTS)}; or a column of tables and exports, with a minus before "
        "it to turn it round: facility, -files, -sample_temperature[K]. Records without the value "
        "come last. By relevance where there are words in q, else the newest first.",
        "-sample_temperature[K]",
        maxLength=210,
    ),
    whole("size", "How many records a page has.", PAGE_SIZE, LARGEST_PAGE),
    text("after", "Where the page starts: only ever copied from “next”."),
    FACET_LIST,
    Parameter(
        "histogram",
        "A measured quantity to count in bins; with a unit in brackets in that one, else in the "
        f"one most used. {MOST} at most.",
        {"type": "string", "maxLength": 200},
        "sample_temperature[°C]",
        repeated=True,
    ),
    text(
        "why",
        f"“true” explains each record: what was found where, and what decides its place. At most "
        f"{MOST_EXPLAINED} records a page then.",
        enum=["true"],
    ),
)


@described("search_records", "Search the records", RecordList, statuses=(503,))
class Records(Resource):
    """Finds public records by words, filters and measured quantities, a page at a time.

    The search means the same as on the search page. Follow “next” to read on: records that
    don't change are neither skipped nor repeated. By relevance the first 10,000 can be read, in
    any other order all of them. Ranks hold in one state of the index: “index_moved” says that it
    has changed since the first page, so that records may be missing or come twice.
    """

    parameters = PARAMETERS
    example = "q=scattering&not-type=derived&sort=newest&size=5&facets=facility,technique:20"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = facets_asked(request.GET)
        try:
            page = asked.read(request.GET, match="all")
            answer = search(
                SearchRequest(
                    query=page.query,
                    filters=page.filters,
                    sort=page.sort,
                    size=page.size,
                    after=page.after or None,
                    facets=wanted,
                )
            )
            names, records = selectors.facility_names(), selectors.rows(answer.ids)
            why = _explained(page, records, names)
        except BadQuery as error:
            raise BadParameter(str(error), at_fault(request.GET, error)) from error
        following = _next(request, answer.next) if answer.next else None
        body = {
            "total": answer.total,
            "items": [rows.row(record) for record in records],
            "next": following,
            "index_moved": answer.index_moved,
            "facets": {one.name: _counts(one.name, answer.facets, names) for one in wanted},
            "histograms": [one.as_json() for one in shown(page, made(page, answer))],
            "query": _understood(page, answer.total, names, request.path),
            "why": why,
        }
        response = json_answer(body)
        if following:
            response["Link"] = f'<{following}>; rel="next"'
        return response


def _explained(page: Asked, records: list[Record], names: facets.Names) -> dict[str, Any]:
    """Why each record is found, by its number as text; empty unless that was asked for."""
    found = explained(page, records, names) if page.why else {}
    return {str(number): why.as_json() for number, why in found.items()}


def facets_asked(query: QueryDict) -> tuple[FacetRequest, ...]:
    """The facets to count, each once.  Raises BadParameter."""
    found: dict[str, FacetRequest] = {}
    for one in query.get(FACET_LIST.name, "").split(",") if FACET_LIST.name in query else ():
        name, colon, size = one.strip().partition(":")
        known = name in FACETS and name not in found
        count = size if colon else str(COUNTED)
        fits = count.isascii() and count.isdigit() and len(count) < 9
        if not (known and fits and 1 <= int(count) <= LARGEST_FACET):
            message = (
                f"“{clean(one)[:40]}” is no facet to count: write each of "
                f"{', '.join(FACETS)} once at most, with 1 to {LARGEST_FACET:,} values "
                "such as technique:400."
            )
            raise BadParameter(message, FACET_LIST.name)
        found[name] = FacetRequest(name, int(count))
    return tuple(found.values())


def at_fault(query: QueryDict, error: BadQuery) -> str:
    """The parameter that can't be read even alone, "" where only all together can't."""
    if isinstance(error, BadCursor):
        return "after"
    if isinstance(error, BadSort):
        return "sort"
    for name, values in query.lists():
        alone = QueryDict(mutable=True)
        alone.setlist(name, values)
        try:
            asked.read(alone)
        except BadQuery:
            return name
    return ""


def _counts(name: str, counted: dict[str, Facet], names: facets.Names) -> dict[str, Any]:
    facet = counted.get(name, Facet())
    values = [
        {"value": one.value, "label": facets.label(name, one.value, names), "count": one.count}
        for one in facet.values
    ]
    return {
        "values": values,
        "more": facet.more,
        "timed_out": facet.timed_out,
        "uncountable": facet.uncountable,
    }


def _understood(page: Asked, total: int, names: facets.Names, path: str) -> dict[str, Any]:
    here = replace(page, state=State(page.state.pairs, path))
    meant = did_you_mean(page, total)
    return {
        "sentence": results.sentence(page, results.chips(page, names)),
        "notes": page.notes,
        "quantities": [
            {"text": one.text, "instead": [one.asked_of(name) for name, _ in one.rows]}
            for one in quantities(page.box.clauses)
        ],
        "match": "most" if page.takes_most else "all",
        "did_you_mean": meant.text if meant else None,
        "ways": [] if total else [way.as_json() for way in ways_out(here, names)],
    }


def _next(request: Request, after: str) -> str:
    query = request.GET.copy()
    query["after"] = after
    return links.absolute(f"{request.path}?{query.urlencode()}")
