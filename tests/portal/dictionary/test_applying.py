"""After a change of the dictionary exactly the records that it concerns are indexed anew."""

import pytest

from portal.catalogue.models import ChangedBlock, Outbox, Record
from portal.dictionary import applying, current, services
from portal.dictionary.census import blocks, counting
from portal.dictionary.models import Applied, ParameterName
from portal.normalise import names
from tests.portal.dictionary.test_census import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored() -> dict[str, int]:
    """Records by their PID, all of them counted and indexed."""
    rows = {
        "plain": ("GDG", 1, "mm"),
        "nested": ("motors.gdg", 2, "mm"),
        "other": ("energy", 8, "keV"),
        "volts": ("gdg", 5, "V"),
    }
    made = {pid: told(pid, row).pk for pid, row in rows.items()}
    counting.count(None)
    Outbox.objects.all().delete()
    return made


def add(aliases: str) -> None:
    found = ParameterName.objects.filter(key="gadget").first()
    row = found or ParameterName(key="gadget", label="Gadget", dimension="length")
    row.aliases = aliases
    services.save(row)
    current.refresh()


def gadgets(stored: dict[str, int]) -> set[int]:
    """Who has the name; that in volts is told apart as soon as it means a length elsewhere."""
    return {stored["plain"], stored["nested"], stored["volts"]}


def announced() -> set[int]:
    found = set(Outbox.objects.values_list("record_id", flat=True))
    Outbox.objects.all().delete()
    return found


def test_it_works(stored: dict[str, int]) -> None:
    assert applying.is_applied()
    add("gdg")
    assert not applying.is_applied()
    assert "waits for the worker" in applying.progress()
    step = applying.apply(None)
    assert (step.done, step.records) == (True, 3)
    assert announced() == gadgets(stored)
    assert applying.is_applied()
    assert applying.progress() == ""
    assert applying.apply(None) == applying.Step()
    counting.count(None)
    (counted,) = [one for one in blocks.read(0).counts if one.name == "gadget"]
    assert counted.records == 2


def test_taking_a_name_away_announces_them_too(stored: dict[str, int]) -> None:
    add("gdg")
    applying.apply(None)
    announced()
    add("")
    applying.apply(None)
    assert announced() == gadgets(stored)


def test_another_label_announces_who_is_found_by_it(stored: dict[str, int]) -> None:
    row = ParameterName.objects.get(key="incident_photon_energy")
    row.label = "Energy of the photons"
    services.save(row)
    applying.apply(None)
    assert announced() == {stored["other"]}


def test_another_unit_or_dimensionless_change_announces_nobody(stored: dict[str, int]) -> None:
    row = ParameterName.objects.get(key="incident_photon_energy")
    row.unit = "eV"
    services.save(row)
    assert applying.apply(None).done
    assert announced() == set()


def test_what_is_not_counted_yet_is_looked_at(stored: dict[str, int]) -> None:
    late = told("late", ("gdg", 3, "mm")).pk
    announced()
    add("gdg")
    applying.apply(None)
    assert announced() == gadgets(stored) | {late}


def test_blocks_without_such_names_are_not_read(
    stored: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(block: int) -> None:
        raise AssertionError(block)

    monkeypatch.setattr(blocks, "parameters", fail)
    add("never heard of")
    assert applying.apply(None).done


def test_it_goes_on_where_it_stopped(stored: dict[str, int]) -> None:
    far = Record.objects.get(pk=stored["plain"])
    far.pk, far.pid = 3 * blocks.BLOCK, "far"
    far.save(force_insert=True)
    ChangedBlock.objects.create(block=3)
    add("gdg")
    assert applying.apply(1) == applying.Step(blocks=1, records=3, done=False)
    assert "1 of 4 blocks" in applying.progress()
    assert applying.apply(2).done is False
    assert applying.apply(2).done
    assert announced() == gadgets(stored) | {far.pk}


def test_a_change_during_a_change_is_applied_after_it(stored: dict[str, int]) -> None:
    add("gdg")
    assert applying.apply(0).done is False
    add("")
    assert applying.apply(None).done is False
    assert announced() == gadgets(stored)
    assert applying.apply(None).done
    assert announced() == gadgets(stored)


def test_a_full_outbox_is_left_to_the_index_first(
    stored: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    told("late", ("x", 3, "mm"))
    monkeypatch.setattr(applying, "MOST_WAITING", 0)
    add("gdg")
    assert applying.apply(None).done is False
    assert Applied.objects.get().next_block == 0


def test_another_shipped_table_is_applied_as_well(stored: dict[str, int]) -> None:
    entries = tuple(
        one for one in names.SHIPPED.entries if one.name.key != "incident_photon_energy"
    )
    Applied.objects.create(entries=applying.written(entries))
    assert applying.apply(None).done
    assert announced() == {stored["other"]}
