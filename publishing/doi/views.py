"""The queue of DOIs, for the curators of their facilities and for administrators."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from portal.web.paging import pages
from publishing.doi import saga, selectors
from publishing.doi.models import Attempt, Doi
from publishing.enrolment.selectors import curated_by
from publishing.publications.pages.common import (
    READ,
    WRITE,
    account,
    asks_json,
    members,
    private_json,
)

SIZE = 20
SHOWS = ("waiting", "done")


@members(*READ)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the registrar (``show=waiting``), or was done lately (``show=done``)."""
    mine = selectors.looked_after_by(_looking_after(request))
    lists = {
        "waiting": selectors.waiting(mine),
        "done": selectors.lately(mine, timezone.now()),
    }
    show = request.GET.get("show", "")
    show = show if show in SHOWS else SHOWS[0]
    counts = {name: rows.count() for name, rows in lists.items()}
    page = pages(request, "page", counts[show], SIZE)
    rows = selectors.with_attempts(lists[show], page.start, page.stop)
    if asks_json(request):
        return private_json({**counts, "show": show, "items": [as_told(one) for one in rows]})
    context = {"dois": rows, "counts": counts, "show": show, "pages": page, "now": timezone.now()}
    return render(request, "doi/queue.html", {**context, "section": "account"})


@members(*READ)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One DOI with every attempt that is kept."""
    doi = get_object_or_404(selectors.looked_after_by(account(request)), pk=pk)
    attempts = list(doi.attempts.order_by("-pk"))
    if asks_json(request):
        return private_json(as_told(doi, attempts))
    context = {"doi": doi, "attempts": attempts, "now": timezone.now(), "section": "account"}
    return render(request, "doi/one.html", context)


@members(*WRITE)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """The worker turns to the DOI at once."""
    doi = get_object_or_404(selectors.looked_after_by(account(request)), pk=pk)
    if saga.retry(doi, timezone.now()):
        messages.success(request, f"{doi.name} will be tried in a moment.")
    else:
        messages.success(request, f"{doi.name} is as it should be already.")
    return redirect("doi_queue_one", pk=doi.pk)


def as_told(doi: Doi, attempts: list[Attempt] | None = None) -> dict[str, Any]:
    """A DOI of the queue in JSON."""
    return {
        "doi": doi.name,
        "registrar": doi.registrar,
        "facility": doi.facility.slug,
        "title": doi.publication.title if doi.publication else "",
        "concept": doi.series_id is not None,
        "wanted": doi.wanted,
        "seen": doi.seen,
        "seen_at": doi.seen_at,
        "tries": doi.tries,
        "next_at": doi.next_at,
        "problem": doi.problem,
        "attempts": [
            {
                "at": attempt.at,
                "request": attempt.request,
                "status": attempt.status,
                "answer": attempt.answer,
                "succeeded": attempt.succeeded,
            }
            for attempt in (doi.attempts.all() if attempts is None else attempts)
        ],
    }


def _looking_after(request: HttpRequest) -> User:
    """Who asks; for those who look after no DOIs the queue isn't there, as the desk isn't."""
    user = account(request)
    if user.is_superuser or curated_by(user).exists():
        return user
    raise Http404
