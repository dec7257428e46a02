"""Beginning a publication from records that were chosen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from portal.catalogue.models import Facility, Record
from portal.web import rows
from publishing.enrolment.models import Enrolment
from publishing.publications import drafting
from publishing.publications.models import Author, Publication
from publishing.publications.pages.common import BOTH, account, members
from publishing.publications.problems import Unusable
from publishing.publications.rights import Publisher

A_MOMENT = timedelta(minutes=1)
SHOWN = 50
_NUMBER = re.compile(r"[0-9]{1,18}")
_SEPARATED = re.compile(r"[\s,]+")


@dataclass(frozen=True)
class Reason:
    """Why somebody can't publish a record."""

    title: str
    why: str


@members(*BOTH)
def start(request: HttpRequest) -> HttpResponseBase:
    """A draft with the records that are named.

    Where Datasets of several facilities can be published, it is asked at which one; where none
    can, it is said of each why.
    """
    user = account(request)
    asked = request.POST if request.method == "POST" else request.GET
    found = _seen(user, _records(asked))
    houses = _houses(user, found)
    chosen = next((one for one in houses if one.slug == asked.get("facility")), None)
    if len(houses) == 1:
        chosen = houses[0]
    if request.method != "POST" or chosen is None:
        return _page(request, found, houses)
    begun = _begun(user, found)
    if begun is not None:
        return redirect("publication_edit", begun.pk)
    try:
        made = drafting.start(user, found, chosen)
    except Unusable as error:
        messages.error(request, str(error))
        return _page(request, found, houses, 400)
    messages.success(request, "The draft is filled with what its Datasets tell already.")
    return redirect("publication_edit", made.pk)


def _page(
    request: HttpRequest, found: Sequence[Record], houses: Sequence[Facility], status: int = 0
) -> HttpResponse:
    reasons = [] if houses else [_reason(one) for one in found[:SHOWN]]
    context = {
        "records": found,
        "shown": [rows.title(one.metadata) for one in found[:SHOWN]],
        "houses": houses,
        "reasons": reasons,
        "section": "account",
    }
    status = status or (200 if houses or not found else 403)
    return render(request, "publications/start.html", context, status=status)


def _records(asked: QueryDict) -> list[Record]:
    """In the order in which ``record=1&record=2`` or ``records=1,2`` name them; what is no
    number names none."""
    wanted = [*asked.getlist("record"), *_SEPARATED.split(asked.get("records", ""))]
    numbers = list(dict.fromkeys(int(one) for one in wanted if _NUMBER.fullmatch(one)))
    found = Record.objects.select_related("facility").in_bulk(numbers[: drafting.MOST_DATASETS + 1])
    return [found[number] for number in numbers if number in found]


def _seen(user: User, found: Sequence[Record]) -> list[Record]:
    """Those that this person may know of; others are answered as if there were none."""
    houses = {one.facility_id: one.facility for one in found if not one.is_public()}
    mine = {one.pk for house in houses.values() for one in Publisher(user, house).among(found)}
    return [one for one in found if one.is_public() or one.pk in mine]


def _houses(user: User, found: Sequence[Record]) -> list[Facility]:
    """The facilities at which somebody may publish at least one of the records."""
    houses = {one.facility_id: one.facility for one in found}
    able = [house for house in houses.values() if Publisher(user, house).beginning(found)]
    return sorted(able, key=lambda one: one.short_name)


def _begun(user: User, found: Sequence[Record]) -> Publication | None:
    """The draft of a moment ago from the same records: the button was pressed twice."""
    recent = Publication.objects.filter(
        authors__user=user,
        authors__role=Author.Role.OWNER,
        state=Publication.State.DRAFT,
        revision=1,
        created_at__gte=timezone.now() - A_MOMENT,
    )
    wanted = {one.pk for one in found}
    for one in recent.order_by("-pk")[:5]:
        if set(one.chosen.values_list("record_id", flat=True)) == wanted:
            return one
    return None


def _reason(record: Record) -> Reason:
    title, house = rows.title(record.metadata), record.facility
    if record.kind != Record.Kind.DATASET:
        return Reason(title, "It is a Document: only Datasets are published.")
    if not Enrolment.objects.filter(facility=house, enabled=True).exists():
        return Reason(title, f"{house.short_name} takes no new publications here.")
    return Reason(
        title,
        f"It is published by the people named on it and by the curators of {house.short_name}. "
        "If you are one of them, log in with your ORCID, or by your facility’s login.",
    )
