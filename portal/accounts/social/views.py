"""The pages of logins elsewhere: begin one, come back from it, connect and end it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.core import ratelimit
from allauth.socialaccount.forms import DisconnectForm
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from portal.accounts.social import offered
from portal.accounts.social.offered import Login
from portal.accounts.social.openid import FacilityAdapter
from portal.accounts.social.orcid import OrcidAdapter

Adapter = FacilityAdapter | OrcidAdapter


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, provider_id: str = "orcid") -> HttpResponse:
    """Ask whether to go there, or go.

    The way there is a page, as no form of ours may be sent on to another host (form-action).
    """
    provider = _adapter(request, provider_id).get_provider()
    if request.method != "POST":
        return render(request, "socialaccount/login.html", {"provider": provider})
    limited = ratelimit.consume_or_429(request, action="login")
    if limited:
        return limited
    try:
        away = provider.redirect_from_request(request)
    except (OAuth2Error, RequestException) as error:
        return _failed(request, provider, error)
    if not isinstance(away, HttpResponseRedirect):
        return away
    context = {"provider": provider, "address": away.url}
    return render(request, "socialaccount/onward.html", context)


@require_safe
def callback(request: HttpRequest, provider_id: str = "orcid") -> HttpResponse:
    """Where the login sends people back to, with or without having logged them in."""
    adapter = _adapter(request, provider_id)
    view: Callable[[HttpRequest], HttpResponse] = Callback.adapter_view(adapter)
    try:
        return view(request)
    except (OAuth2Error, RequestException) as error:
        return _failed(request, adapter.get_provider(), error)
    except IntegrityError:  # the same login, at the same time: the other one was first
        return _failed(request, adapter.get_provider(), None)


class Callback(OAuth2CallbackView):
    """django-allauth's, which also tells the adapter what was put aside."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, HttpResponse | None]:
        state, answer = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, answer


@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """For who didn't want to, in the end."""
    return render(request, "socialaccount/login_cancelled.html")


@dataclass(frozen=True)
class Way:
    """A login elsewhere, and what one's account has of it; ``login`` is None for one that the
    settings no longer name."""

    login: Login | None
    account: SocialAccount | None

    @property
    def name(self) -> str:
        return self.login.name if self.login else self.account.provider if self.account else ""


@login_required
def connections(request: HttpRequest) -> HttpResponse:
    """The logins of one's account: those there are, and those there could be."""
    user = request.user
    assert isinstance(user, User)
    form = DisconnectForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        _end(form)
        return HttpResponseRedirect(reverse("socialaccount_connections"))
    return render(request, "socialaccount/connections.html", {"ways": ways(user), "form": form})


def ways(user: User) -> list[Way]:
    """The logins that the settings name, each with the account's, and what else it has."""
    logins = offered.logins()
    accounts = list(SocialAccount.objects.filter(user=user).order_by("pk"))
    having = {account.provider: account for account in accounts}
    known = {login.identifier for login in logins}
    return [
        *(Way(login, having.get(login.identifier)) for login in logins),
        *(Way(None, account) for account in accounts if account.provider not in known),
    ]


def _failed(request: HttpRequest, provider: Any, error: Exception | None) -> HttpResponse:
    answer: HttpResponse = render_authentication_error(request, provider, exception=error)
    return answer


def _end(form: DisconnectForm) -> None:
    account = form.cleaned_data["account"]
    if account.provider in {login.identifier for login in offered.logins()}:
        form.save()
    else:  # nobody can be asked about it any more
        account.delete()


def _adapter(request: HttpRequest, provider_id: str) -> Adapter:
    """The adapter of a login that the settings name, by its part of the address.

    Raises Http404.
    """
    login = next((login for login in offered.logins() if login.path == provider_id), None)
    if login is None:
        raise Http404
    return OrcidAdapter(request) if login.is_orcid else FacilityAdapter(request, provider_id)
