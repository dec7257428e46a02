"""Whom the portal may write to."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User


def confirmed(user: User) -> str:
    """The address that the person has confirmed; "" for none, or a closed account."""
    if not user.is_active:
        return ""
    found = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    return found.values_list("email", flat=True).first() or ""
