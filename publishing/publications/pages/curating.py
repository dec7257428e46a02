"""What waits for the curators of a facility."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.catalogue.models import Facility
from portal.web import paging
from publishing.enrolment.selectors import curated_by
from publishing.publications.models import Publication
from publishing.publications.pages import mine, who
from publishing.publications.pages.common import READ, account, asks_json, members, private_json
from publishing.publications.pages.mine import Line

State = Publication.State
A_PAGE = 50
_SUBMITTED = Q(state=State.SUBMITTED)
_CHANGES = Q(state=State.FINDABLE, pending_state=Publication.Edit.SUBMITTED)
# What can be looked at: its name, the words for it, and which publications these are.
WHAT = {
    "waiting": ("Waiting for you", _SUBMITTED | _CHANGES),
    "submitted": ("New publications", _SUBMITTED),
    "changes": ("Changes to what is public", _CHANGES),
    "returned": ("Returned to their authors", Q(state=State.RETURNED)),
    "coming": ("Approved, not public yet", Q(state__in=(State.APPROVED, State.REGISTERED))),
    "public": ("Public", Q(state=State.FINDABLE)),
    "withdrawn": ("Withdrawn", Q(state=State.WITHDRAWN)),
}


@dataclass(frozen=True)
class Choice:
    """One of the filters, with how many publications it leads to."""

    key: str
    label: str
    count: int
    chosen: bool


@members(*READ)
def desk(request: HttpRequest) -> HttpResponse:
    """For curators and administrators; for others it isn't there."""
    houses = list(looked_after(account(request)))
    if not houses:
        raise Http404
    house = next((one for one in houses if one.slug == request.GET.get("facility")), None)
    what = request.GET.get("what", "")
    what = what if what in WHAT else "waiting"
    theirs = Publication.objects.filter(series__facility__in=[house] if house else houses)
    found = theirs.filter(WHAT[what][1]).order_by("changed_at", "pk")
    pages = paging.pages(request, "page", found.count(), A_PAGE)
    rows = found.select_related("series__facility__enrolment", "doi")[pages.start : pages.stop]
    lines = [mine.line(one) for one in rows]
    if asks_json(request):
        items = [mine.as_json(one) for one in lines]
        return private_json({"total": pages.total, "items": items, "next": pages.next or None})
    context = {
        "lines": _named(lines),
        "pages": pages,
        "choices": _choices(theirs, what),
        "houses": houses,
        "house": house,
        "what": what,
        "section": "account",
    }
    return render(request, "publications/desk.html", context)


def looked_after(user: User) -> QuerySet[Facility]:
    """The facilities whose curator somebody is; all that publish here, for administrators."""
    if user.is_superuser and user.is_active:
        return Facility.objects.filter(enrolment__isnull=False)
    return curated_by(user)


def _named(lines: list[Line]) -> list[tuple[Line, str]]:
    """Each with who submitted it."""
    return [(one, _owner(one.publication)) for one in lines]


def _owner(publication: Publication) -> str:
    steps = publication.steps.filter(what__in=("submit", "propose")).select_related("user")
    step = steps.order_by("-pk").first()
    return who.stepped(step) if step else ""


def _choices(theirs: QuerySet[Publication], what: str) -> list[Choice]:
    return [
        Choice(key, label, theirs.filter(those).count(), key == what)
        for key, (label, those) in WHAT.items()
    ]
