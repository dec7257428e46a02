"""The page on which a publication is written.

Every button of the form sends all of it, so that nothing is lost whichever is pressed: it is
kept first, then the button does what it says.  A script sends the same form while one types,
and is answered in JSON.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from publishing.publications import drafting, rights, rules
from publishing.publications.content import Content
from publishing.publications.forms import Read, choices, fields, read
from publishing.publications.forms.entries import ENTRIES
from publishing.publications.models import Publication
from publishing.publications.pages import choosing, preview, who
from publishing.publications.pages.common import (
    BOTH,
    READ,
    account,
    asks_json,
    known,
    members,
    private_json,
    revision_of,
    written,
)
from publishing.publications.pages.differences import differences, plain
from publishing.publications.pages.filling import filled, said
from publishing.publications.pages.framing import framed_by_ourselves
from publishing.publications.problems import Invalid, NotAllowed, PublishingError, Stale

WRITING = frozenset(("edit", "correct", "change"))
_MOVED = re.compile(r"(?:up|down) ([a-z]+) (\d{1,6})")
_MORE = re.compile(r"more ([a-z]+)")


@dataclass(frozen=True)
class Sent:
    """A form that came, and what it says."""

    given: Mapping[str, str]
    command: str
    read: Read
    revision: int


@members(*BOTH)
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    publication = known(request, pk)
    if request.method == "POST":
        return _send(request, publication)
    if not WRITING & rights.acts(account(request), publication):
        messages.info(request, f"It can’t be edited: it is {publication.get_state_display()}.")
        return redirect("publication", pk)
    content = written(publication)
    given = fields(content)
    return _page(request, publication, given, read(given), publication.revision)


@members(*READ)
@xframe_options_sameorigin
def landing(request: HttpRequest, pk: int) -> HttpResponse:
    """The landing page as it will be; ``?framed`` without what stands round every page."""
    publication = known(request, pk)
    context = preview.context(publication, written(publication))
    context["framed"] = "framed" in request.GET
    return framed_by_ourselves(render(request, "publications/landing.html", context))


def _send(request: HttpRequest, publication: Publication) -> HttpResponseBase:
    given = request.POST.dict()
    command = given.get("do", "save")
    sent = Sent(given, command, read(given, command), revision_of(given.get("revision", "")))
    try:
        saved = _save(request, publication, sent)
        if asks_json(request):
            saved, problem = _ordered(request, saved, sent)
            return private_json({**_saved(saved, sent.read), "problem": problem})
    except Stale as error:
        return _conflict(request, error, sent)
    except (NotAllowed, Invalid) as error:
        return _refused(request, publication, sent, str(error))
    return _go_on(request, saved, sent)


def _save(request: HttpRequest, publication: Publication, sent: Sent) -> Publication:
    """Keep it, unless it says what is kept already."""
    content, user = sent.read.content, account(request)
    if written(publication) == content:
        if not WRITING & rights.acts(user, publication):
            raise NotAllowed(f"It can’t be edited: it is {publication.get_state_display()}.")
        return publication
    if publication.state == Publication.State.APPROVED and sent.command == "auto":
        raise NotAllowed("It is approved: what is corrected now is saved by the button alone.")
    saved = drafting.save(publication.pk, user, content, sent.revision)
    who.remember(saved, user)
    return saved


def _go_on(request: HttpRequest, publication: Publication, sent: Sent) -> HttpResponse:
    """After it was kept: to the page with what the button asked for."""
    pk, command = publication.pk, sent.command
    page, query, place = reverse("publication_edit", args=[pk]), "", ""
    if command == "close":
        return redirect("publication", pk)
    if command.startswith("dataset "):
        place = "#datasets"
        try:
            choosing.obey(publication, account(request), command, sent.given)
        except PublishingError as error:
            messages.error(request, str(error))
        publication.refresh_from_db(fields=["revision"])
        who.remember(publication, account(request))
    elif match := _MORE.fullmatch(command):
        key = match[1]
        number = len(getattr(sent.read.content, key, ()))
        query, place = f"?more={key}", f"#{key}-{number}"
    elif match := _MOVED.fullmatch(command):
        place = f"#{match[1]}-{_place(sent.read, match[1], int(match[2]))}"
    elif command.startswith("remove "):
        place = f"#{command.split(' ')[1]}"
    else:
        messages.success(request, "It is saved.")
    return redirect(f"{page}{query}{place}")


def _ordered(
    request: HttpRequest, publication: Publication, sent: Sent
) -> tuple[Publication, str | None]:
    """Put the Datasets in the order that the script says; why not, if it can't be."""
    if sent.command == "dataset order":
        try:
            publication = choosing.reorder(publication, account(request), sent.given)
        except NotAllowed as error:
            return publication, str(error)
        who.remember(publication, account(request))
    return publication, None


def _place(found: Read, key: str, number: int) -> int:
    """Where an entry stands after it was moved, as the page will number it."""
    numbers = found.numbers.get(key, ())
    return numbers.index(number) if number in numbers else 0


def _saved(publication: Publication, found: Read) -> dict[str, Any]:
    """What the script learns: that it is kept, and what is still to be mended where."""
    subjects = zip(found.numbers["subjects"], found.content.subjects, strict=True)
    return {
        "revision": publication.revision,
        "saved_at": timezone.now(),
        "problems": [
            {"field": name, "message": message}
            for name, message in said(found, rules.problems(publication, found.content))
        ],
        "techniques": {
            f"subjects-{number}-text": one.panet for number, one in subjects if number is not None
        },
    }


def _conflict(request: HttpRequest, error: Stale, sent: Sent) -> HttpResponse:
    """Nothing is lost: the form comes back with what differs, and sending it again keeps it."""
    publication = error.publication
    found = differences(written(publication), sent.read.content)
    by = who.saved_last(publication, account(request))
    if asks_json(request):
        conflict = {
            "error": {"status": 409, "message": str(error)},
            "revision": publication.revision,
            "by": by,
            "differences": plain(found),
        }
        return private_json(conflict, 409)
    extra = {"conflict": True, "differences": found, "by": by}
    return _page(request, publication, sent.given, sent.read, publication.revision, 409, extra)


def _refused(
    request: HttpRequest, publication: Publication, sent: Sent, message: str
) -> HttpResponse:
    """It can't be kept any more, as somebody took a step meanwhile: the text stays in the form."""
    if asks_json(request):
        return private_json({"error": {"status": 403, "message": message}}, 403)
    extra = {"refused": message}
    return _page(request, publication, sent.given, sent.read, publication.revision, 403, extra)


def _page(
    request: HttpRequest,
    publication: Publication,
    given: Mapping[str, str],
    found: Read,
    revision: int,
    status: int = 200,
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    wrong = rules.problems(publication, found.content)
    form = filled(given, found, wrong, request.GET.get("more", ""))
    acts = rights.acts(account(request), publication)
    context = {
        "publication": publication,
        "author": publication.authors.filter(user=account(request)).exists(),
        "form": form,
        "revision": revision,
        "approved": publication.state == Publication.State.APPROVED,
        "public": publication.state == Publication.State.FINDABLE,
        "datasets": choosing.listed(publication, every="all" in request.GET),
        "choosing": "edit" in acts,
        "licences": choices.LICENCES,
        "languages": choices.LANGUAGES,
        "techniques": choices.technique_labels(),
        "section": "account",
        **(extra or {}),
    }
    return render(request, "publications/edit.html", context, status=status)


def checked(publication: Publication, content: Content) -> list[tuple[str, str]]:
    """What is to be mended, each with the field of the form it stands in."""
    found = read(fields(content))
    problems = rules.problems(publication, content)
    return [(found.field_of(one.path), f"{_whose(one.path)}{one.message}") for one in problems]


def _whose(path: str) -> str:
    """Of what in a list something is said: "creators.1.orcid" is of the second creator."""
    key, _, rest = path.partition(".")
    place = rest.partition(".")[0]
    if key not in ENTRIES or not place.isdigit():
        return ""
    return f"{ENTRIES[key].one.capitalize()} {int(place) + 1}: "
