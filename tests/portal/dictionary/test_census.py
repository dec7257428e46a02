"""The census: which parameters public records have, in which units, from what to what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from portal.catalogue.models import ChangedBlock, Record
from portal.catalogue.records import Parameter
from portal.dictionary import selectors
from portal.dictionary.census import blocks, counting, counts, totals
from portal.dictionary.models import Census, CountedBlock, CountedGroup
from portal.normalise.parameters import parameter
from tests.factories import dataset, make_record, withdraw

pytestmark = pytest.mark.django_db


def given(*rows: tuple[str, object, str]) -> tuple[Parameter, ...]:
    made = [parameter(name, value, unit) for name, value, unit in rows]
    return tuple(one for one in made if one)


def told(pid: str, *rows: tuple[str, object, str], **changes: object) -> Record:
    return make_record(dataset(pid=pid, parameters=given(*rows), **changes))


def known(name: str, dimension: str) -> selectors.Named:
    found = selectors.counted(name, dimension)
    assert found is not None
    return found


def test_it_works() -> None:
    told("1", ("temperature", 100, "K"), ("energy", 12.4, "keV"))
    told("2", ("Sample.Temperature", [80, 300], "Kelvin"))
    told("3", ("sample_temp", 20, "°C"), ("note", "cold", ""))
    assert counting.count(None) == counting.Counted(blocks=1)
    found = known("sample_temperature", "temperature")
    assert (found.records, found.unit, found.label) == (3, "K", "Sample temperature")
    assert (found.low, found.high) == (80.0, 300.0)
    assert set(found.spellings) == {"temperature", "Sample.Temperature", "sample_temp"}
    assert known("incident_photon_energy", "energy").records == 1
    assert (known("note", "").records, known("note", "").low) == (1, None)


def test_a_record_counts_once_however_often_it_has_the_name() -> None:
    told("1", ("temperature", 100, "K"), ("sample_temperature", 120, "K"))
    counting.count(None)
    assert known("sample_temperature", "temperature").records == 1


def test_only_public_records_count() -> None:
    told("1", ("knob", 1, "mm"))
    told("2", ("knob", 9, "mm"), public_from="")
    told("3", ("secret knob", 9, "mm"), public_from="2999-01-01")
    counting.count(None)
    assert (known("knob", "length").records, known("knob", "length").high) == (1, 0.001)
    assert selectors.counted("secret_knob", "length") is None
    assert selectors.names_like("secret") == []


def test_what_is_withdrawn_or_changed_no_longer_counts() -> None:
    record = told("1", ("knob", 1, "mm"))
    told("2", ("knob", 5, "mm"))
    counting.count(None)
    told("2", ("knob", 3, "mm"))
    withdraw(record)
    counting.count(None)
    assert (known("knob", "length").records, known("knob", "length").low) == (1, 0.003)


def test_only_what_changed_is_counted_again() -> None:
    told("1", ("knob", 1, "mm"))
    far = told("2", ("knob", 5, "mm"))
    far.pk, far.pid = 5 * blocks.BLOCK, "far"
    far.save(force_insert=True)
    ChangedBlock.objects.create(block=5)
    assert counting.count(None).blocks == 2
    assert counting.count(None).blocks == 0
    before = CountedBlock.objects.get(block=5).counted_at
    told("1", ("knob", 2, "mm"))
    assert counting.count(None).blocks == 1
    assert CountedBlock.objects.get(block=5).counted_at == before
    found = known("knob", "length")
    assert (found.records, found.low, found.high) == (3, 0.002, 0.005)


def test_a_step_counts_some_blocks_and_the_sum_waits_while_more_are_left() -> None:
    told("1", ("knob", 1, "mm"))
    counting.count(None)
    ChangedBlock.objects.bulk_create(ChangedBlock(block=one) for one in (0, 1, 2))
    token = Census.objects.get().token
    assert counting.count(2) == counting.Counted(blocks=2, left=1)
    assert Census.objects.get().token == token
    Census.objects.update(made_at=timezone.now() - timedelta(minutes=5))
    ChangedBlock.objects.create(block=3)
    counting.count(1)
    assert Census.objects.get().token != token


def test_a_worker_killed_before_the_sum_makes_up_for_it() -> None:
    told("1", ("knob", 1, "mm"))
    blocks.keep(0, blocks.counted(0))
    ChangedBlock.objects.all().delete()
    counting.count()
    assert known("knob", "length").records == 1


def test_only_groups_with_a_change_are_added_anew() -> None:
    told("1", ("knob", 1, "mm"))
    far = told("2", ("knob", 5, "mm"))
    far.pk, far.pid = totals.GROUP * blocks.BLOCK, "far"
    far.save(force_insert=True)
    ChangedBlock.objects.create(block=totals.GROUP)
    counting.count(None)
    before = dict(CountedGroup.objects.values_list("group", "added_at"))
    told("1", ("knob", 2, "mm"))
    counting.count(None)
    after = dict(CountedGroup.objects.values_list("group", "added_at"))
    assert after[0] > before[0]
    assert after[1] == before[1]
    assert (known("knob", "length").records, known("knob", "length").low) == (3, 0.002)


def test_everything_is_counted_anew() -> None:
    told("1", ("knob", 1, "mm"))
    counting.count(None)
    CountedBlock.objects.all().delete()
    counting.everything()
    counting.count(None)
    assert known("knob", "length").records == 1


def test_too_many_names_keep_the_commonest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "MOST_NAMES", 3)
    common = [counts.Count("common", "", records=9)]
    rare = [counts.Count(f"rare{n}", "", records=1) for n in range(7)]
    found = counts.added([common, rare, common])
    assert len(found) == 3
    assert (found[0].name, found[0].records) == ("common", 18)


def test_a_block_that_could_not_count_all_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "MOST_SPELLINGS", 1)
    told("1", ("temperature", 100, "K"))
    assert blocks.counted(0).whole
    told("2", ("sample temp", 100, "K"))
    assert not blocks.counted(0).whole


def test_an_unreadable_body_does_not_stop_the_census() -> None:
    record = told("1", ("knob", 1, "mm"))
    told("2", ("knob", 1, "mm"))
    Record.objects.filter(pk=record.pk).update(body='{"parameters": 5}')
    counting.count(None)
    assert known("knob", "length").records == 1


def test_units_that_nobody_knows_stay_as_they_came() -> None:
    told("1", ("knob", 3, "ticks"))
    counting.count(None)
    assert known("knob", "").unit == "ticks"
    assert known("knob", "").shown_unit is None


def test_a_record_whose_time_comes_is_counted() -> None:
    from portal.catalogue.ticks import tick

    now = datetime.now(UTC)
    record = told("1", ("knob", 1, "mm"), public_from="2999-01-01")
    counting.count(None)
    Record.objects.filter(pk=record.pk).update(
        public_from=now - timedelta(minutes=1), changed_at=now - timedelta(days=1)
    )
    tick()
    counting.count(None)
    assert known("knob", "length").records == 1
