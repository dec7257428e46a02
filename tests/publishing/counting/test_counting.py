"""How often records are looked at, and that nobody is remembered for it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from portal.catalogue.models import Record
from publishing.counting import readers
from publishing.counting.folding import fold
from publishing.counting.models import Count
from publishing.counting.notes import folder
from publishing.counting.selectors import usage
from tests.factories import dataset, make_record, withdraw

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _fresh(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.HOME = tmp_path
    monkeypatch.setattr(readers, "_away", 0.0)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def record() -> Record:
    return make_record(dataset())


def look(client: Client, record: Record, agent: str = BROWSER, **more: Any) -> None:
    headers = {"user-agent": agent, **more.pop("headers", {})}
    client.get(f"/records/{record.pk}", headers=headers, **more)


def folded(after: timedelta = timedelta(minutes=5)) -> list[tuple[str, int]]:
    with mock.patch.object(timezone, "now", return_value=timezone.now() + after):
        fold()
    return list(Count.objects.values_list("what", "number"))


def test_it_works(client: Client, record: Record) -> None:
    look(client, record)
    look(client, record, REMOTE_ADDR="192.0.2.7")
    client.get(f"/records/{record.pk}/files.csv", headers={"user-agent": BROWSER})
    assert usage(record).views == 0
    assert sorted(folded()) == [("download", 1), ("view", 2)]
    text = client.get(f"/records/{record.pk}").content.decode()
    assert "2 times, downloaded 1 time since" in text
    told = client.get(f"/records/{record.pk}.json").json()["usage"]
    assert (told["views"], told["downloads"]) == (2, 1)


def test_a_double_click_counts_once(client: Client, record: Record) -> None:
    other = make_record(dataset(pid="other"))
    for _ in range(3):
        look(client, record)
    look(client, other)
    assert folded() == [("view", 1), ("view", 1)]


def test_one_comes_back_later(client: Client, record: Record) -> None:
    look(client, record)
    with mock.patch("time.time", return_value=timezone.now().timestamp() + 31):
        look(client, record)
    assert folded() == [("view", 2)]


@pytest.mark.parametrize(
    ("agent", "headers"),
    [
        ("", {}),
        ("curl/8.5.0", {}),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", {}),
        ("python-requests/2.32", {}),
        ("F-UJI", {}),
        (BROWSER, {"sec-purpose": "prefetch;prerender"}),
    ],
)
def test_machines_dont_count(
    client: Client, record: Record, agent: str, headers: dict[str, str]
) -> None:
    look(client, record, agent, headers=headers)
    assert folded() == []


def test_a_telephone_is_no_machine(client: Client, record: Record) -> None:
    look(client, record, "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36")
    assert folded() == [("view", 1)]


def test_only_pages_that_were_shown_count(client: Client, record: Record) -> None:
    headers = {"user-agent": BROWSER}
    client.head(f"/records/{record.pk}", headers=headers)
    client.get(f"/records/{record.pk}.json", headers=headers)
    client.get(f"/records/{record.pk}?format=datacite", headers=headers)
    client.get(f"/records/{record.pk}?units=rubbish", headers=headers)
    client.get("/records/99999", headers=headers)
    withdraw(record)
    look(client, record)
    assert folded() == []


def test_nothing_of_the_reader_is_kept(client: Client, record: Record) -> None:
    look(client, record, REMOTE_ADDR="192.0.2.7")
    [file] = folder().iterdir()
    assert file.read_text() == f"{record.pk} view {timezone.now():%Y-%m-%d}\n"


def test_looking_writes_nothing_to_the_database(client: Client, record: Record) -> None:
    with mock.patch("django.db.backends.utils.CursorWrapper.execute", autospec=True) as execute:
        execute.side_effect = lambda cursor, sql, params=None: (
            pytest.fail(sql) if not sql.startswith("SELECT") else cursor.cursor.execute(sql, params)
        )
        look(client, record)


def test_a_minute_that_isnt_over_is_left_alone(client: Client, record: Record) -> None:
    look(client, record)
    assert folded(timedelta(0)) == []
    assert folded() == [("view", 1)]
    assert folded() == [("view", 1)]


def test_days_add_up(record: Record) -> None:
    folder().mkdir()
    for minute in ("20260503T1200", "20260503T1201", "20260504T0000"):
        day = f"{minute[:4]}-{minute[4:6]}-{minute[6:8]}"
        (folder() / f"{minute}.log").write_text(f"{record.pk} view {day}\n" * 2)
    fold()
    found = {one.day: one.number for one in Count.objects.all()}
    assert found == {date(2026, 5, 3): 4, date(2026, 5, 4): 2}
    assert usage(record).since == date(2026, 5, 3)
    assert list(folder().iterdir()) == []


def test_what_cant_be_read_counts_for_nothing(record: Record) -> None:
    folder().mkdir()
    lines = ["", "x", "1 view", f"{record.pk} look 2026-05-03", f"{record.pk} view 2026-99-99"]
    lines += [f"{'9' * 18} view 2026-05-03", f"{record.pk} view 2026-05-03", f"{record.pk} vi"]
    (folder() / "20260503T1200.log").write_bytes("\n".join(lines).encode() + b"\xff\n")
    fold()
    assert list(Count.objects.values_list("record", "number")) == [(record.pk, 1)]


def test_what_isnt_committed_is_counted_the_next_time(record: Record) -> None:
    folder().mkdir()
    (folder() / "20260503T1200.log").write_text(f"{record.pk} view 2026-05-03\n")
    broken = mock.patch("publishing.counting.folding._add", side_effect=RuntimeError)
    with broken, pytest.raises(RuntimeError):
        fold()
    fold()
    assert usage(record).views == 1


def test_a_killed_worker_counts_nothing_twice(record: Record) -> None:
    folder().mkdir()
    (folder() / "20260503T1200.taken").write_text(f"{record.pk} view 2026-05-03\n")
    fold()
    assert not Count.objects.exists()
    assert list(folder().iterdir()) == []


@pytest.mark.parametrize("broken", ["cache", "disk"])
def test_a_page_comes_though_it_cant_be_counted(
    client: Client, record: Record, broken: str, settings: Any, tmp_path: Path
) -> None:
    if broken == "disk":
        (tmp_path / "file").touch()
        settings.HOME = tmp_path / "file"
        look(client, record)
        return
    with mock.patch.object(readers, "cache") as away:
        away.get_or_set.side_effect = ConnectionError
        for _ in range(3):
            look(client, record)
        assert away.get_or_set.call_count == 1


def test_it_costs_one_query(
    client: Client, record: Record, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(1, 29):
        Count.objects.create(record=record, day=date(2026, 2, day), what="view", number=day)
    with django_assert_num_queries(1):
        assert usage(record).views == sum(range(1, 29))
