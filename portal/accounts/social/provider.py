"""The two kinds of logins elsewhere, where django-allauth looks for them.

Of what they tell, accounts keep what says who somebody is; e-mail addresses only where the
login says that it has verified them.
"""

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.orcid.provider import OrcidProvider
from django.http import HttpRequest, HttpResponse

from portal.accounts.social.claims import kept
from portal.accounts.social.openid import FacilityAdapter
from portal.accounts.social.orcid import OrcidAdapter
from portal.normalise.text import clean

LONGEST_NAME = 150  # as a user's row holds it
LONGEST_EMAIL = 254


class FromPerson:
    """Begins a login as the portal wants it, whatever else the request asks for."""

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Where to go on afterwards, and whether the login is connected to an account."""
        from allauth.account.utils import get_next_redirect_url

        connect = request.POST.get("process") == AuthProcess.CONNECT
        process = AuthProcess.CONNECT if connect else AuthProcess.LOGIN
        return {"process": process, "next_url": get_next_redirect_url(request)}


class FacilityProvider(FromPerson, OpenIDConnectProvider):
    """The login of a facility."""

    account_class = ProviderAccount
    oauth2_adapter_class = FacilityAdapter

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Off to the login, with a number that its id_token must repeat."""
        nonce = secrets.token_urlsafe(24)
        parameters = {**self.get_auth_params(), "nonce": nonce}
        return super().redirect(request, process, next_url, auth_params=parameters, nonce=nonce)

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["id_token"]["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {answer: kept(told) for answer, told in data.items()}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        names = ("given_name", "family_name", "name")
        given, family, name = (_name(_said(data, member)) for member in names)
        return {"first_name": given, "last_name": family or ("" if given else name)}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        for told in (data.get("userinfo", {}), data["id_token"]):
            email, verified = told.get("email"), told.get("email_verified")
            if isinstance(email, str) and len(email) <= LONGEST_EMAIL and verified is True:
                return [EmailAddress(email=email, verified=True, primary=True)]
        return []

    def serialize(self) -> dict[str, Any]:
        """By its own name: two logins may know us by one client id."""
        return {"id": self.sub_id, "app.client_id": self.app.client_id}


class Orcid(FromPerson, OrcidProvider):
    """ORCID: it tells an iD and a name, and no e-mail address."""

    name = "ORCID"
    account_class = ProviderAccount
    oauth2_adapter_class = OrcidAdapter

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["orcid"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"last_name": _name(data["name"])}


def _said(data: dict[str, Any], member: str) -> object:
    return data.get("userinfo", {}).get(member) or data["id_token"].get(member)


def _name(value: object) -> str:
    return clean(value, LONGEST_NAME) if isinstance(value, str) else ""


provider_classes = [FacilityProvider, Orcid]
