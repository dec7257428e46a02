"""The queue of DOIs, for the curators of their facilities and for administrators."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.web import errors
from portal.web.answers import wants_json
from portal.web.paging import pages
from publishing.doi import saga, selectors
from publishing.doi.models import Attempt, Doi
from publishing.enrolment.selectors import curated_by
from publishing.publications.pages.common import private_json

SIZE = 20
SHOWS = ("waiting", "done")


@never_cache
@require_safe
def queue(request: HttpRequest, suffix: str = "") -> HttpResponse:
    """What waits for the registrar (``show=waiting``), or was done lately (``show=done``)."""
    as_json = bool(suffix) or wants_json(request)
    refused = _refused(request, as_json=as_json)
    if refused is not None:
        return refused
    mine = selectors.looked_after_by(request.user)
    lists = {
        "waiting": selectors.waiting(mine),
        "done": selectors.lately(mine, timezone.now()),
    }
    show = request.GET.get("show", "")
    show = show if show in SHOWS else SHOWS[0]
    counts = {name: rows.count() for name, rows in lists.items()}
    page = pages(request, "page", counts[show], SIZE)
    rows = selectors.with_attempts(lists[show], page.start, page.stop)
    if as_json:
        return private_json({**counts, "show": show, "items": [as_told(one) for one in rows]})
    context = {"dois": rows, "counts": counts, "show": show, "pages": page, "now": timezone.now()}
    return render(request, "doi/queue.html", context)


@never_cache
@require_safe
def one(request: HttpRequest, pk: int, suffix: str = "") -> HttpResponse:
    """One DOI with every attempt that is kept."""
    as_json = bool(suffix) or wants_json(request)
    refused = _refused(request, as_json=as_json)
    if refused is not None:
        return refused
    doi = get_object_or_404(selectors.looked_after_by(request.user), pk=pk)
    attempts = list(doi.attempts.order_by("-pk"))
    if as_json:
        return private_json(as_told(doi, attempts))
    context = {"doi": doi, "attempts": attempts, "now": timezone.now()}
    return render(request, "doi/one.html", context)


@never_cache
@require_POST
@login_required
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """The worker turns to the DOI at once."""
    doi = get_object_or_404(selectors.looked_after_by(request.user), pk=pk)
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


def _refused(request: HttpRequest, *, as_json: bool) -> HttpResponse | None:
    """What somebody gets who looks after no DOIs; None for everybody else."""
    user = request.user
    if not user.is_authenticated and not as_json:
        return redirect_to_login(request.get_full_path())
    if user.is_active and (user.is_superuser or curated_by(user).exists()):
        return None
    message = "Only the curators of a facility that publishes here see its DOIs."
    return errors.error_page(request, 403, message, as_json=as_json)
