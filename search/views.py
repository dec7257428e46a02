"""The results page and its JSON."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from portal.catalogue import selectors
from portal.normalise import names
from portal.units import dimensions
from portal.web import errors, preferred
from portal.web.answers import json_answer, negotiated, wants_json
from search import addresses, asked, feed, results, table
from search.addresses import PERIOD, State, clean
from search.errors import BadQuery, EngineUnavailable
from search.exports.formats import offered
from search.ranges import AskedRange, check_range
from search.why.addresses import why_address

COMMON_UNITS = tuple(dict.fromkeys(one.units[0] for one in dimensions().values()))


@dataclass
class Form:
    """The page's fields as they were sent, so that nothing typed is ever lost."""

    text: str
    start: str
    end: str
    range: AskedRange = field(default_factory=lambda: AskedRange("", "", "", ""))
    wrong: str = ""  # the field that a message is about


@errors.read_only
def search_page(request: HttpRequest) -> HttpResponse:
    return preferred.varied(negotiated(_answer(request, as_json=wants_json(request))))


@errors.read_only
def search_json(request: HttpRequest) -> HttpResponse:
    return _answer(request, as_json=True)


def _answer(request: HttpRequest, *, as_json: bool) -> HttpResponse:
    try:
        added = _with_form(request)
        if added:
            return HttpResponseRedirect(added)
        question = asked.read(request.GET if as_json else preferred.query(request))
        found = results.find(replace(question, offers_histograms=not as_json))
    except BadQuery as error:
        return _bad(request, error, as_json=as_json)
    except EngineUnavailable as error:
        return errors.unavailable(request, str(error))
    if as_json:
        return json_answer(found.as_json())
    return render(request, "search/results.html", _context(request, found))


def _with_form(request: HttpRequest) -> str:
    """Where to go when a form asks for a range: the address that can be shared.

    A form that left the old range out, and was emptied, only drops it.
    """
    new = asked.form_range(request.GET)
    if new is None:
        return ""
    state = addresses.state(request.GET)
    state.path = request.path
    emptied = not (new.low or new.high) and request.GET.get(asked.EMPTY[0]) == asked.EMPTY[1]
    text = "" if emptied else check_range(new).text
    known = emptied or text in state.values("range")
    address = state.replaced() if known else state.with_value("range", text)
    wanted = request.GET.get("format", "")
    return f"{address}&{urlencode({'format': wanted})}" if wanted else address


def _bad(request: HttpRequest, error: BadQuery, *, as_json: bool) -> HttpResponse:
    """The page with the message, and everything typed where it was."""
    if as_json:
        return errors.error_page(request, 400, str(error), as_json=True)
    rest = asked.sound(request.GET)
    context = {
        "section": "search",
        "message": str(error),
        "form": _form(request, getattr(error, "field", "")),
        "chips": results.chips(rest, selectors.facility_names()),
        **_kept(rest.state),
        **_choices(),
    }
    return render(request, "search/results.html", context, status=400)


def _context(request: HttpRequest, found: results.Results) -> dict[str, object]:
    state = found.asked.state
    return {
        "section": "search",
        "results": found,
        "asked": found.asked,
        "form": _form(request),
        "chips": found.chips,
        **_kept(state),
        **_table(found.asked),
        "exports": [
            (one, state.replaced(size="", view="").replace("/search", f"/search.{one.suffix}", 1))
            for one in offered()
        ],
        "feed_url": feed.address(state),
        "save_url": _save_url(found.asked),
        "why_url": why_address(found.asked),
        "json_url": state.replaced().replace("/search", "/search.json", 1),
        **_choices(),
        "sorts": results.sorts(found.asked),
    }


def _save_url(asked_for: asked.Asked) -> str:
    """Where the search is saved, in the reading that served: an alert falls to no other."""
    match = "most" if asked_for.takes_most else asked_for.match
    address = asked_for.state.replaced(more="", match=match)
    return address.replace("/search", "/account/searches/new", 1)


def _table(asked_for: asked.Asked) -> dict[str, object]:
    """The two views' addresses, and the picker of columns."""
    state = asked_for.state
    addresses: dict[str, object] = {
        "rows_url": state.replaced(view=""),
        "table_url": state.replaced(view="table"),
    }
    if asked_for.view != "table":
        return addresses
    return {
        **addresses,
        "kept_by_columns": list(state.hidden("view", "columns")),
        "column_options": table.options(asked_for),
        "column_parameters": table.parameters(),
    }


def _kept(state: State) -> dict[str, object]:
    """What each of the page's forms carries along, so that sending it loses nothing."""
    return {
        "kept_by_box": list(state.hidden("q", "match")),  # other words are read anew
        "kept_by_sort": list(state.hidden("sort", "size")),
        "kept_by_period": list(state.hidden(*PERIOD)),
        "kept_by_range": list(state.hidden()),
    }


def _form(request: HttpRequest, wrong: str = "") -> Form:
    get = request.GET.get
    return Form(
        text=" ".join(clean(one) for one in request.GET.getlist("q")),
        start=clean(get("from", "")),
        end=clean(get("to", "")),
        range=asked.form_range(request.GET) or AskedRange("", "", "", ""),
        wrong=wrong,
    )


def _choices() -> dict[str, object]:
    return {
        "sorts": results.SORTS.items(),
        "sizes": results.SIZES,
        "units": COMMON_UNITS,
        "parameter_names": [
            (name.key, name.label)
            for name in names.known().values()
            if name.dimension not in ("", "number")
        ],
    }
