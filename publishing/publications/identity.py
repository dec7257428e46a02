"""Who somebody is beyond this portal: as said by where they logged in, never as they typed it.

Both look at what the last login there told (SocialAccount); logging in again renews it.
"""

from datetime import timedelta
from itertools import islice
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.utils import timezone

from portal.accounts.social import offered
from portal.accounts.social.configured import orcid_name
from portal.normalise.people import orcid as read_orcid
from publishing.enrolment.models import Enrolment

GROUPS_LAST = timedelta(days=30)  # after a login
MOST_GROUPS = 10_000
LONGEST_GROUP = 200
DEEPEST = 10  # names in the way to a claim


def orcid(user: User | AnonymousUser) -> str:
    """The ORCID iD that the user has logged in with at ORCID, "" for none.

    What other logins say of somebody's ORCID iD doesn't count: nobody knows whether they
    checked it.
    """
    if not user.is_authenticated:
        return ""
    found = SocialAccount.objects.filter(user=user, provider=orcid_name(settings.ORCID_SANDBOX))
    known = map(read_orcid, found.order_by("pk").values_list("uid", flat=True))
    return next(filter(None, known), "")


def proposals(user: User | AnonymousUser, enrolment: Enrolment) -> frozenset[str]:
    """The proposals that the login of this facility says the user belongs to.

    What any other login says doesn't count, nor what one said that the settings no longer name,
    nor what it said longer ago than GROUPS_LAST: people leave proposals.
    """
    provider = enrolment.login_provider
    if not user.is_authenticated or provider not in offered.facilities():
        return frozenset()
    found = SocialAccount.objects.filter(
        user=user, provider=provider, last_login__gte=timezone.now() - GROUPS_LAST
    )
    return frozenset(
        proposal
        for told in found.values_list("extra_data", flat=True)
        for group in groups(told, enrolment.groups_claim)
        if (proposal := _proposal(group, enrolment.group_prefix))
    )


def groups(told: object, claim: str) -> frozenset[str]:
    """The texts of a claim that is a text or a list of texts; whatever else it has is skipped.

    ``told`` holds the answers of a login, of which "userinfo" goes before "id_token".
    ``claim`` is a name, or the way to one within others: "realm_access.roles".
    """
    answers = (_member(told, name) for name in ("userinfo", "id_token"))
    found = next((value for answer in answers if (value := _within(answer, claim))), None)
    listed = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    return frozenset(group for group in islice(listed, MOST_GROUPS) if _is_group(group))


def _within(answer: object, claim: str) -> Any:
    """The value of the claim; a name with a dot in it goes before a way of two names."""
    whole = _member(answer, claim)
    if whole is not None or "." not in claim:
        return whole
    for name in claim.split(".", DEEPEST):
        answer = _member(answer, name)
    return answer


def _member(value: object, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _is_group(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_GROUP and value.isprintable()


def _proposal(group: str, prefix: str) -> str:
    """What stands behind the prefix, "" without it."""
    return group.removeprefix(prefix).strip() if group.startswith(prefix) else ""
