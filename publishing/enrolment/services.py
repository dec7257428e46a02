"""Enrolling a facility, once or again."""

from collections.abc import Mapping, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import transaction

from portal.catalogue.models import Facility
from publishing.enrolment.models import Enrolment
from publishing.enrolment.selectors import of


class UnknownCurator(Exception):
    """Nobody has an account with this confirmed address; the message says so."""


@transaction.atomic
def enrol(
    facility: Facility,
    rules: Mapping[str, Any],
    curators: Sequence[str] = (),
    former: Sequence[str] = (),
) -> Enrolment:
    """Enrol the facility by these rules; those not given stay as they are.

    ``curators`` are added and ``former`` ones taken away, by the e-mail addresses of their
    accounts.  Raises ValidationError, by field, or UnknownCurator.
    """
    made = of(facility) or Enrolment(facility=facility)
    for name, value in rules.items():
        setattr(made, name, value)
    made.full_clean()
    made.save()
    made.curators.add(*map(_account, curators))
    made.curators.remove(*map(_account, former))
    return made


def _account(email: str) -> User:
    """Whose confirmed address this is; an unconfirmed one says nothing."""
    found = EmailAddress.objects.filter(email__iexact=email, verified=True).first()
    if found is None:
        raise UnknownCurator(f"nobody has an account with the confirmed address {email!r}")
    user: User = found.user
    return user
