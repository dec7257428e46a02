"""Several publications hold one Dataset: whose copy everybody sees, and from when its data."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from django.utils import timezone

from portal.catalogue.models import Record
from portal.catalogue.records import Dataset
from publishing.publications import drafting, registering, rules, stepping
from publishing.publications.content import Content, decode
from publishing.publications.freezing import Terms
from publishing.publications.freezing import published as everybodys
from publishing.publications.models import Publication
from tests.publishing.publications import cast as making
from tests.publishing.publications.cast import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return making.cast()


def fresh(record: Record) -> Record:
    return Record.objects.select_related("facility", "source").get(pk=record.pk)


def day(days: int) -> str:
    return f"{timezone.now() + timedelta(days=days):%Y-%m-%d}"


def until(cast: Cast, publication: Publication, end: str) -> Publication:
    content = msgspec.structs.replace(decode(publication.content), embargo_until=end)
    return drafting.save(publication.pk, cast.owner, content, publication.revision)


def published(cast: Cast, end: str, *records: Record) -> Publication:
    """One that leaves its data closed until then, "" for open at once."""
    publication = until(cast, making.draft(cast, *records), end)
    stepping.publish(publication.pk, cast.owner)
    making.settle()
    publication.refresh_from_db()
    return publication


def changed(cast: Cast, publication: Publication, **changes: str) -> None:
    content = msgspec.structs.replace(decode(publication.content), **changes)
    drafting.save(publication.pk, cast.owner, content, publication.revision)
    stepping.apply(publication.pk, cast.owner)


def embargoed(name: str, end: str) -> dict[str, Any]:
    """A Dataset that its facility shows, and whose data it keeps until then."""
    return making.payload(name, datasetlifecycle={"dateOfPublishing": f"{end}T00:00:00Z"})


def opens(record: Record) -> str:
    """When its data can be had: now, or from a day."""
    record = fresh(record)
    if record.availability != "embargoed":
        return record.availability
    return f"{record.open_from:%Y-%m-%d}" if record.open_from else "never"


def test_the_earliest_day_counts_whoever_publishes_last(cast: Cast) -> None:
    late = published(cast, day(400), cast.private)
    assert opens(cast.private) == day(400)
    published(cast, day(100), cast.private)
    assert opens(cast.private) == day(100)
    published(cast, day(200), cast.private)
    assert opens(cast.private) == day(100)
    late.refresh_from_db()
    assert late.record is not None
    assert opens(late.record) == day(100)
    changed(cast, late, title="Another title")
    assert opens(cast.private) == day(100)


def test_open_data_are_not_closed_by_one_that_was_frozen_before(cast: Cast) -> None:
    later = until(cast, making.draft(cast, cast.private), day(400))
    stepping.publish(later.pk, cast.owner, timezone.now() + timedelta(days=1))  # frozen now
    published(cast, "", cast.private)
    assert opens(cast.private) == "open"
    Publication.objects.filter(pk=later.pk).update(publish_at=None)
    making.settle()
    later.refresh_from_db()
    assert later.state == Publication.State.FINDABLE
    assert opens(cast.private) == "open"
    assert later.record is not None
    assert opens(later.record) == "open"


def test_the_newest_freeze_stays_when_an_older_version_is_changed(cast: Cast) -> None:
    first = making.published(cast)
    making.harvested(making.payload("one", datasetName="Renamed"))
    second = stepping.new_version(first.pk, cast.owner)
    stepping.publish(second.pk, cast.owner)
    making.settle()
    first.refresh_from_db()
    changed(cast, first, title="Of the first version")
    assert fresh(cast.public).metadata.title == "Renamed"
    assert first.record is not None
    assert fresh(first.record).metadata.title == "Of the first version"


def test_what_the_facility_has_opened_stays_open(cast: Cast) -> None:
    over = making.harvested(embargoed("over", "2024-06-01"))
    assert (over.access, opens(over)) == ("embargoed", "open")
    published(cast, day(400), over, cast.private)
    assert opens(over) == "open"
    assert opens(cast.private) == day(400)


def test_an_embargo_that_comes_later_closes_nothing(cast: Cast) -> None:
    theirs = making.harvested(embargoed("theirs", day(50)))
    publication = published(cast, "", theirs, cast.private)
    assert (opens(theirs), opens(cast.private)) == (day(50), "open")
    changed(cast, publication, embargo_until=day(400))
    assert opens(cast.private) == "open"
    assert opens(theirs) == day(400)


def test_a_withdrawn_one_leaves_the_dataset_as_the_other_has_it(cast: Cast) -> None:
    first = published(cast, day(400), cast.private)
    making.harvested(making.payload("two", isPublished=False, datasetName="Renamed"))
    second = published(cast, "", cast.private)
    assert fresh(cast.private).metadata.title == "Renamed"
    assert opens(cast.private) == "open"
    stepping.withdraw(second.pk, cast.curator, "It was too early")
    assert fresh(cast.private).metadata.title == "Reflectivity of film two"
    assert opens(cast.private) == day(400)
    assert fresh(cast.private).is_public()
    first.refresh_from_db()
    assert first.record is not None
    assert opens(first.record) == day(400)


def test_a_withdrawn_one_closes_nothing_that_the_facility_has_open(cast: Cast) -> None:
    both = (cast.public, cast.private)
    first, second = (published(cast, end, *both) for end in (day(400), ""))
    stepping.withdraw(second.pk, cast.curator, "It was too early")
    assert [opens(one) for one in both] == ["open", day(400)]
    stepping.withdraw(first.pk, cast.curator, "This as well")
    assert [fresh(one).is_public() for one in both] == [True, False]


def test_who_publishes_it_again_asks_the_facility(cast: Cast) -> None:
    """Another publication's embargo isn't the facility's."""
    first = published(cast, day(400), cast.private)
    second = making.draft(cast, cast.private)
    second = until(cast, second, day(300))
    stepping.publish(second.pk, cast.owner)
    making.settle()
    stepping.withdraw(first.pk, cast.curator, "Once is enough")
    assert opens(cast.private) == day(300)


def test_an_embargo_that_ended_may_stay_in_the_form(cast: Cast) -> None:
    publication = making.draft(cast)
    publication.series.created_at -= timedelta(days=2)
    slip = ["embargo_until"]  # before anything was written, or of data that are open
    for end, wrong in ((day(-1), []), (day(-9), slip), (day(1), slip)):
        content = msgspec.structs.replace(decode(publication.content), embargo_until=end)
        assert [one.path for one in rules.problems(publication, content)] == wrong


@pytest.mark.parametrize("written", ["20300101", "2030-01-01"])
def test_no_spelling_opens_data_before_their_facility_does(cast: Cast, written: str) -> None:
    """As text, 20300101 comes after 2030-12-31."""
    theirs = cast.private
    closed = msgspec.structs.replace(theirs.metadata, access="embargoed", open_from="2030-12-31")
    terms = Terms(Content(embargo_until=written).embargo, NOW)
    assert isinstance(closed, Dataset)
    assert everybodys(closed, Record(access="embargoed"), [terms]).open_from == "2030-12-31"
    publication = until(cast, making.draft(cast, theirs), written)
    wrong = [one.path for one in rules.problems(publication, decode(publication.content))]
    assert wrong == ([] if written == "2030-01-01" else ["embargo_until"])


@pytest.mark.parametrize(
    ("access", "open_from", "embargo", "expected"),
    [
        ("embargoed", "", "", ("embargoed", "")),  # nobody knows its end
        ("embargoed", "", "2030-01-01", ("embargoed", "")),
        ("embargoed", "2028-01-01", "", ("embargoed", "2028-01-01")),
        ("embargoed", "2028-01-01", "2030-01-01", ("embargoed", "2030-01-01")),
        ("embargoed", "2024-01-01", "", ("open", "")),
        ("embargoed", "2026-05-01T18:00:00Z", "", ("embargoed", "2026-05-01T18:00:00Z")),
        ("closed", "", "", ("open", "")),  # only for being private
        ("closed", "", "2030-01-01", ("embargoed", "2030-01-01")),
        ("restricted", "", "2030-01-01", ("restricted", "")),
    ],
)
def test_private_data(access: str, open_from: str, embargo: str, expected: tuple[str, str]) -> None:
    dataset = msgspec.convert(
        {"kind": "dataset", "title": "x", "access": access, "open_from": open_from}, Dataset
    )
    found = everybodys(dataset, Record(access=access), [Terms(embargo, NOW)])
    assert (found.access, found.open_from) == expected
    assert found.public_from == "2026-05-01T12:00:00Z"


def test_a_public_embargo_without_an_end_has_none_afterwards() -> None:
    dataset = Dataset(title="x", access="embargoed", public_from="1970-01-01")
    found = everybodys(dataset, Record(access="embargoed"), [Terms("2030-01-01", NOW)])
    assert (found.access, found.open_from) == ("embargoed", "")


def test_one_that_is_withdrawn_meanwhile_is_not_announced(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever announces waits for those who write just now, and reads what they wrote."""
    mine, other = (published(cast, "", cast.private) for _ in range(2))

    def waiting(_: str) -> None:
        monkeypatch.undo()
        stepping.withdraw(other.pk, cast.curator, "It was wrong")

    monkeypatch.setattr(registering, "hold_until_commit", waiting)
    changed(cast, mine, title="Another title")
    other = Publication.objects.select_related("doi").get(pk=other.pk)
    assert (other.state, other.doi.wanted) == (Publication.State.WITHDRAWN, "registered")
    assert "Another title" in Publication.objects.get(pk=mine.pk).doi.body
