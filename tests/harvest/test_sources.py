"""Adding catalogues, and when they are harvested."""

from datetime import timedelta

import pytest
from django.utils import timezone

from harvest import sources
from harvest.models import Run
from harvest.schedule import due, next_due
from portal.catalogue.models import Facility, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def facility() -> Facility:
    return sources.facility("here", {"name": "Here", "short_name": "Here"})


def test_it_works(facility):
    source = sources.add("scicat", "https://a.example.org/", facility)
    assert (source.name, source.url) == ("here-scicat", "https://a.example.org")


def test_adding_it_again_changes_nothing(facility):
    first = sources.add("scicat", "https://a.example.org", facility)
    assert sources.add("scicat", "https://a.example.org", facility).pk == first.pk
    assert sources.add("scicat", "https://b.example.org", facility).name == "here-scicat-2"


def test_another_address_by_the_same_name_begins_anew(facility):
    source = sources.add("scicat", "https://a.example.org", facility, "mine")
    Source.objects.update(cursor={"since": 1}, held="look", swept_at=timezone.now())
    run = Run.objects.create(source=source, started_at=timezone.now(), checkpoint={"last": False})
    moved = sources.add("scicat", "https://b.example.org", facility, "mine")
    assert (moved.pk, moved.cursor, moved.held, moved.swept_at) == (source.pk, None, "", None)
    run.refresh_from_db()
    assert (run.state, run.checkpoint) == (Run.State.FAILED, None)


@pytest.mark.parametrize(
    "url", ["ftp://a.example.org", "http://[", "https://u:p@a.example.org", ""]
)
def test_what_is_no_address_is_refused(facility, url):
    with pytest.raises(sources.BadSource, match="isn't an address"):
        sources.add("scicat", url, facility)


def test_an_unknown_kind_names_the_known_ones(facility):
    with pytest.raises(sources.BadSource, match="scicat"):
        sources.add("gopher", "https://a.example.org", facility)


def test_one_address_has_one_name(facility):
    sources.add("scicat", "https://a.example.org", facility, "mine")
    with pytest.raises(sources.BadSource, match="is a source already"):
        sources.add("scicat", "https://a.example.org", facility, "yours")


def test_an_unknown_facility_says_what_to_do():
    with pytest.raises(sources.BadSource, match="add --name"):
        sources.facility("nowhere")


def test_a_bad_time_zone_is_refused():
    with pytest.raises(sources.BadSource, match="time zone"):
        sources.facility("x", {"name": "X", "short_name": "X", "time_zone": "Mars/Base"})


@pytest.mark.parametrize(
    ("state", "after"),
    [("complete", timedelta(hours=24)), ("failed", timedelta(hours=1))],
)
def test_a_source_is_due_again_after_its_interval(facility, state, after):
    source = sources.add("scicat", "https://a.example.org", facility)
    assert due() == [source]
    started = timezone.now()
    Run.objects.create(source=source, state=state, started_at=started, finished_at=started)
    assert next_due(source) == started + after
    assert due() == []
    Source.objects.update(enabled=False)
    Run.objects.all().delete()
    assert due() == []
