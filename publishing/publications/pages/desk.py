"""The page of one publication: where it stands, what may be done, who did what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.called import SOMEBODY, called
from portal.web import links
from publishing.doi.models import Doi
from publishing.publications import refused, rights
from publishing.publications.content import Content, decode
from publishing.publications.models import Author, Publication, ReviewLink, Step
from publishing.publications.pages import choosing, mine, who, words
from publishing.publications.pages.common import (
    READ,
    account,
    asks_json,
    known,
    members,
    private_json,
    written,
)
from publishing.publications.pages.differences import Difference, Sign, differences
from publishing.publications.pages.editor import WRITING, checked

State = Publication.State
Edit = Publication.Edit
JUST_SHARED = "just-shared"  # in the session, until the link was shown once
SHOWN_STEPS = 200
_FOR_REVIEW = ("submit", "propose")  # of no use where nobody reviews
_FOR_AUTHORS = ("recall",)  # curators return what is submitted, with remarks
_NEED_CHANGES = ("propose", "apply", "forgo")


@dataclass(frozen=True)
class Logged:
    """One step of the log, in words."""

    step: Step
    by: str
    said: str


@dataclass(frozen=True)
class Member:
    """An author, and whether this person may end that."""

    author: Author
    name: str
    removable: bool


@dataclass(frozen=True)
class Shared:
    """A link for reviewers that is good, and who made it: they may have left since."""

    link: ReviewLink
    by: str


@members(*READ)
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = known(request, pk), account(request)
    if asks_json(request):
        return private_json(_as_json(found, rights.acts(user, found)))
    return page(request, found)


def page(request: HttpRequest, found: Publication, stale: str = "") -> HttpResponse:
    """The page as it is now; 409 where ``stale`` says why a step wasn't taken."""
    user = account(request)
    acts = rights.acts(user, found)
    author, problems = found.authors.filter(user=user).exists(), _problems(found)
    context = {
        "stale": stale,
        "publication": found,
        "line": mine.line(found, complete=not problems),
        "acts": acts,
        "author": author,
        "buttons": [
            (name, one)
            for name, one in words.BUTTONS.items()
            if _offered(name, found, acts) and (author or name not in _FOR_AUTHORS)
        ],
        "writable": bool(WRITING & acts),
        "content": written(found),
        "problems": problems,
        "doi": (doi := Doi.objects.filter(publication=found).first()),
        "later": words.comes_later(found),
        "moves": words.moves(found),
        "registrar": words.registrar(doi) if doi else "",
        "flags": [one for one in choosing.listed(found, every=True).lines if one.flag],
        "datasets": choosing.listed(found),
        "log": _log(found, user),
        "authors": _authors(found, user, acts),
        "invitations": found.invitations.filter(used_at=None) if "invite" in acts else (),
        "review_links": _links(found) if "share" in acts else (),
        "review_url": _review_url(request, found),
        "versions": rights.visible(user).filter(series=found.series_id).order_by("number"),
        "section": "account",
        **_compared(found),
    }
    return render(request, "publications/publication.html", context, status=409 if stale else 200)


def _offered(name: str, publication: Publication, acts: frozenset[str]) -> bool:
    """Whether the button is of use now; what may be done at all the rights say."""
    if name not in acts:
        return False
    if name in _NEED_CHANGES and not publication.pending:
        return False
    if name == "propose" and publication.pending_state == Edit.SUBMITTED:
        return False
    if name in _FOR_REVIEW and not rights.reviewed(publication.series.facility):
        return False
    if name == "reopen":
        return refused.halted(publication) or not refused.asked(publication)
    if name == "discard":
        return not refused.asked(publication)
    return (
        name != "reserve"
        or not Doi.objects.filter(publication=publication).exclude(wanted=Doi.State.NONE).exists()
    )


def _problems(publication: Publication) -> list[tuple[str, str]]:
    """What is to be mended, as long as something can be."""
    if publication.state in (State.DRAFT, State.RETURNED, State.SUBMITTED) or publication.pending:
        return checked(publication, written(publication))
    return []


def _compared(publication: Publication) -> dict[str, Any]:
    """With what is public of it, or with the version before it."""
    content = written(publication)
    if publication.pending:
        found = differences(decode(publication.content), content)
        return {"differences": found, "compared": "what is public"}
    before = publication.series.versions.filter(number=publication.number - 1).first()
    if before is None:
        return {"differences": [], "compared": ""}
    found = differences(decode(before.content), content)
    found += _other_datasets(before, publication)
    return {"differences": found, "compared": f"version {before.number}"}


def _other_datasets(before: Publication, after: Publication) -> list[Difference]:
    """The Datasets that only one of two versions has."""
    old, new = (
        {one.chosen.record_id: one for one in choosing.listed(version, every=True).lines}
        for version in (before, after)
    )
    lines: list[tuple[Sign, str]] = [
        ("gone", one.title) for pk, one in old.items() if pk not in new
    ]
    lines += [("new", one.title) for pk, one in new.items() if pk not in old]
    return [Difference("datasets", "Datasets", lines)] if lines else []


def _log(publication: Publication, user: User) -> list[Logged]:
    """The last steps, newest first."""
    steps = publication.steps.select_related("user").order_by("-pk")[:SHOWN_STEPS]
    return [
        Logged(
            one,
            "You" if one.user == user else who.stepped(one),
            words.STEPS.get(one.what, one.what),
        )
        for one in steps
    ]


def _authors(publication: Publication, user: User, acts: frozenset[str]) -> Sequence[Member]:
    found = publication.authors.select_related("user")
    return [
        Member(
            author=one,
            name=called(one.user),
            removable="invite" in acts and one.role != Author.Role.OWNER,
        )
        for one in found
    ]


def _links(publication: Publication) -> list[Shared]:
    found = publication.review_links.filter(revoked_at=None).select_related("made_by")
    return [Shared(one, called(one.made_by) if one.made_by else SOMEBODY) for one in found]


def _review_url(request: HttpRequest, publication: Publication) -> str:
    """The link that was just made, shown this once."""
    kept = request.session.get(JUST_SHARED)
    if not kept or kept[0] != publication.pk:
        return ""
    del request.session[JUST_SHARED]
    return links.absolute(f"/review/{kept[1]}")


def _as_json(publication: Publication, acts: frozenset[str]) -> dict[str, Any]:
    listed = choosing.listed(publication, every=True)
    content: Content = written(publication)
    return {
        **mine.as_json(mine.line(publication)),
        "acts": sorted(name for name in acts if _offered(name, publication, acts)),
        "revision": publication.revision,
        "reason": publication.reason or None,
        "content": content,
        "problems": [
            {"field": name, "message": message} for name, message in _problems(publication)
        ],
        "datasets": [
            {
                "record": one.chosen.record_id,
                "title": one.title,
                "identifier": one.identifier,
                "related_only": one.related,
                "flag": one.flag or None,
            }
            for one in listed.lines
        ],
        "log": [
            {
                "at": one.at,
                "by": who.stepped(one),
                "what": one.what,
                "after": one.after,
                "why": one.why,
            }
            for one in publication.steps.select_related("user")[:SHOWN_STEPS]
        ],
    }
