"""Logging in with ORCID: it says who logged in when it hands over the token."""

from typing import Any

from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.orcid.views import OrcidOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse

from portal.accounts.social.one_login import OneLogin
from portal.normalise.people import orcid
from portal.web import links


class OrcidAdapter(OneLogin, OrcidOAuth2Adapter):
    """As django-allauth's, for ORCID's site of the settings; the record itself isn't read."""

    @property
    def _site(self) -> str:
        site: str = self.get_provider().app.settings["server_url"]
        return site

    @property
    def authorize_url(self) -> str:
        return f"{self._site}/oauth/authorize"

    @property
    def access_token_url(self) -> str:
        return f"{self._site}/oauth/token"

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """By SITE_URL: ORCID knows no other."""
        return links.absolute(reverse("orcid_callback"))

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Who logged in; raises OAuth2Error where that is no ORCID iD."""
        said = kwargs["response"]
        found = orcid(said.get("orcid"))
        if not found:
            raise OAuth2Error("ORCID named nobody")
        told = {"orcid": found, "name": said.get("name")}
        return self.get_provider().sociallogin_from_response(request, told)
