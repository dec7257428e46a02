"""Logging in at a facility, by OpenID Connect: what is asked of its login, and believed."""

from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse

from portal.accounts.social import tokens
from portal.accounts.social.fetching import BadAnswer, read
from portal.accounts.social.one_login import OneLogin
from portal.web import links

WELL_KNOWN = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class FacilityAdapter(OneLogin, OpenIDConnectOAuth2Adapter):
    """As django-allauth's, and every token is verified: signature, issuer, nonce.

    Everything that can go wrong outside raises OAuth2Error or requests.RequestException.
    """

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the login says of itself, read once for each request."""
        if not hasattr(self, "_openid_config"):
            site = self.get_provider().app.settings["server_url"]
            with get_adapter().get_requests_session() as session:
                self._openid_config = checked(read(session, site + WELL_KNOWN), site)
        return self._openid_config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """By SITE_URL: the login knows no other."""
        return links.absolute(reverse("openid_connect_callback", args=[self.provider_id]))

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Who logged in, by the id_token and, with the same subject, by the user info."""
        config = self.openid_config
        with get_adapter().get_requests_session() as session:
            try:
                claims = tokens.claims(
                    kwargs["response"].get("id_token"),
                    read(session, config["jwks_uri"]),
                    issuer=config["issuer"],
                    client=app.client_id,
                    nonce=self.state.get("nonce", ""),
                )
            except tokens.BadToken as error:
                raise OAuth2Error(f"id_token: {error}") from error
            told = {"id_token": claims}
            if address := config.get("userinfo_endpoint"):
                told["userinfo"] = read(session, address, Authorization=f"Bearer {token.token}")
        if told.get("userinfo", claims).get("sub") != claims["sub"]:
            raise OAuth2Error("the user info is of somebody else")
        return self.get_provider().sociallogin_from_response(request, told)


def checked(config: dict[str, Any], site: str) -> dict[str, Any]:
    """The configuration, if it is that of this issuer and leads to addresses like its own.

    Raises BadAnswer.
    """
    issuer = config.get("issuer")
    if not isinstance(issuer, str) or issuer.rstrip("/") != site:
        raise BadAnswer(f"{site} says that it is another issuer")
    wanted = [*NEEDED, *(["userinfo_endpoint"] if config.get("userinfo_endpoint") else [])]
    for name in wanted:
        if not _usable(config.get(name), secure=site.startswith("https:")):
            raise BadAnswer(f"{site} has no usable {name}")
    return config


def _usable(address: object, *, secure: bool) -> bool:
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in (("https",) if secure else ("https", "http")) and bool(parts.hostname)
