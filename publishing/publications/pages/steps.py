"""The buttons of a publication's page."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime

from publishing.publications import drafting, renaming, rights, sharing, stepping
from publishing.publications.forms.texts import lines
from publishing.publications.models import Publication
from publishing.publications.pages import desk, who, words
from publishing.publications.pages.common import BOTH, WRITE, account, known, members, revision_of
from publishing.publications.problems import Invalid, PublishingError, Stale, Unusable

LATEST = datetime(2100, 1, 1, tzinfo=UTC)
Step = Callable[[int, User, QueryDict], Publication | None]


def _when(form: QueryDict) -> datetime | None:
    """The time that the form names, in UTC; None for at once."""
    text = form.get("publish_at", "").strip()
    if not text:
        return None
    try:
        found = parse_datetime(text if "T" in text else f"{text}T00:00")
    except ValueError:
        found = None
    if found is None:
        raise Unusable("Write the day and the time as in 2027-01-31T12:00.")
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    if found > LATEST:
        raise Unusable("Choose a day before the year 2100.")
    return found


def _revision(form: QueryDict) -> int | None:
    """That of the page with the button; what names none takes the publication as it is."""
    given = form.get("revision")
    return None if given is None else revision_of(given)


def _why(form: QueryDict) -> str:
    return lines(form.get("why", ""))


def _reserve(pk: int, user: User, form: QueryDict) -> None:
    stepping.reserve(pk, user)


def _discard(pk: int, user: User, form: QueryDict) -> None:
    drafting.discard(pk, user)


def _plain(step: Callable[[int, User], Publication]) -> Step:
    return lambda pk, user, form: step(pk, user)


def _seen(step: Callable[[int, User, int | None], Publication]) -> Step:
    """A step with what was looked at, and with nothing that was saved since."""
    return lambda pk, user, form: step(pk, user, _revision(form))


_STEPS: dict[str, Step] = {
    "submit": _seen(stepping.submit),
    "rename": _plain(renaming.rename),
    "recall": _plain(stepping.recall),
    "reopen": _plain(stepping.reopen),
    "propose": _seen(stepping.propose),
    "apply": _seen(stepping.apply),
    "forgo": _plain(stepping.forgo),
    "version": _plain(stepping.new_version),
    "reserve": _reserve,
    "discard": _discard,
    "publish": lambda pk, user, form: stepping.publish(pk, user, _when(form), _revision(form)),
    "approve": lambda pk, user, form: stepping.approve(pk, user, _when(form), _revision(form)),
    "return": lambda pk, user, form: stepping.send_back(pk, user, _why(form)),
    "withdraw": lambda pk, user, form: stepping.withdraw(pk, user, _why(form)),
}


@members(*BOTH)
def step(request: HttpRequest, pk: int, act: str) -> HttpResponseBase:
    """Take the step; where it can't be undone, the page asks once more first."""
    publication, button = known(request, pk), words.BUTTONS.get(act)
    if button is None:
        raise Http404
    if request.method != "POST":
        return _ask(request, publication, act, button)
    if button.confirm and not request.POST.get("sure"):
        return _ask(request, publication, act, button)
    try:
        made = _STEPS[act](pk, account(request), request.POST)
    except Invalid as error:
        messages.error(request, str(error))
        return redirect("publication_edit", pk)
    except Stale as error:
        return desk.page(request, error.publication, _meanwhile(request, error.publication, button))
    except PublishingError as error:
        messages.error(request, str(error))
        return redirect("publication", pk)
    messages.success(request, button.done)
    if act == "discard":
        return redirect("publications_mine")
    if act == "version" and made is not None:
        return redirect("publication_edit", made.pk)
    return redirect("publication", pk)


def _meanwhile(request: HttpRequest, publication: Publication, button: words.Button) -> str:
    by = who.saved_last(publication, account(request)) or "somebody"
    return (
        f"“{button.label}” wasn’t done: this publication was changed after you opened its page, "
        f"last by {by}. Below it is as it is now: look at it, then press the button again."
    )


def _ask(
    request: HttpRequest, publication: Publication, act: str, button: words.Button
) -> HttpResponse:
    if act not in rights.acts(account(request), publication):
        messages.info(request, rights.refusal(act, publication))
        return redirect("publication", publication.pk)
    context = {
        "publication": publication,
        "act": act,
        "button": button,
        "why": request.POST.get("why", ""),
        "revision": _asked(request, publication),
        "publish_at": request.POST.get("publish_at", ""),
        "section": "account",
    }
    return render(request, "publications/step.html", context)


def _asked(request: HttpRequest, publication: Publication) -> int:
    """The revision of the page that the button stood on."""
    given = request.POST.get("revision") or request.GET.get("revision")
    return revision_of(given) if given else publication.revision


@members(*WRITE)
def share(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make a link for reviewers; the page shows it once."""
    known(request, pk)
    try:
        request.session[desk.JUST_SHARED] = [pk, sharing.share(pk, account(request))]
    except PublishingError as error:
        messages.error(request, str(error))
    return redirect(f"/publications/{pk}#reviewers")


@members(*WRITE)
def revoke(request: HttpRequest, pk: int, link: int) -> HttpResponseBase:
    found = known(request, pk).review_links.get(pk=link)
    return _changed(
        request,
        lambda: sharing.revoke(found.pk, account(request)),
        "The link leads nowhere any more.",
        f"/publications/{pk}#reviewers",
    )


@members(*WRITE)
def invite(request: HttpRequest, pk: int) -> HttpResponseBase:
    known(request, pk)
    email = request.POST.get("email", "").strip()
    return _changed(
        request,
        lambda: sharing.invite(pk, account(request), email),
        f"An invitation is on its way to {email}.",
        f"/publications/{pk}#authors",
    )


@members(*WRITE)
def uninvite(request: HttpRequest, pk: int, invitation: int) -> HttpResponseBase:
    found = known(request, pk).invitations.get(pk=invitation)
    return _changed(
        request,
        lambda: sharing.uninvite(found.pk, account(request)),
        "The invitation leads nowhere any more.",
        f"/publications/{pk}#authors",
    )


@members(*WRITE)
def remove(request: HttpRequest, pk: int, author: int) -> HttpResponseBase:
    found = known(request, pk).authors.get(pk=author)
    left = found.user_id == request.user.pk
    return _changed(
        request,
        lambda: sharing.remove(found.pk, account(request)),
        "You are no longer an author of it." if left else "They can no longer edit it.",
        "/publications/mine" if left else f"/publications/{pk}#authors",
    )


def _changed(
    request: HttpRequest, change: Callable[[], None], done: str, then: str
) -> HttpResponseBase:
    try:
        change()
    except PublishingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(then)
