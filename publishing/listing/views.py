"""/publications: everything that was published here, as a page, as JSON, feeds and CSV."""

from collections.abc import Iterable, Iterator
from functools import wraps
from itertools import chain
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from portal.catalogue.models.records import RecordQuerySet
from portal.web import atom, errors, links, spreadsheets
from portal.web.answers import conditional, json_answer, negotiated, wants_json
from portal.web.paging import Pages, pages
from publishing.listing import feeds
from publishing.listing.asked import Asked, BadAsked, narrowed, newest_only, read
from publishing.listing.entries import COLUMNS, Entry, entry
from publishing.listing.own import publications

PATH = "/publications"
SIZE = 25
CHUNK = 200  # records that an export has in memory


def _reading(view: Any) -> Any:
    """A view that is told what was asked for; what can't be read is answered with 400."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        try:
            asked = read(request.GET)
        except BadAsked as error:
            return errors.error_page(request, 400, str(error))
        response: HttpResponseBase = view(request, asked)
        return response

    return errors.read_only(answer)


@_reading
def publications_page(request: HttpRequest, asked: Asked) -> HttpResponse:
    as_json = wants_json(request)
    return negotiated(_json(request, asked) if as_json else _html(request, asked))


@_reading
def publications_json(request: HttpRequest, asked: Asked) -> HttpResponse:
    return _json(request, asked)


@_reading
def publications_atom(request: HttpRequest, asked: Asked) -> HttpResponse:
    own, page = (links.absolute(asked.address(path)) for path in (f"{PATH}.atom", PATH))
    content = atom.written(feeds.atom(_latest(asked), own, page))
    response = HttpResponse(content, atom.MEDIA_TYPE)
    response["Access-Control-Allow-Origin"] = "*"
    return conditional(request, response)


@_reading
def publications_feed(request: HttpRequest, asked: Asked) -> HttpResponse:
    own, page = (links.absolute(asked.address(path)) for path in (f"{PATH}.feed.json", PATH))
    response = json_answer(feeds.json_feed(_latest(asked), own, page))
    response["Content-Type"] = feeds.JSON_MEDIA_TYPE
    return conditional(request, response)


@_reading
def publications_csv(request: HttpRequest, asked: Asked) -> StreamingHttpResponse:
    """All that are asked for, however many."""
    lines = _lines(narrowed(publications(), asked))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = 'attachment; filename="publications.csv"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _html(request: HttpRequest, asked: Asked) -> HttpResponse:
    everything = publications()
    found, page = _page(request, everything, asked)
    context = {
        "section": "publications",
        "asked": asked,
        "entries": found,
        "pages": page,
        "newest_only": newest_only(everything, asked),
        **_choices(everything, asked),
        **{
            name: asked.address(f"{PATH}{suffix}")
            for name, suffix in (
                ("json_url", ".json"),
                ("atom_url", ".atom"),
                ("feed_url", ".feed.json"),
                ("csv_url", ".csv"),
            )
        },
    }
    return render(request, "publications/list.html", context)


def _json(request: HttpRequest, asked: Asked) -> HttpResponse:
    everything = publications()
    found, page = _page(request, everything, asked)
    following = page.next.partition("#")[0].partition("?")[2]
    return json_answer(
        {
            "total": page.total,
            "newest_only": newest_only(everything, asked),
            "items": [one.as_json() for one in found],
            "next": links.absolute(f"{PATH}.json?{following}") if following else None,
        }
    )


def _page(
    request: HttpRequest, everything: RecordQuerySet, asked: Asked
) -> tuple[list[Entry], Pages]:
    found = narrowed(everything, asked)
    page = pages(request, "page", found.count(), SIZE)
    return [entry(record) for record in found[page.start : page.stop]], page


def _latest(asked: Asked) -> list[Entry]:
    return [entry(record) for record in narrowed(publications(), asked)[: feeds.LATEST]]


def _lines(found: RecordQuerySet) -> Iterator[bytes]:
    entries = (entry(record) for record in found.iterator(CHUNK))
    told: Iterable[Iterable[str]] = (map(spreadsheets.harmless, one.cells()) for one in entries)
    return map(spreadsheets.line, chain([COLUMNS], told))


def _choices(everything: RecordQuerySet, asked: Asked) -> dict[str, Any]:
    """What can be chosen, with what was asked for even if nothing has it."""
    years, facilities = _years(everything), _facilities(everything)
    if asked.year and asked.year not in years:
        years.append(asked.year)
    if asked.facility and asked.facility not in [slug for slug, _, _ in facilities]:
        facilities.append((asked.facility, asked.facility, 0))
    return {"years": years, "facilities": facilities}


def _years(everything: RecordQuerySet) -> list[str]:
    """In which years something was published, the last one first."""
    found = everything.order_by().annotate(year=ExtractYear("appeared_at"))
    return [str(one) for one in found.values_list("year", flat=True).distinct().order_by("-year")]


def _facilities(everything: RecordQuerySet) -> list[tuple[str, str, int]]:
    """The slugs, names and numbers of publications of facilities that have any."""
    names = ("facility__slug", "facility__short_name")
    found = everything.order_by().values(*names).annotate(number=Count("pk"))
    return list(found.order_by("facility__short_name").values_list(*names, "number"))
