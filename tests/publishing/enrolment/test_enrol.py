"""Enrolling a facility by one line, as often as one likes."""

from io import StringIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from publishing.enrolment.models import Enrolment
from tests.factories import FacilityFactory
from tests.publishing.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ess() -> None:
    FacilityFactory()


def enrol(*words: str) -> str:
    out = StringIO()
    call_command("enrol", *words, stdout=out)
    return out.getvalue()


def test_it_works() -> None:
    assert enrol("ess") == "ESS publishes under 10.5072, registered by sandbox (no real DOIs)\n"
    made = Enrolment.objects.get()
    assert (made.review, made.enabled, made.licence) == (True, True, "CC-BY-4.0")


def test_said_again_it_changes_only_what_is_given() -> None:
    curator = person("curator")
    enrol("ess", "--no-review", "--licence", "CC0-1.0", "--curator", "curator@example.org")
    enrol("ess", "--suffix", "numbered")
    enrol("ess", "--curator", "Curator@example.org")
    made = Enrolment.objects.get()
    assert (made.review, made.licence, made.suffix) == (False, "CC0-1.0", "numbered")
    assert list(made.curators.all()) == [curator]
    enrol("ess", "--former-curator", "curator@example.org", "--no-enabled", "--review")
    made.refresh_from_db()
    assert (made.review, made.enabled, made.curators.count()) == (True, False, 0)


def test_datacite_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("hush")
    words = ("--registrar", "datacite", "--prefix", "10.17199", "--account", "ESS.DATA")
    told = enrol("ess", *words, "--password-file", str(tmp_path / "password"))
    assert told == "ESS publishes under 10.17199, registered by DataCite\n"


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(CommandError) as told:
        enrol("ess", "--registrar", "datacite", "--licence", "CC BY")
    assert [line.split(":")[0] for line in str(told.value).splitlines()] == [
        "--prefix",
        "--account",
        "--password-file",
        "--licence",
    ]
    assert not Enrolment.objects.exists()


def test_an_unknown_facility() -> None:
    with pytest.raises(CommandError, match="there is no facility 'esrf', only: ess"):
        enrol("esrf")


def test_curators_have_confirmed_addresses() -> None:
    person("curator")
    EmailAddress.objects.update(verified=False)
    for email in ("curator@example.org", "nobody@example.org"):
        with pytest.raises(CommandError, match="nobody has an account with the confirmed"):
            enrol("ess", "--no-review", "--curator", email)
    assert not Enrolment.objects.exists()
