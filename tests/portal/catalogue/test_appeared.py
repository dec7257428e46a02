"""When a record could be seen first."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.utils.module_loading import import_string

from portal.catalogue.models import Record
from tests.factories import dataset, make_record, withdraw

pytestmark = pytest.mark.django_db
CAME = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def told(now: datetime, public_from: str, title: str = "One") -> Record:
    return make_record(dataset(pid="p/1", public_from=public_from, title=title), now=now)


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


def test_the_migration_fills_it_from_what_is_known() -> None:
    told(CAME, "2020-01-01")
    make_record(dataset(pid="p/2", public_from="2026-04-01"), now=CAME)
    make_record(dataset(pid="p/3", public_from=""), now=CAME)
    expected = list(Record.objects.order_by("pk").values_list("appeared_at"))
    Record.objects.update(appeared_at=None)
    fill = import_string("portal.catalogue.migrations.0004_appeared.from_what_is_known")
    fill(apps, None)
    assert list(Record.objects.order_by("pk").values_list("appeared_at")) == expected
