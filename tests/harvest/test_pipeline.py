"""The way of a record through a run, with a catalogue that does what the test says."""

from dataclasses import replace

import msgspec
import pytest
from django.db import OperationalError
from django.utils import timezone

from harvest import connectors, pipeline
from harvest.connectors.base import Presence
from harvest.models import Outcome, Run
from harvest.runs import MOST_RESUMED
from portal.catalogue import bodies
from portal.catalogue.models import Facility, Outbox, Record, RecordVersion, Source, SourceRecord
from portal.locks import Busy, lock
from tests.harvest.fakes import Shelf, ShelfConnector

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(monkeypatch, settings, tmp_path) -> Shelf:
    settings.HOME = tmp_path
    kind = type("OneShelf", (ShelfConnector,), {"shelf": Shelf()})
    monkeypatch.setitem(connectors.CONNECTORS, "shelf", kind)
    return kind.shelf


@pytest.fixture
def source(shelf) -> Source:
    facility = Facility.objects.create(slug="here", name="Here", short_name="Here")
    return Source.objects.create(
        facility=facility, name="here", kind="shelf", url="https://here.example.org"
    )


def counts(run: Run) -> tuple[int, ...]:
    return tuple(getattr(run, name) for name in ("seen", *pipeline.COUNTED, "absent"))


def test_it_works(shelf, source):
    shelf.records = {
        "a": {"title": "A", "pid": "a"},
        "b": {"title": "B", "kind": "dataset", "files": [{"path": "b.h5"}], "pid": "b"},
        "c": {"no": "title"},
    }
    run = pipeline.harvest(source)
    assert run.state == Run.State.COMPLETE
    assert counts(run) == (3, 2, 0, 0, 1, 0, 0)
    assert [r.metadata.title for r in Record.objects.all()] == ["A", "B"]
    assert Record.objects.get(pid="b").file_list.files[0].path == "b.h5"
    assert Record.objects.get(pid="b").metadata.files == ()
    assert Outbox.objects.count() == 2
    rejected = SourceRecord.objects.get(state="rejected")
    assert (rejected.native_id, rejected.reason) == ("c", "it has no title")
    assert rejected.payload == b'{"no":"title"}'


def test_a_second_run_reports_only_what_changed(shelf, source):
    shelf.records = {name: {"title": name, "pid": name} for name in "abcde"}
    pipeline.harvest(source)
    Outbox.objects.all().delete()
    shelf.records["b"] = {"title": "new", "pid": "b"}
    shelf.records["f"] = {"title": "f", "pid": "f"}
    run = pipeline.harvest(source)
    assert counts(run) == (6, 1, 1, 4, 0, 0, 0)
    assert Outbox.objects.count() == 2
    version = RecordVersion.objects.get()
    assert (version.metadata.title, version.number) == ("b", 1)
    assert Record.objects.get(pid="b").version == 2


def test_what_we_do_not_keep_is_no_change(shelf, source):
    shelf.records = {"a": {"title": "A", "pid": "a", "views": 1}}
    pipeline.harvest(source)
    shelf.records["a"]["views"] = 2
    assert counts(pipeline.harvest(source)) == (1, 0, 0, 1, 0, 0, 0)
    assert RecordVersion.objects.count() == 0


def test_a_rejected_record_is_tried_again(shelf, source):
    shelf.records = {"a": {"name": "no title"}}
    pipeline.harvest(source)
    shelf.records = {"a": {"title": "A", "pid": "a"}}
    assert counts(pipeline.harvest(source)) == (1, 1, 0, 0, 0, 0, 0)
    assert SourceRecord.objects.get().reason == ""


def test_an_update_that_cannot_be_mapped_keeps_the_record(shelf, source):
    shelf.records = {"a": {"title": "A", "pid": "a"}}
    pipeline.harvest(source)
    shelf.records = {"a": {"pid": "a"}}
    assert counts(pipeline.harvest(source)) == (1, 0, 0, 0, 1, 0, 0)
    assert Record.objects.public().get().metadata.title == "A"
    shelf.records = {"a": {"title": "A2", "pid": "a"}}
    assert counts(pipeline.harvest(source)) == (1, 0, 1, 0, 0, 0, 0)


def test_a_deleted_header_withdraws_and_a_return_restores(shelf, source):
    shelf.records = {"a": {"title": "A", "pid": "a"}, "b": {"title": "B", "pid": "b"}}
    pipeline.harvest(source)
    kept = shelf.records.pop("a")
    shelf.deleted = {"a"}
    assert counts(pipeline.harvest(source)) == (2, 0, 0, 1, 0, 1, 0)
    assert [r.pid for r in Record.objects.public()] == ["b"]
    assert counts(pipeline.harvest(source)) == (2, 0, 0, 2, 0, 0, 0)
    shelf.deleted, shelf.records["a"] = set(), kept
    run = pipeline.harvest(source)
    assert counts(run) == (2, 0, 1, 1, 0, 0, 0)
    assert run.outcomes.get().reason == "restored"
    assert {r.pid for r in Record.objects.public()} == {"a", "b"}
    assert RecordVersion.objects.count() == 0


def many(number: int) -> dict:
    return {f"r{n}": {"title": f"R{n}", "pid": f"r{n}"} for n in range(number)}


def test_absence_withdraws_after_two_complete_sweeps(shelf, source):
    shelf.records = many(20)
    pipeline.harvest(source)
    del shelf.records["r3"]
    assert counts(pipeline.harvest(source)) == (19, 0, 0, 19, 0, 0, 0)
    assert Record.objects.public().count() == 20
    run = pipeline.harvest(source)
    assert counts(run) == (19, 0, 0, 19, 0, 0, 1)
    assert run.outcomes.get().what == Outcome.What.ABSENT
    assert not Record.objects.public().filter(pid="r3").exists()


@pytest.mark.parametrize("answer", [Presence.PRESENT, Presence.UNKNOWN])
def test_its_own_address_contradicts_absence(shelf, source, answer):
    shelf.records, shelf.addresses = many(20), {"r3": answer}
    pipeline.harvest(source)
    del shelf.records["r3"]
    for _ in range(3):
        assert pipeline.harvest(source).absent == 0
    assert Record.objects.public().count() == 20
    shelf.addresses["r3"] = Presence.GONE
    assert pipeline.harvest(source).absent == 1


def test_an_incomplete_sweep_withdraws_nothing(shelf, source):
    shelf.records = many(20)
    pipeline.harvest(source)
    del shelf.records["r3"]
    shelf.complete = False
    for _ in range(3):
        run = pipeline.harvest(source)
        assert (run.state, run.absent) == (Run.State.INCOMPLETE, 0)
    assert SourceRecord.objects.get(native_id="r3").missed == 0


def test_a_source_that_loses_more_than_a_tenth_is_held(shelf, source):
    shelf.records = many(20)
    pipeline.harvest(source)
    shelf.records = {name: shelf.records[name] for name in list(shelf.records)[3:]}
    for _ in range(3):
        assert pipeline.harvest(source).absent == 0
    source.refresh_from_db()
    assert source.held.startswith("3 of 20 records weren't listed")
    run = pipeline.release(source)
    assert run.absent == 3
    assert Record.objects.public().count() == 17
    assert pipeline.harvest(source).absent == 0


def test_a_failing_catalogue_keeps_what_came_and_goes_on_there(shelf, source):
    shelf.records, shelf.fail_after = many(7), 2
    run = pipeline.harvest(source)
    assert run.state == Run.State.FAILED
    assert "answered 500" in run.error
    assert Record.objects.count() == 4
    shelf.fail_after = None
    again = pipeline.harvest(source)
    assert again.pk == run.pk
    assert counts(again) == (7, 7, 0, 0, 0, 0, 0)
    assert shelf.starts[-1] == {"skip": 4}


def test_a_run_cut_off_after_its_last_page_only_ends(shelf, source, monkeypatch):
    shelf.records = many(20)
    pipeline.harvest(source)
    del shelf.records["r3"]

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.absence, "settle", killed)
        with pytest.raises(KeyboardInterrupt):
            pipeline.harvest(source)
    run = pipeline.harvest(source)
    assert (run.state, run.seen, run.resumed) == (Run.State.COMPLETE, 19, 1)
    assert SourceRecord.objects.get(native_id="r3").missed == 1


def second(source: Source, monkeypatch, precedence: int) -> tuple[Source, Shelf]:
    kind = type("OtherShelf", (ShelfConnector,), {"shelf": Shelf()})
    monkeypatch.setitem(connectors.CONNECTORS, "other", kind)
    other = Source.objects.create(
        facility=source.facility,
        name="other",
        kind="other",
        url="https://other.example.org",
        precedence=precedence,
    )
    return other, kind.shelf


@pytest.mark.parametrize("identity", [{"doi": "10.5072/x"}, {"pid": "x"}])
def test_two_sources_of_one_record_make_one_record(shelf, source, monkeypatch, identity):
    other, other_shelf = second(source, monkeypatch, precedence=200)
    shelf.records = {"a": {"title": "first", **identity}}
    other_shelf.records = {"z": {"title": "second", **identity}}
    pipeline.harvest(other)
    assert Record.objects.get().metadata.title == "second"
    pipeline.harvest(source)
    assert Record.objects.get().metadata.title == "first"
    other_shelf.records["z"]["title"] = "third"
    pipeline.harvest(other)
    assert Record.objects.get().metadata.title == "first"
    shelf.records, shelf.deleted = {}, {"a"}
    pipeline.harvest(source)
    assert Record.objects.public().get().metadata.title == "third"
    other_shelf.records, other_shelf.deleted = {}, {"z"}
    pipeline.harvest(other)
    assert Record.objects.public().count() == 0


def test_one_pid_at_two_facilities_is_two_records(shelf, source, monkeypatch):
    other, other_shelf = second(source, monkeypatch, precedence=100)
    other.facility = Facility.objects.create(slug="there", name="There", short_name="There")
    other.save()
    shelf.records = other_shelf.records = {"a": {"title": "A", "pid": "1"}}
    pipeline.harvest(source)
    pipeline.harvest(other)
    assert Record.objects.count() == 2


def test_one_pid_with_two_dois_is_two_records(shelf, source):
    shelf.records = {
        "a": {"title": "A", "pid": "1", "doi": "10.5072/a"},
        "b": {"title": "B", "pid": "1", "doi": "10.5072/b"},
    }
    assert counts(pipeline.harvest(source)) == (2, 2, 0, 0, 0, 0, 0)
    assert list(Record.objects.values_list("doi", "pid")) == [("10.5072/a", "1"), ("10.5072/b", "")]


def test_the_internal_id_outlives_a_new_doi(shelf, source):
    shelf.records = {"a": {"title": "A", "pid": "a"}}
    pipeline.harvest(source)
    before = Record.objects.get().pk
    shelf.records["a"]["doi"] = "10.5072/new"
    pipeline.harvest(source)
    assert Record.objects.get(doi="10.5072/new").pk == before


def test_a_record_listed_twice_in_a_page_is_stored_in_order(shelf, source, monkeypatch):
    shelf.records, shelf.page_size = {"a": {"title": "A", "pid": "a"}}, 5
    kind = connectors.CONNECTORS["shelf"]
    pages = kind.pages

    def twice(self, cursor, checkpoint):
        for page in pages(self, cursor, checkpoint):
            yield replace(page, records=(*page.records, *page.records))

    monkeypatch.setattr(kind, "pages", twice)
    assert counts(pipeline.harvest(source)) == (2, 1, 0, 1, 0, 0, 0)


def test_a_private_record_is_stored_and_not_public(shelf, source):
    shelf.records = {"a": {"title": "A", "pid": "a", "public_from": ""}}
    pipeline.harvest(source)
    assert Record.objects.count() == 1
    assert Record.objects.public().count() == 0


def test_a_record_the_database_refuses_is_rejected_alone(shelf, source, monkeypatch):
    shelf.records = many(5)
    shelf.records["r2"]["pid"] = "poison"
    apply = bodies.Target.apply

    def refuse(self, record, *rest):
        if record.pid == "poison":
            raise ValueError("this value can't be stored")
        apply(self, record, *rest)

    monkeypatch.setattr(bodies.Target, "apply", refuse)
    run = pipeline.harvest(source)
    assert counts(run) == (5, 4, 0, 0, 1, 0, 0)
    assert SourceRecord.objects.get(state="rejected").reason == (
        "the database refused it: this value can't be stored"
    )


def test_full_maps_what_did_not_change_anew(shelf, source, monkeypatch):
    shelf.records = {"a": {"title": "A", "pid": "a"}}
    pipeline.harvest(source)
    kind = connectors.CONNECTORS["shelf"]
    map_before = kind.map

    def better(kind_name, payload, context):
        return map_before(kind_name, payload.replace(b'"A"', b'"Better"'), context)

    monkeypatch.setattr(kind, "map", staticmethod(better))
    assert pipeline.harvest(source).unchanged == 1
    assert pipeline.harvest(source, full=True).updated == 1
    assert Record.objects.get().metadata.title == "Better"


def test_two_harvests_of_one_source_do_not_run_at_once(shelf, source):
    with lock(f"harvest-{source.pk}"), pytest.raises(Busy):
        pipeline.harvest(source)


def test_an_old_cut_off_run_is_not_gone_on_with(shelf, source):
    shelf.records, shelf.fail_after = many(4), 1
    old = pipeline.harvest(source)
    Run.objects.update(started_at=timezone.now() - timezone.timedelta(days=2))
    shelf.fail_after = None
    new = pipeline.harvest(source)
    assert new.pk != old.pk
    assert counts(new) == (4, 2, 0, 2, 0, 0, 0)


def test_an_update_that_cannot_be_mapped_does_not_shield_from_absence(shelf, source):
    shelf.records = many(20)
    pipeline.harvest(source)
    shelf.records["r3"] = {"pid": "r3"}
    pipeline.harvest(source)
    del shelf.records["r3"]
    assert [pipeline.harvest(source).absent for _ in range(3)] == [0, 1, 0]
    assert Record.objects.public().count() == 19


def test_a_killed_withdrawal_is_done_again_and_counted_once(shelf, source, monkeypatch):
    shelf.records = many(20)
    pipeline.harvest(source)
    del shelf.records["r3"]
    pipeline.harvest(source)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.absence, "Outcome", None)
        with pytest.raises(AttributeError):
            pipeline.harvest(source)
    assert Record.objects.public().count() == 20
    run = pipeline.harvest(source)
    assert (run.resumed, run.absent, run.outcomes.count()) == (1, 1, 1)


def test_a_run_is_gone_on_with_as_long_as_it_gets_further(shelf, source):
    shelf.records, shelf.fail_after = many(20), 1
    runs = [pipeline.harvest(source) for _ in range(9)]
    shelf.fail_after = None
    runs.append(pipeline.harvest(source))
    assert len({run.pk for run in runs}) == 1
    assert counts(runs[-1]) == (20, 20, 0, 0, 0, 0, 0)


def test_a_run_that_gets_no_further_is_given_up(shelf, source):
    shelf.records, shelf.fail_after = many(20), 1
    pipeline.harvest(source)
    shelf.fail_after = 0
    runs = [pipeline.harvest(source).pk for _ in range(MOST_RESUMED + 1)]
    assert len(set(runs)) == 2


def test_a_fault_of_the_mapping_is_one_record_s_rejection(shelf, source, caplog):
    shelf.records = many(3)
    shelf.records["r1"] = 5
    kind = connectors.CONNECTORS["shelf"]
    kind._raw = lambda self, name: pipeline.RawRecord(
        "document", name, msgspec.json.encode(self.shelf.records[name])
    )
    assert counts(pipeline.harvest(source)) == (3, 2, 0, 0, 1, 0, 0)
    reason = SourceRecord.objects.get(state="rejected").reason
    assert reason.startswith("our mapping failed: TypeError: ")
    assert "mapping a document of https://here.example.org" in caplog.text


def test_a_count_beyond_all_reason_does_no_harm(shelf, source, monkeypatch):
    shelf.records = many(1)
    kind = connectors.CONNECTORS["shelf"]
    pages = kind.pages
    monkeypatch.setattr(
        kind, "pages", lambda *of: (replace(page, expected=10**30) for page in pages(*of))
    )
    assert pipeline.harvest(source).expected == pipeline.MOST_COUNTED


def test_a_new_doi_frees_the_old_one(shelf, source):
    shelf.records = {"a": {"title": "A", "pid": "a", "doi": "10.5072/old"}}
    pipeline.harvest(source)
    first = Record.objects.get().pk
    shelf.records = {
        "a": {"title": "A", "pid": "a", "doi": "10.5072/new"},
        "b": {"title": "B", "pid": "b", "doi": "10.5072/old"},
    }
    assert counts(pipeline.harvest(source)) == (2, 1, 1, 0, 0, 0, 0)
    assert Record.objects.get(doi="10.5072/new").pk == first
    assert Record.objects.get(doi="10.5072/old").metadata.title == "B"


def test_a_new_doi_takes_no_record_of_another_source_along(shelf, source, monkeypatch):
    other, other_shelf = second(source, monkeypatch, precedence=200)
    shelf.records = {"a": {"title": "A", "pid": "a", "doi": "10.5072/x"}}
    other_shelf.records = {"z": {"title": "Z", "doi": "10.5072/x"}}
    pipeline.harvest(source)
    pipeline.harvest(other)
    kept, shelf.records, shelf.deleted = shelf.records, {}, {"a"}
    pipeline.harvest(source)
    shelf.records, shelf.deleted = {"a": {**kept["a"], "doi": "10.5072/y"}}, set()
    pipeline.harvest(source)
    titles = dict(Record.objects.public().values_list("doi", "pid"))
    assert titles == {"10.5072/x": "a", "10.5072/y": ""}
    assert Record.objects.get(doi="10.5072/x").metadata.title == "Z"


def test_a_record_that_moved_is_found_under_its_new_pid(shelf, source):
    shelf.records = {**many(20), "a": {"title": "A", "pid": "a", "doi": "10.5072/x"}}
    pipeline.harvest(source)
    first = Record.objects.get(pid="a").pk
    del shelf.records["a"]
    shelf.records["b"] = {"title": "A", "pid": "b", "doi": "10.5072/x"}
    assert [pipeline.harvest(source).absent for _ in range(2)] == [0, 1]
    assert Record.objects.get(pid="b").pk == first
    assert not Record.objects.filter(pid="a").exists()


def test_a_pid_stays_at_its_facility(shelf, source, monkeypatch):
    other, other_shelf = second(source, monkeypatch, precedence=50)
    other.facility = Facility.objects.create(slug="there", name="There", short_name="There")
    other.save()
    shelf.records = {"a": {"title": "A", "pid": "1", "doi": "10.5072/x"}}
    other_shelf.records = {
        "one": {"title": "One", "pid": "1"},
        "x": {"title": "X", "doi": "10.5072/x"},
    }
    pipeline.harvest(source)
    assert counts(pipeline.harvest(other)) == (2, 2, 0, 0, 0, 0, 0)
    found = set(Record.objects.values_list("facility__slug", "doi", "pid"))
    assert found == {("there", "", "1"), ("there", "10.5072/x", "")}


def test_a_held_source_is_not_released_while_it_is_harvested(shelf, source):
    with lock(f"harvest-{source.pk}"), pytest.raises(Busy):
        pipeline.release(source)


def test_a_hold_set_while_a_harvest_waited_stays(shelf, source):
    shelf.records = many(3)
    loaded_before = Source.objects.get()
    Source.objects.update(held="somebody is looking")
    pipeline.harvest(loaded_before)
    assert Source.objects.get().held == "somebody is looking"


def test_a_full_run_that_was_cut_off_goes_on_as_a_full_one(shelf, source, monkeypatch):
    shelf.records = many(4)
    pipeline.harvest(source)
    shelf.fail_after = 1
    assert pipeline.harvest(source, full=True).state == Run.State.FAILED
    kind = connectors.CONNECTORS["shelf"]
    map_before, mapped = kind.map, []

    def counting(kind_name, payload, context):
        mapped.append(payload)
        return map_before(kind_name, payload, context)

    monkeypatch.setattr(kind, "map", staticmethod(counting))
    shelf.fail_after = None
    run = pipeline.harvest(source)
    assert (run.resumed, run.seen, len(mapped)) == (1, 4, 2)


def test_an_incomplete_sweep_is_not_repeated_at_once(shelf, source, monkeypatch):
    monkeypatch.setattr(connectors.CONNECTORS["shelf"], "incremental", True)
    shelf.records, shelf.complete = many(2), False
    assert pipeline.harvest(source).sweep
    Source.objects.update(cursor={"since": 1})
    source.refresh_from_db()
    assert not pipeline.harvest(source).sweep


def test_notes_are_kept_for_the_operator(shelf, source, monkeypatch):
    shelf.records = many(1)
    kind = connectors.CONNECTORS["shelf"]
    pages = kind.pages

    def noted(self, cursor, checkpoint):
        for page in pages(self, cursor, checkpoint):
            yield replace(page, notes=("one dataset isn't visible",) * 300)

    monkeypatch.setattr(kind, "pages", noted)
    lines = pipeline.harvest(source).notes.splitlines()
    assert (len(lines), lines[0]) == (pipeline.MOST_NOTES, "one dataset isn't visible")


def test_the_database_s_own_trouble_is_no_record_s(shelf, source, monkeypatch):
    shelf.records = many(2)

    def locked(*args):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "store", locked)
        with pytest.raises(OperationalError):
            pipeline.harvest(source)
    assert counts(pipeline.harvest(source)) == (2, 2, 0, 0, 0, 0, 0)


def test_a_version_tells_who_gave_it(shelf, source, monkeypatch):
    other, other_shelf = second(source, monkeypatch, precedence=50)
    shelf.records = {"a": {"title": "first", "doi": "10.5072/x"}}
    other_shelf.records = {"z": {"title": "second", "doi": "10.5072/x"}}
    pipeline.harvest(source)
    pipeline.harvest(other)
    assert RecordVersion.objects.get().source == source
    assert Record.objects.get().source == other
