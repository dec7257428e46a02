"""The list of the Datasets that aren't public yet and that somebody may publish."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.catalogue.selectors import LONGEST_IDENTIFIER
from portal.web import paging, rows
from publishing.publications import hidden
from publishing.publications.pages.common import READ, account, asks_json, members, private_json

A_PAGE = 50


@members(*READ)
def datasets(request: HttpRequest) -> HttpResponse:
    """Newest first; ``?q=`` is an identifier, or how one begins."""
    asked = request.GET.get("q", "").strip()
    found = hidden.datasets(account(request))
    if asked:
        found = found.filter(_identified(asked)) if _possible(asked) else found.none()
    pages = paging.pages(request, "page", found.count(), A_PAGE)
    lines = [rows.row(one) for one in found[pages.start : pages.stop]]
    if asks_json(request):
        items = [_as_json(line) for line in lines]
        return private_json({"total": pages.total, "items": items, "next": pages.next or None})
    context = {"lines": lines, "pages": pages, "asked": asked, "section": "account"}
    return render(request, "publications/datasets.html", context)


def _identified(asked: str) -> Q:
    return Q(pid__startswith=asked) | Q(doi=asked.lower())


def _possible(asked: str) -> bool:
    return len(asked) <= LONGEST_IDENTIFIER and "\x00" not in asked


def _as_json(line: rows.Row) -> dict[str, object]:
    """What to name the Dataset by when a publication is begun, and what it is."""
    return {
        "id": line.id,
        "title": line.title,
        "facility": line.facility_slug,
        "pid": line.pid,
        "date": line.date,
        "size": line.size,
    }
