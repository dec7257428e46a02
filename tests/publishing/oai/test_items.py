"""What harvesters are offered, and in what order."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.catalogue.models import ChangedDocument, Facility, Mark, Record
from portal.catalogue.records import Document, Technique
from portal.catalogue.ticks import tick
from portal.locks import lock
from publishing.oai import items, sets, stamping
from publishing.oai.models import Item, Membership
from tests.factories import FacilityFactory, SourceFactory, dataset, document, make_record, withdraw

pytestmark = pytest.mark.django_db

SAXS = Technique(name="SAXS", panet="PaNET01124")


class Clock:
    """The clock that stamps are taken from, to be set by tests."""

    def __init__(self) -> None:
        self.second = 1_700_000_000

    def __call__(self) -> int:
        return self.second


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(items, "clock", made)
    monkeypatch.setattr(stamping, "clock", made)
    return made


@pytest.fixture(autouse=True)
def ess() -> Facility:
    return FacilityFactory(slug="ess", offers_harvested=True)


def told(number: int = 0, **changes: object) -> Record:
    fields = {"pid": f"pid-{number}", "doi": f"10.5072/{number}"} | changes
    return make_record(document(**fields))


def listed(spec: str = "", first: int | None = None, last: int | None = None) -> list[int]:
    """The records of a whole list, read two items at a time."""
    found: list[items.Item] = []
    while part := items.page(found[-1].stamp if found else 0, first, last, spec, 2):
        found += part
    assert items.count(first, last, spec) == len(found)
    return [item.record_id for item in found]


def test_a_public_document_is_offered_and_a_dataset_is_not(clock: Clock) -> None:
    record = told()
    make_record(dataset())
    assert stamping.stamp() == stamping.Report(stamped=1)
    item = items.one(record.pk)
    assert item is not None
    assert (item.deleted, item.datestamp) == (False, clock.second)
    assert listed() == [record.pk]
    assert not ChangedDocument.objects.exists()


def test_nothing_private_is_offered() -> None:
    later = (datetime.now(UTC) + timedelta(days=9)).isoformat()
    hidden = [told(1, public_from=""), told(2, public_from=later)]
    withdraw(told(3))
    assert stamping.stamp().stamped == 0
    assert [items.one(record.pk) for record in hidden] == [None, None]
    assert listed() == []


def test_a_facility_that_does_not_choose_to_offers_nothing(ess: Facility) -> None:
    ess.offers_harvested = False
    ess.save()
    record = told()
    assert stamping.stamp().stamped == 0
    ess.offers_harvested = True
    ess.save()
    assert stamping.stamp().stamped == 1
    assert listed() == [record.pk]
    ess.offers_harvested = False
    ess.save()
    assert stamping.stamp().stamped == 1
    item = items.one(record.pk)
    assert item is not None
    assert item.deleted


def test_a_withdrawn_document_stays_as_deleted_in_its_sets(clock: Clock) -> None:
    record = told(techniques=(SAXS,), publication_year=2019)
    stamping.stamp()
    before = items.one(record.pk)
    clock.second += 10
    withdraw(record)
    stamping.stamp()
    item = items.one(record.pk)
    assert item is not None
    assert before is not None
    assert item.deleted
    assert item.sets == before.sets
    assert item.datestamp == before.datestamp + 10
    assert listed("year_2019") == listed("facility_ess") == [record.pk]


def test_a_document_that_comes_back_is_no_longer_deleted(clock: Clock) -> None:
    record = told()
    stamping.stamp()
    withdraw(record)
    stamping.stamp()
    clock.second += 5
    told()
    stamping.stamp()
    item = items.one(record.pk)
    assert item is not None
    assert (item.deleted, item.datestamp) == (False, clock.second)


def test_what_did_not_change_keeps_its_datestamp(clock: Clock) -> None:
    record = told()
    stamping.stamp()
    before = items.one(record.pk)
    clock.second += 60
    ChangedDocument.objects.create(record_id=record.pk)
    assert stamping.stamp().stamped == 0
    assert items.one(record.pk) == before


def test_a_changed_document_moves_to_the_end(clock: Clock) -> None:
    first, second = told(1), told(2)
    stamping.stamp()
    clock.second += 1
    told(1, title="Another title")
    stamping.stamp()
    assert listed() == [second.pk, first.pk]
    assert listed(first=clock.second) == [first.pk]
    assert listed(last=clock.second - 1) == [second.pk]


def test_the_end_of_an_embargo_and_becoming_public_are_changes(clock: Clock) -> None:
    record = told(access="embargoed", open_from="2099-01-01")
    hidden = told(2, public_from="2099-01-01")
    stamping.stamp()
    assert listed() == [record.pk]
    clock.second += 5
    yesterday = datetime.now(UTC) - timedelta(days=1)
    ago = yesterday - timedelta(days=1)
    Record.objects.filter(pk=record.pk).update(open_from=yesterday, changed_at=ago)
    Record.objects.filter(pk=hidden.pk).update(public_from=yesterday, changed_at=ago)
    tick()
    assert stamping.stamp().stamped == 2
    assert listed(first=clock.second) == [record.pk, hidden.pk]


def test_a_clock_that_is_set_back_does_not_turn_the_order(clock: Clock) -> None:
    first = told(1)
    stamping.stamp()
    clock.second -= 3600
    second = told(2)
    stamping.stamp()
    assert listed() == [first.pk, second.pk]


def test_sets_by_facility_year_and_branches_of_techniques() -> None:
    record = told(techniques=(SAXS,), publication_year=2021)
    stamping.stamp()
    item = items.one(record.pk)
    assert item is not None
    specs = set(item.sets)
    assert {"openaire_data", "facility_ess", "year_2021", "technique_PaNET00200"} <= specs
    assert [one.spec for one in items.sets()] == sorted(specs)
    names = {one.spec: one.name for one in items.sets()}
    assert names["openaire_data"] == "OpenAIRE"
    assert names["technique_PaNET00200"] == "Technique: scattering technique"
    assert items.sets("facility_ess")[0].spec == "openaire_data"
    assert items.sets("", 1) == [items.ItemSet("facility_ess", "The ESS facility")]
    assert all(items.known(spec) for spec in specs)
    assert not items.known("year_1850")


def test_the_branches_are_what_stands_below_the_headings() -> None:
    assert "PaNET00200" in sets.branches()
    assert "PaNET00001" not in sets.branches()
    assert "PaNET00002" not in sets.branches()
    assert 30 < len(sets.branches()) < 60


def test_a_document_leaves_a_set(clock: Clock) -> None:
    record = told(publication_year=2019)
    stamping.stamp()
    told(publication_year=2020)
    stamping.stamp()
    assert listed("year_2019") == []
    assert listed("year_2020") == [record.pk]
    assert Membership.objects.filter(item=record.pk).count() == 2


@pytest.mark.parametrize("spec", ["", "openaire_data", "facility_ess"])
def test_lists_come_in_pages_without_gaps(spec: str) -> None:
    records = [told(number).pk for number in range(7)]
    stamping.stamp()
    assert listed(spec) == records


def test_a_renamed_facility_is_a_change_of_all_its_documents(ess: Facility, clock: Clock) -> None:
    told(1), told(2)
    stamping.stamp()
    ess.name = "Another name"
    ess.save()
    assert stamping.stamp().stamped == 2
    assert {one.name for one in items.sets()} >= {"Another name"}


def test_two_facilities_have_sets_of_their_own() -> None:
    other = SourceFactory(facility=FacilityFactory(slug="esrf", offers_harvested=True))
    first = told(1)
    second = make_record(Document(title="T", pid="x", public_from="2020"), other)
    stamping.stamp()
    assert listed("facility_ess") == [first.pk]
    assert listed("facility_esrf") == [second.pk]


def test_only_one_process_stamps_at_a_time() -> None:
    told()
    with lock(stamping.LOCK):
        assert "oai" in stamping.stamp().busy
    assert stamping.stamp().stamped == 1


def test_more_than_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamping, "BATCH", 2)
    records = [told(number).pk for number in range(5)]
    assert stamping.stamp(limit=3).stamped == 4
    assert stamping.stamp().stamped == 1
    assert listed() == records


def test_an_answer_during_a_batch_speaks_of_the_second_before_it_is_over(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever goes on from the moment of an answer finds what was being stamped then."""
    record = told()
    moments = []
    write = stamping._write

    def slow(changes: object, second: int) -> None:
        clock.second += 7
        moments.append(items.now())
        write(changes, second)  # type: ignore[arg-type]

    monkeypatch.setattr(stamping, "_write", slow)
    stamping.stamp()
    assert listed(first=moments[0]) == [record.pk]
    assert items.now() == clock.second


def test_a_killed_worker_leaves_nothing_out(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    record = told()

    def killed(changes: object, second: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(stamping, "_write", killed)
        with pytest.raises(KeyboardInterrupt):
            stamping.stamp()
    started = clock.second
    clock.second += 100
    assert items.now() == started  # until somebody finishes what was begun
    stamping.stamp()
    assert listed(first=started) == [record.pk]
    assert items.now() == clock.second
    assert not Mark.objects.filter(name=items.BUSY_MARK).exists()


def test_the_earliest_datestamp(clock: Clock) -> None:
    assert items.earliest() == clock.second
    told()
    stamping.stamp()
    clock.second += 50
    assert items.earliest() == clock.second - 50


def test_items_only_of_documents() -> None:
    record = make_record(dataset())
    ChangedDocument.objects.create(record_id=record.pk)
    ChangedDocument.objects.create(record_id=999_999)
    assert stamping.stamp().stamped == 0
    assert not Item.objects.exists()


def test_an_answer_between_the_clock_and_the_mark_misses_nothing(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker has read the clock; before anybody can know, it moves on and is read again."""
    record = told()
    moments = []

    def slow() -> int:
        read = clock.second
        clock.second += 1
        moments.append(items.now())
        return read

    monkeypatch.setattr(stamping, "clock", slow)
    stamping.stamp()
    assert listed(first=moments[0]) == [record.pk]


@pytest.mark.parametrize("between", ["another title", "private", "withdrawn"])
def test_what_was_something_else_meanwhile_is_told_again(clock: Clock, between: str) -> None:
    """Harvesters may have seen what it was before it came back to its old state."""
    record = told()
    stamping.stamp()
    clock.second += 5
    if between == "withdrawn":
        withdraw(record)
    else:
        told(**({"public_from": ""} if between == "private" else {"title": between}))
    told()
    assert stamping.stamp().stamped == 1
    assert listed(first=clock.second) == [record.pk]


def test_a_facility_that_changes_its_mind_twice_while_items_wait(
    ess: Facility, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamping, "BATCH", 1)
    records = [told(number).pk for number in range(2)]
    stamping.stamp()
    for offers in (False, True):
        clock.second += 5
        Facility.objects.update(offers_harvested=offers)
        stamping.stamp(limit=1)
    stamping.stamp()
    assert sorted(listed(first=clock.second)) == records


def test_a_document_is_in_the_branches_of_its_datasets_techniques(clock: Clock) -> None:
    record = told(dataset_pids=("set",))
    stamping.stamp()
    clock.second += 5
    make_record(dataset(pid="set", techniques=(SAXS,)))
    assert stamping.stamp().stamped == 1
    assert listed("technique_PaNET00200") == [record.pk]
    item = items.one(record.pk)
    assert item is not None
    assert "PaNET01124" in item.inherited
    clock.second += 5
    make_record(dataset(pid="set", techniques=(), title="Another title"))
    assert stamping.stamp().stamped == 1
    assert listed("technique_PaNET00200") == []


def test_one_that_cannot_be_read_keeps_nobody_waiting(clock: Clock) -> None:
    records = [told(number) for number in range(3)]
    stamping.stamp()
    clock.second += 5
    for number in range(3):
        told(number, title="Another title")
    Record.objects.filter(pk=records[0].pk).update(body="no JSON")
    assert stamping.stamp().stamped == 3
    deleted = [item.record_id for item in items.page(0, None, None, "", 9) if item.deleted]
    assert deleted == [records[0].pk]
    assert not ChangedDocument.objects.exists()
    assert items.now() == clock.second


def test_a_batch_that_fails_leaves_the_moment_as_it_is(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told()

    def failing(changes: object, second: int) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(stamping, "_write", failing)
        with pytest.raises(OSError, match="full"):
            stamping.stamp()
    clock.second += 5
    assert items.now() == clock.second
    assert stamping.stamp().stamped == 1


def test_a_facility_that_comes_while_items_are_stamped(monkeypatch: pytest.MonkeyPatch) -> None:
    told()
    offering = stamping.Offering.announced()
    esrf = FacilityFactory(slug="esrf", offers_harvested=True)
    late = make_record(document(pid="late", doi=""), SourceFactory(facility=esrf))
    with monkeypatch.context() as patch:
        patch.setattr(stamping.Offering, "announced", lambda: offering)
        assert stamping.stamp().stamped == 1
    assert stamping.stamp().stamped == 1
    assert items.one(late.pk) is not None
