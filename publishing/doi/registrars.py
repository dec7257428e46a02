"""Which registrar has a DOI, and with what account and password we go there."""

from contextlib import ExitStack
from typing import Self

from django.conf import settings

from publishing.doi.answers import Denied, Unreachable
from publishing.doi.client import Registrar
from publishing.doi.models import Doi
from publishing.doi.sandbox import place
from publishing.doi.sandbox.server import Missing
from publishing.doi.sandbox.state import ACCOUNT
from publishing.enrolment.models import Enrolment
from publishing.enrolment.rules import PasswordProblem, password

SANDBOX = Enrolment.Registrar.SANDBOX


class Registrars:
    """The registrars that a step speaks with, each opened when it is first asked for."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._open: dict[tuple[str, int], Registrar] = {}

    def of(self, doi: Doi) -> Registrar:
        """The one that has this DOI, with its facility's account.

        Raises Denied where account or password are missing, Unreachable where the sandbox is.
        """
        return self.named(doi.registrar, doi.facility_id)

    def named(self, registrar: str, facility_id: int) -> Registrar:
        """As ``of``, for the DOIs of a facility at the registrar of this name."""
        key = (registrar, 0 if registrar == SANDBOX else facility_id)
        if key not in self._open:
            made = _sandbox() if registrar == SANDBOX else _datacite(facility_id)
            self._stack.callback(made.close)
            self._open[key] = made
        return self._open[key]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def _sandbox() -> Registrar:
    try:
        return Registrar(place.address(), ACCOUNT, place.password())
    except Missing as error:
        raise Unreachable(str(error)) from error


def _datacite(facility_id: int) -> Registrar:
    enrolment = Enrolment.objects.select_related("facility").get(facility_id=facility_id)
    name = enrolment.facility.short_name
    if not enrolment.account or not enrolment.password_file:
        raise _denied(f"{name} has no account at DataCite: write it into the facility's enrolment")
    try:
        secret = password(enrolment)
    except PasswordProblem as error:
        # Not what it says: this is shown to curators, and the path isn't theirs to know.
        said = f"the password file of {name} can't be used: look at the facility's enrolment"
        raise _denied(said) from error
    return Registrar(settings.DATACITE_URL, enrolment.account, secret)


def _denied(message: str) -> Denied:
    return Denied(message, 0, "", ())
