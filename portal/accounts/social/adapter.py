"""Where logins elsewhere differ from what django-allauth does by itself."""

import logging
from typing import Any

from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from requests import RequestException

from portal.accounts.social.fetching import Session

log = logging.getLogger("beamfinder.accounts")
LONGEST_REASON = 300  # characters in the log


class SocialAdapter(DefaultSocialAccountAdapter):
    """Logins only from the settings, and no account given to whoever names its address."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": "This is your only way to log in. Give an e-mail address and set a "
        "password first, or connect another login.",
        "no_verified_email": "This is your only way to log in: confirm your e-mail address first.",
    }

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The logins of the settings; none can be added in the database."""
        return [
            SocialApp(provider=kind, **app)
            for kind, configured in settings.SOCIALACCOUNT_PROVIDERS.items()
            for app in configured["APPS"]
            if provider in (None, kind, app["provider_id"])
            and client_id in (None, app["client_id"])
        ]

    def get_requests_session(self) -> Session:
        return Session()

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Never: else whoever runs a login could log in as anybody."""
        return False

    def is_email_verified(self, provider: Any, email: str) -> bool:
        """Only what the login itself says of each address counts."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop what would make a second account, or a second login of one kind.

        Raises ImmediateHttpResponse with the page that says what to do.
        """
        connect = sociallogin.state.get("process") == AuthProcess.CONNECT
        if sociallogin.is_existing:
            return
        if connect and _has(request, sociallogin.account.provider):
            name = sociallogin.provider.name
            messages.error(request, f"Your account has another login at {name}. End that first.")
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("socialaccount_connections")))
        email = sociallogin.user.email
        if not connect and email and filter_users_by_email(email):
            context = {"provider": sociallogin.provider, "email": email}
            page = render(request, "socialaccount/known_address.html", context, status=409)
            raise ImmediateHttpResponse(page)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """The account with its login, or neither: somebody may log in twice at once."""
        with transaction.atomic():
            user: User = super().save_user(request, sociallogin, form)
        return user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say in words what went wrong; who gave up is led back without.

        Raises ImmediateHttpResponse.
        """
        if error == AuthError.CANCELLED:
            return
        what, status = _what(exception, extra_context or {})
        if exception is not None:
            reason = str(exception)[:LONGEST_REASON]
            log.warning("Login at %s failed: %s", provider.sub_id, ascii(reason))
        context = {"provider": provider, "what": what}
        page = render(request, "socialaccount/authentication_error.html", context, status=status)
        raise ImmediateHttpResponse(page)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("socialaccount_connections")


def _what(exception: Exception | None, context: dict[str, Any]) -> tuple[str, int]:
    """What went wrong, and the status that says it."""
    if isinstance(exception, RequestException):
        return "away", 503
    if exception is not None:
        return "unreadable", 502
    return ("refused", 403) if context.get("state") else ("late", 400)


def _has(request: HttpRequest, provider: str) -> bool:
    user = request.user
    return (
        user.is_authenticated
        and SocialAccount.objects.filter(user=user, provider=provider).exists()
    )
