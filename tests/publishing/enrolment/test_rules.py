"""What fits together in an enrolment; what doesn't is told where it stands."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from publishing.enrolment import checks
from publishing.enrolment.models import Enrolment
from publishing.enrolment.rules import PasswordProblem, password
from publishing.enrolment.selectors import curated_by, of
from tests.factories import FacilityFactory
from tests.publishing.people import LOGIN, enrolled, logins, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def facility_login(settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = logins()


@pytest.fixture
def real(tmp_path: Path) -> dict[str, Any]:
    """An enrolment at DataCite that lacks nothing."""
    file = tmp_path / "password"
    file.write_text("hush\n")
    return {
        "facility": FacilityFactory(),
        "registrar": "datacite",
        "prefix": "10.17199",
        "account": "ESS.DATA",
        "password_file": str(file),
    }


def test_the_sandbox_needs_nothing() -> None:
    Enrolment(facility=FacilityFactory()).full_clean()


def test_datacite(real: dict[str, Any]) -> None:
    made = Enrolment(**real)
    made.full_clean()
    assert password(made) == "hush"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("prefix", "10.5072", "10.5072 is for the sandbox"),
        ("prefix", "17199", "A DOI prefix looks like 10.5072"),
        ("account", "", "DataCite asks for an account"),
        ("password_file", "", "Write the path of the file"),
        ("password_file", "/no/such", "can't read /no/such (No such file"),
        ("password_file", "/", "can't read / (Is a directory)"),
        ("licence", "CC BY", "SPDX identifier"),
        ("licence", "", "This field cannot be blank"),
        ("login_provider", "nobody", f"OIDC_PROVIDERS has: {LOGIN}"),
    ],
)
def test_what_is_wrong(real: dict[str, Any], field: str, value: str, message: str) -> None:
    with pytest.raises(ValidationError) as told:
        Enrolment(**{**real, field: value}).full_clean()
    assert list(told.value.message_dict) == [field]
    assert message in " ".join(told.value.message_dict[field])


def test_the_sandbox_registers_no_real_prefix() -> None:
    with pytest.raises(ValidationError, match=r"The sandbox registers nothing but 10\.5072"):
        Enrolment(facility=FacilityFactory(), prefix="10.17199").full_clean()


def test_groups_need_their_claim() -> None:
    with pytest.raises(ValidationError, match="Write the claim that holds the groups"):
        Enrolment(facility=FacilityFactory(), login_provider=LOGIN, groups_claim="").full_clean()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"hush\nhush", b"x" * 1001, b"\x00"],
    ids=["empty", "binary", "lines", "long", "zero"],
)
def test_what_is_no_password(real: dict[str, Any], content: bytes) -> None:
    Path(real["password_file"]).write_bytes(content)
    with pytest.raises(PasswordProblem) as told:
        password(Enrolment(**real))
    assert "hush" not in str(told.value)


def test_the_check_tells_of_what_broke_since(real: dict[str, Any]) -> None:
    Enrolment.objects.create(**real)
    assert checks.enrolments(databases=["default"]) == []
    Path(real["password_file"]).unlink()
    [warning] = checks.enrolments(databases=["default"])
    assert warning.msg.startswith("ess: password_file: The password can't be used: can't read ")
    assert checks.enrolments() == []


def test_whose_is_whose() -> None:
    curator, nobody = person("curator"), person("nobody")
    made = enrolled("ess", curator, enabled=False)
    enrolled("maxiv")
    assert of(made.facility) == made
    assert of(FacilityFactory(slug="esrf")) is None
    assert [facility.slug for facility in curated_by(curator)] == ["ess"]
    assert not curated_by(nobody).exists()
    curator.is_active = False
    assert not curated_by(curator).exists()
