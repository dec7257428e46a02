"""The pages that a link lets somebody see: anonymous reviewers, and people who are invited."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from portal.web import errors
from publishing.publications import sharing
from publishing.publications.content import decode
from publishing.publications.pages import preview
from publishing.publications.pages.common import BOTH, account, members
from publishing.publications.problems import PublishingError

GONE = (
    "The link is incomplete, or it was revoked, or the publication is public by now. Ask those "
    "who sent it to you."
)


@never_cache
@errors.read_only
def review(request: HttpRequest, token: str) -> HttpResponse:
    """The unpublished page for whoever has the link; found by no search, kept nowhere."""
    publication = sharing.shared(token)
    if publication is None:
        return _secret(errors.error_page(request, 404, GONE))
    context = preview.context(publication, decode(publication.content))
    context["review"] = True
    return _secret(render(request, "publications/landing.html", context))


def _secret(response: HttpResponse, referrer: str = "no-referrer") -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = referrer
    return response


@members(*BOTH)
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Looking at it accepts nothing, as mail programs open links by themselves."""
    found = sharing.invited(token)
    if found is None:
        return _secret(errors.error_page(request, 404, sharing.GONE))
    if request.method != "POST":
        context = {"publication": found.publication, "section": "account"}
        # A browser that tells nobody where a form was sent from isn't let in with it.
        return _secret(render(request, "publications/invitation.html", context), "same-origin")
    try:
        publication = sharing.accept(token, account(request))
    except PublishingError as error:
        return _secret(errors.error_page(request, 404, str(error)))
    messages.success(request, "You are a co-author now.")
    return redirect("publication", publication.pk)
