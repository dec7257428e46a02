"""Where the portal differs from what django-allauth does by itself."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from portal.mail.queue import queue
from portal.web import client, links


class AccountAdapter(DefaultAccountAdapter):
    """Names that say nothing, links by SITE_URL, and ways on that stay in the portal."""

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """People log in by e-mail; the login name is only Django's, and tells of nobody."""
        user.username = secrets.token_hex(8)

    def is_safe_url(self, url: str) -> bool:
        """Only paths of the portal's own: ``next`` never leads to another host."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_ajax(self, request: HttpRequest) -> bool:
        """The pages of accounts are for people, whatever else a request says it takes."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom the limits count; those without a known address are counted together."""
        return client.address(request) or "unknown"

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return links.absolute(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        return links.absolute(reverse("account_reset_password_from_key", args=[uid, token]))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the queue: no page waits for the mail server, nor tells by its time who is known."""
        message = self.render_mail(template_prefix, email, {**context, "email": email})
        owner = context.get("user")
        queue(
            message.subject,
            str(message.body),
            to=email,
            user=owner if isinstance(owner, User) else None,
        )

    def format_email_subject(self, subject: str) -> str:
        """The subjects name the portal themselves."""
        return subject

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By the address alone: allauth's key has the Host too, whose port anybody can vary."""
        return str(credentials.get("email", credentials.get("username", ""))).lower()
