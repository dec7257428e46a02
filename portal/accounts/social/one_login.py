"""What both kinds of logins elsewhere do with a token: it serves one login, and isn't kept."""

from typing import Any

from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter


class OneLogin(OAuth2Adapter):
    """``state`` is what was put aside when this login began."""

    state: dict[str, Any]

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The token's answer.  Whatever shape it has, it can't break us."""
        return _answer(super().get_access_token_data, *args, **kwargs)

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        return SocialToken(token=data["access_token"])


def _answer(ask: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
    """The token's answer that ``ask`` gets: an object with an access token.

    Raises OAuth2Error or requests.RequestException.
    """
    try:
        data = ask(*args, **kwargs)
        if isinstance(data, dict) and isinstance(data.get("access_token"), str):
            return data
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise OAuth2Error(f"the token's answer can't be read: {type(error).__name__}") from error
    raise OAuth2Error("the token's answer has no access token")
