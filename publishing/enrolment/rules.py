"""What must fit together in an enrolment, and what to do where it doesn't."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from portal.accounts.social import offered
from portal.normalise.licences import is_spdx

if TYPE_CHECKING:
    from publishing.enrolment.models import Enrolment

TEST_PREFIX = "10.5072"  # DataCite's for tests: no DOI below it is real
LONGEST_PASSWORD = 1000
SANDBOX, DATACITE = "sandbox", "datacite"


class PasswordProblem(Exception):
    """The password of a registrar's account can't be read; the message says why, and not what."""


def problems(enrolment: "Enrolment") -> dict[str, list[str]]:
    """What is wrong with each field; nothing where DOIs can be registered."""
    found: dict[str, list[str]] = {}
    for field, message in (*_registrar(enrolment), *_words(enrolment), *_login(enrolment)):
        found.setdefault(field, []).append(message)
    return found


def password(enrolment: "Enrolment") -> str:
    """The password of the registrar's account, read from its file now.

    Raises PasswordProblem.
    """
    path = enrolment.password_file
    try:
        with Path(path).open(encoding="utf-8") as file:
            text = file.read(LONGEST_PASSWORD + 1).strip()
    except OSError as error:
        raise PasswordProblem(f"can't read {path} ({error.strerror})") from error
    except ValueError as error:
        raise PasswordProblem(f"can't read {path} (it isn't UTF-8 text)") from error
    if not text or len(text) > LONGEST_PASSWORD or not text.isprintable():
        raise PasswordProblem(f"{path} must hold the account's password and nothing else")
    return text


def _registrar(enrolment: "Enrolment") -> Iterator[tuple[str, str]]:
    if enrolment.registrar == SANDBOX:
        if enrolment.prefix != TEST_PREFIX:
            yield "prefix", f"The sandbox registers nothing but {TEST_PREFIX}: write that."
        return
    if enrolment.prefix == TEST_PREFIX:
        yield "prefix", f"{TEST_PREFIX} is for the sandbox: write the facility's own prefix."
    if not enrolment.account:
        yield "account", "DataCite asks for an account: write its name, such as ESS.DATA."
    if not enrolment.password_file:
        yield "password_file", "Write the path of the file that holds the account's password."
        return
    try:
        password(enrolment)
    except PasswordProblem as error:
        yield "password_file", f"The password can't be used: {error}."


def _words(enrolment: "Enrolment") -> Iterator[tuple[str, str]]:
    if not is_spdx(enrolment.licence):
        yield "licence", "Write a licence's SPDX identifier, such as CC-BY-4.0 or CC0-1.0."


def _login(enrolment: "Enrolment") -> Iterator[tuple[str, str]]:
    known = offered.facilities()
    if not enrolment.login_provider:
        return
    if enrolment.login_provider not in known:
        names = ", ".join(sorted(known)) or "none"
        yield "login_provider", f"No such login is set up; OIDC_PROVIDERS has: {names}."
    if not enrolment.groups_claim:
        yield "groups_claim", "Write the claim that holds the groups, such as groups."
