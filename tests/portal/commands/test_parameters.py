"""``manage.py parameters``."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.catalogue.models import ChangedBlock
from portal.dictionary.census.counting import LOCK
from portal.locks import lock
from tests.portal.dictionary.test_census import known, told

pytestmark = pytest.mark.django_db


def said(action: str) -> str:
    out = StringIO()
    call_command("parameters", action, stdout=out)
    return out.getvalue()


def test_it_works() -> None:
    blocks = told("1", ("temperature", 100, "K")).pk // ChangedBlock.BLOCK + 1
    assert "names that records have: 0\n" in said("status")
    assert "blocks of records to be counted: 1\n" in said("status")
    assert f"{blocks} blocks of records counted" in said("recount")
    assert known("sample_temperature", "temperature").records == 1
    text = said("status")
    assert "names that records have: 1\n" in text
    assert "is applied to all records" in text


def test_somebody_else_is_at_it() -> None:
    with lock(LOCK), pytest.raises(CommandError, match="another process"):
        call_command("parameters", "recount")
