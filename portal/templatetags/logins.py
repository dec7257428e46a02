"""What pages of accounts say of logins elsewhere."""

from allauth.socialaccount.models import SocialAccount
from django import template
from django.conf import settings
from django.contrib.auth.models import User

from portal.accounts.social import offered
from portal.accounts.social.configured import orcid_name
from portal.accounts.social.offered import Login

register = template.Library()


@register.simple_tag
def logins_elsewhere() -> list[Login]:
    """The logins that the settings name."""
    return offered.logins()


@register.simple_tag
def your_orcid(user: User) -> str:
    """The address of the ORCID iD that the user logged in with, "" for none."""
    name = orcid_name(settings.ORCID_SANDBOX)
    found = SocialAccount.objects.filter(user=user, provider=name).order_by("pk").first()
    site = "sandbox.orcid.org" if settings.ORCID_SANDBOX else "orcid.org"
    return f"https://{site}/{found.uid}" if found else ""
