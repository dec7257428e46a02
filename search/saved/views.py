"""The pages of saved searches.  All but the last are for their owner only."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from portal.mail.models import OutgoingMail
from portal.mail.recipients import confirmed
from portal.web import errors
from search.errors import BadQuery
from search.saved import reading, services
from search.saved.forms import SavedForm
from search.saved.models import SavedSearch
from search.saved.tokens import search_of

LIST = "/account/searches"


@dataclass(frozen=True)
class Row:
    """A saved search as its list shows it."""

    search: SavedSearch
    problem: str  # why it can't be read any more
    perhaps: bool  # whether nobody knows if its last message arrived


@never_cache
@require_safe
@login_required
def list_page(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    found = SavedSearch.objects.filter(user=user).select_related("last_mail")
    context = {"rows": [_row(one) for one in found], "confirmed": confirmed(user)}
    return render(request, "saved/list.html", context)


@never_cache
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """The form for the search in the address, as the results page links to it."""
    try:
        query = reading.kept(request.GET)
        words = reading.sentence(query)
    except BadQuery as error:
        return errors.error_page(request, 400, str(error))
    form = SavedForm(_sent(request), initial={"name": words})
    if request.method == "POST" and form.is_valid():
        try:
            services.save(_user(request), query, **form.cleaned_data)
        except services.TooMany as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The search is saved.")
            return HttpResponseRedirect(LIST)
    return render(request, "saved/form.html", {"form": form, "sentence": words})


@never_cache
@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    search = _mine(request, pk)
    known = {"name": search.name, "alert": search.alert}
    form = SavedForm(_sent(request), initial=known)
    if request.method == "POST" and form.is_valid():
        services.change(search, **form.cleaned_data)
        messages.success(request, "The search is changed.")
        return HttpResponseRedirect(LIST)
    return render(request, "saved/form.html", {"form": form, "search": search})


@never_cache
@login_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """By its form only; who was led here by logging in finds the list, with nothing deleted."""
    if request.method == "POST":
        services.delete(_mine(request, pk))
        messages.success(request, "The search is deleted.")
    return HttpResponseRedirect(LIST)


@never_cache
@csrf_exempt
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End the alerts of a search, for whoever has a message of it: no log-in, no cookie.

    A page with a button for people; one POST for mail programs (RFC 8058).  Looking at it
    ends nothing, as mail programs open links by themselves.
    """
    search = search_of(token)
    if search is None:
        return errors.error_page(request, 404, "This link is incomplete: copy all of it.")
    found = SavedSearch.objects.filter(pk=search).first()
    if request.method == "POST":
        if found:
            services.silence(found)
        return render(request, "saved/unsubscribed.html")
    context = {"search": found if found and found.alert != services.Alert.NONE else None}
    return render(request, "saved/unsubscribe.html", context)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _mine(request: HttpRequest, pk: int) -> SavedSearch:
    """The person's own; those of others don't exist."""
    return get_object_or_404(SavedSearch, pk=pk, user=_user(request))


def _row(search: SavedSearch) -> Row:
    try:
        reading.asked(search.query)
        problem = ""
    except BadQuery as error:
        problem = str(error)
    last = search.last_mail
    return Row(search, problem, bool(last and last.state != OutgoingMail.State.WAITING))
