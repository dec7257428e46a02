"""What people are called where others work with them; login names say nothing."""

from django.contrib.auth.models import User

from portal.mail.recipients import confirmed

SOMEBODY = "somebody"


def called(user: User) -> str:
    """The name, else the confirmed address: for those who work on the same thing, not for pages
    that anybody sees."""
    return user.get_full_name() or confirmed(user) or user.email or SOMEBODY
