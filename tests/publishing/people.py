"""People as they have logged in elsewhere, and facilities that publish."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User

from publishing.enrolment.models import Enrolment
from tests.factories import FacilityFactory

ORCID = "0000-0002-1825-0097"
LOGIN = "ess-login"  # the facility's login, by its name in the settings


def person(name: str = "ana", **fields: Any) -> User:
    """Somebody with an account, whose e-mail address is confirmed."""
    email = f"{name}@example.org"
    user = User.objects.create_user(f"{name}-name", email, **fields)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def with_orcid(user: User, orcid: str = ORCID) -> User:
    """The same, having logged in with that ORCID iD."""
    SocialAccount.objects.create(user=user, provider="orcid", uid=orcid)
    return user


def with_groups(user: User, *groups: str, provider: str = LOGIN) -> User:
    """The same, having logged in at a facility that says they are in these groups."""
    told = {"id_token": {"sub": user.username}, "userinfo": {"groups": [*groups]}}
    SocialAccount.objects.create(user=user, provider=provider, uid=user.username, extra_data=told)
    return user


def logins(*names: str) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS with these facilities' logins, which ``with_groups`` needs."""
    return {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": name,
                    "name": name,
                    "client_id": "beamfinder",
                    "secret": "hush",
                    "settings": {"server_url": f"https://{name}.example.org"},
                }
                for name in names or (LOGIN,)
            ]
        }
    }


def enrolled(slug: str = "ess", *curators: User, **fields: Any) -> Enrolment:
    """That facility publishes here, in the sandbox; its login's groups are its proposals."""
    rules = {"login_provider": LOGIN, "group_prefix": "proposal-", **fields}
    made, _ = Enrolment.objects.update_or_create(
        facility=FacilityFactory(slug=slug), defaults=rules
    )
    made.curators.add(*curators)
    return made
