"""The list of what somebody works on."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.web import links, paging
from publishing.publications.models import Publication
from publishing.publications.pages import words
from publishing.publications.pages.common import READ, account, asks_json, members, private_json

A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A publication in a list of them."""

    publication: Publication
    next: str
    colour: str


@members(*READ)
def mine(request: HttpRequest) -> HttpResponse:
    """Everything of which somebody is an author, what was touched last first."""
    found = Publication.objects.filter(authors__user=account(request)).order_by(
        "-changed_at", "-pk"
    )
    pages = paging.pages(request, "page", found.count(), A_PAGE)
    rows = found.select_related("series__facility__enrolment", "doi")[pages.start : pages.stop]
    lines = [line(one) for one in rows]
    if asks_json(request):
        items = [as_json(one) for one in lines]
        return private_json({"total": pages.total, "items": items, "next": pages.next or None})
    context = {
        "lines": lines,
        "pages": pages,
        "section": "account",
    }
    return render(request, "publications/mine.html", context)


def line(publication: Publication, *, complete: bool = False) -> Line:
    """As a list shows it; its facility and enrolment should be loaded with it."""
    enrolment = getattr(publication.series.facility, "enrolment", None)
    review = enrolment is None or enrolment.review
    colour = words.COLOURS[Publication.State(publication.state)]
    then = words.next_step(publication, review=review, complete=complete)
    return Line(publication, then, colour)


def as_json(one: Line) -> dict[str, object]:
    """The line for programs."""
    publication = one.publication
    doi = getattr(publication, "doi", None)
    return {
        "id": publication.pk,
        "url": links.absolute(reverse("publication", args=[publication.pk])),
        "title": publication.title,
        "facility": publication.series.facility.slug,
        "version": publication.number,
        "state": publication.state,
        "changes": publication.pending_state or None,
        "next": one.next,
        "doi": doi.name if doi else None,
        "publish_at": publication.publish_at,
        "changed_at": publication.changed_at,
    }
