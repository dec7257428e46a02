"""When a record could be seen first."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db.migrations import RunPython

from portal.catalogue.models import Record
from tests.factories import dataset, make_record, withdraw

pytestmark = pytest.mark.django_db
CAME = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def told(now: datetime, public_from: str, title: str = "One", pid: str = "p/1") -> Record:
    return make_record(dataset(pid=pid, public_from=public_from, title=title), now=now)


@pytest.mark.parametrize(
    ("public_from", "appeared"),
    [
        ("2020-01-01", CAME),
        ("2026-04-01", datetime(2026, 4, 1, tzinfo=UTC)),
        ("", None),
    ],
)
def test_it_works(public_from: str, appeared: datetime | None) -> None:
    assert told(CAME, public_from).appeared_at == appeared


def test_a_change_does_not_move_it() -> None:
    told(CAME, "2020-01-01")
    assert told(CAME + DAY, "2020-01-01", "Changed").appeared_at == CAME
    assert told(CAME + 2 * DAY, "2021-01-01", "Changed").appeared_at == CAME


def test_it_moves_with_a_time_that_is_still_to_come() -> None:
    told(CAME, "2026-04-01")
    moved = told(CAME + DAY, "2026-05-01")
    assert moved.appeared_at == datetime(2026, 5, 1, tzinfo=UTC)
    assert told(CAME + 2 * DAY, "2020-01-01").appeared_at == CAME + 2 * DAY


def test_what_was_private_appears_when_it_is_told_to_be_public() -> None:
    told(CAME, "")
    assert told(CAME + DAY, "2020-01-01").appeared_at == CAME + DAY


def test_coming_back_is_not_appearing() -> None:
    withdraw(told(CAME, "2020-01-01"), CAME + DAY)
    assert told(CAME + 2 * DAY, "2020-01-01").appeared_at == CAME


@pytest.mark.parametrize("at_once", [1, 2, 5000])
def test_the_migration_fills_it_from_what_is_known(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        told(CAME, "2020-01-01", pid=f"p/{number}")
    told(CAME, "2026-04-01", pid="p/3")
    told(CAME, "", pid="p/4")
    told(CAME, "2020-01-01", pid="p/5")
    expected = list(Record.objects.order_by("pk").values_list("appeared_at"))
    Record.objects.update(appeared_at=None)
    migration = import_module("portal.catalogue.migrations.0005_fill_appeared")
    monkeypatch.setattr(migration, "AT_ONCE", at_once)
    migration.from_what_is_known(apps, None)
    assert list(Record.objects.order_by("pk").values_list("appeared_at")) == expected


def test_nobody_waits_for_all_records_to_be_filled() -> None:
    """The column comes in a transaction of its own, and the filling is in none."""
    column, filling = (
        import_module(f"portal.catalogue.migrations.{name}").Migration
        for name in ("0004_appeared", "0005_fill_appeared")
    )
    assert not any(isinstance(step, RunPython) for step in column.operations)
    assert filling.atomic is False
    assert all(isinstance(step, RunPython) and not step.atomic for step in filling.operations)
