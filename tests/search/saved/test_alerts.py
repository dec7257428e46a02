"""What alerts tell, and that they tell it once."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from portal.catalogue import ticks
from portal.mail.models import OutgoingMail
from search import services as search_services
from search.errors import EngineUnavailable
from search.saved import alerts, messages, services
from search.saved.alerts import alert
from search.saved.models import SavedSearch
from tests.factories import dataset, make_record, withdraw
from tests.search.saved.conftest import DAY, HOUR, WEEK, World, person

pytestmark = pytest.mark.django_db


def test_it_works(world: World, ana: User) -> None:
    world.record(title="Lysozyme, which was there")
    world.wait(HOUR)
    world.save(ana, "q=lysozyme")
    assert world.step() == []
    world.wait(HOUR)
    record = world.record(title="Lysozyme <b> & more")
    world.record(title="Something else")
    assert world.step() == []
    world.wait(DAY)
    (message,) = world.step()
    assert message.to == ["ana@example.org"]
    assert message.subject == "Beamfinder: 1 new record: My q=lysozyme"
    assert "Lysozyme <b> & more" in message.body
    assert f"http://127.0.0.1:8000{record.get_absolute_url()}" in message.body
    assert "which was there" not in message.body
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    assert "Lysozyme &lt;b&gt; &amp; more" in html
    world.wait(DAY)
    assert world.step() == []


@pytest.mark.parametrize("query", ["q=lysozyme+OR+insulin&sort=title", "q=lysozyme+OR"])
def test_the_link_shows_just_what_is_new(
    world: World, ana: User, client: Client, query: str
) -> None:
    title = "Lysozyme or not"
    world.record(title=title)
    world.wait(HOUR)
    world.save(ana, query)
    world.wait(HOUR)
    new = [world.record(title=title).pk for _ in range(3)]
    world.wait(DAY)
    (message,) = world.step()
    link = next(line for line in message.body.splitlines() if "added" in line)
    found = client.get(link.partition("8000")[2].replace("/search?", "/search.json?")).json()
    assert sorted(item["id"] for item in found["items"]) == sorted(new)


def test_a_sentence_is_read_as_its_page_reads_it(world: World, ana: User, client: Client) -> None:
    """With most of its words, though nothing in the address says so."""
    query = "q=how+fast+do+frozen+lysozyme+crystals+melt"
    world.save(ana, query)
    world.save(ana, f"{query}&match=all")
    world.wait(HOUR)
    new = world.record(title="Melting of lysozyme")
    shown = client.get(f"/search.json?{query}").json()
    assert [item["id"] for item in shown["items"]] == [new.pk]
    world.wait(DAY)
    (message,) = world.step()
    assert "Melting of lysozyme" in message.body
    link = next(line for line in message.body.splitlines() if "added" in line)
    found = client.get(link.partition("8000")[2].replace("/search?", "/search.json?")).json()
    assert [item["id"] for item in found["items"]] == [new.pk]


def test_twenty_titles_and_how_many_more(world: World, ana: User) -> None:
    world.save(ana)
    world.wait(HOUR)
    for _ in range(23):
        world.record(index=False)
    world.index()
    world.wait(DAY)
    (message,) = world.step()
    assert message.body.count("\n- ") == 20
    assert "and 3 more" in message.body
    assert "23 new records" in message.subject


def test_weekly_is_every_week_at_the_same_hour(world: World, ana: User) -> None:
    search = world.save(ana, alert="weekly")
    told = []
    for day in range(1, 22):
        world.wait(DAY)
        world.record()
        if world.step():
            told.append(day)
    assert told == [7, 14, 21]
    search.refresh_from_db()
    assert search.next_at == world.now + WEEK


def test_every_record_is_told_exactly_once(world: World, ana: User) -> None:
    """Whatever the hour it comes, and however late the worker is."""
    world.save(ana)
    for number in range(40):
        world.record(title=f"Run number {number:03}")
        world.wait(HOUR * 3 + DAY * (number % 7 == 0))
        if number % 3:
            world.step()
    world.wait(DAY)
    world.step()
    world.wait(DAY)
    told = " ".join(message.body for message in mail.outbox)
    counts = [told.count(f"Run number {number:03}") for number in range(40)]
    assert counts == [1] * 40


def test_what_only_changed_is_not_new(world: World, ana: User) -> None:
    record = world.record(pid="p/x")
    world.wait(HOUR)
    world.save(ana)
    world.wait(HOUR)
    changed = make_record(dataset(pid="p/x", title="Changed"), now=world.now)
    assert changed.pk == record.pk
    world.index()
    world.wait(DAY)
    assert world.step() == []


@pytest.mark.parametrize("late", ["2026-03-02T15:00:00Z", "2026-01-01"])
def test_what_becomes_public_is_new(world: World, ana: User, late: str) -> None:
    """When its time comes, or when its facility says that it had come long ago."""
    world.record(pid="p/x", public_from="2026-03-02T15:00:00Z" if "T" in late else "")
    world.wait(HOUR)
    world.save(ana)
    world.wait(HOUR * 3)
    if "T" not in late:
        make_record(dataset(pid="p/x", public_from=late), now=world.now)
    world.index()
    world.wait(DAY)
    assert len(world.step()) == 1
    world.wait(DAY)
    assert world.step() == []


def test_what_came_back_is_not_new(world: World, ana: User) -> None:
    record = world.record(pid="p/x")
    world.wait(HOUR)
    world.save(ana)
    withdraw(record, world.now)
    world.index()
    world.wait(HOUR)
    make_record(dataset(pid="p/x", title="Back"), now=world.now)
    world.index()
    world.wait(DAY)
    assert world.step() == []


def test_nothing_private_is_in_a_message(world: World, ana: User) -> None:
    world.save(ana)
    world.wait(HOUR)
    world.record(title="Private", public_from="")
    world.record(title="Later", public_from="2999-01-01")
    gone = world.record(title="Gone")
    world.record(title="Mail jane.doe@example.org", summary="secret@example.org")
    withdraw(gone, world.now)  # and the index doesn't know yet
    world.wait(DAY)
    services_told = world.step()
    text = "".join(str(message.message()) for message in services_told)
    for private in ("Private", "Later", "Gone", "jane.doe@", "secret@"):
        assert private not in text


def test_records_that_the_index_lacks_are_waited_for(world: World, ana: User) -> None:
    world.save(ana)
    world.wait(HOUR)
    world.record(index=False)
    world.wait(DAY)
    assert world.step() == []
    world.index()
    assert len(world.step()) == 1


def test_a_record_being_stored_is_not_missed(world: World, ana: User) -> None:
    """Its moment is a little before others can see it."""
    world.save(ana)
    world.wait(DAY - HOUR / 30)
    began = world.now
    world.wait(HOUR / 30)
    assert world.step() == []
    make_record(dataset(pid="p/slow"), now=began)
    world.index()
    world.wait(DAY)
    assert len(world.step()) == 1


def test_an_engine_that_is_away_is_asked_again(
    world: World, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.save(ana)
    world.wait(HOUR)
    world.record()
    world.wait(DAY)

    def away(_: object) -> None:
        raise EngineUnavailable("away")

    with monkeypatch.context() as broken:
        broken.setattr(messages, "find", away)
        assert world.step() == []
        world.wait(HOUR)
        assert world.step() == []
    assert messages.find is search_services.search
    world.wait(HOUR)
    assert len(world.step()) == 1


def test_a_search_that_the_engine_never_answers_does_not_stop_the_others(
    world: World, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = world.save(ana, "q=lysozyme")
    world.save(person("ben"), "q=insulin")
    world.wait(HOUR)
    world.record(title="Lysozyme and insulin")
    world.wait(DAY)
    plain = messages.news

    def news(search: SavedSearch, until: Any) -> Any:
        if search.pk == refused.pk:
            raise EngineUnavailable("refused")
        return plain(search, until)

    with monkeypatch.context() as patched:
        patched.setattr(messages, "news", news)
        told = world.step() + world.step()
        assert [one.to for one in told] == [["ben@example.org"]]
    world.wait(HOUR)
    assert [one.to for one in world.step()] == [["ana@example.org"]]


def test_one_that_fails_does_not_stop_the_others(
    world: World, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = world.save(ana, "q=lysozyme")
    world.save(ana)
    world.wait(HOUR)
    world.record()
    world.wait(DAY)
    plain = messages.news

    def news(search: SavedSearch, until: Any) -> Any:
        if search.pk == broken.pk:
            raise RuntimeError("broken")
        return plain(search, until)

    with monkeypatch.context() as patched:
        patched.setattr(messages, "news", news)
        assert [one.subject for one in world.step()] == ["Beamfinder: 1 new record: My everything"]
    world.wait(HOUR * 2)
    assert len(world.step()) == 1


def test_a_worker_killed_before_the_end_tells_all_or_nothing(
    world: World, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = world.save(ana)
    world.wait(HOUR)
    world.record()
    world.wait(DAY)

    def killed(self: messages.Message, user: User) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(messages.Message, "queue", killed)
        ticks.tick()
        with pytest.raises(KeyboardInterrupt):
            alert()
    search.refresh_from_db()
    assert search.told_until < world.now - DAY
    assert len(world.step()) == 1


def test_two_workers_tell_once(world: World, ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one has read the search before the first one is done."""
    world.save(ana)
    world.wait(HOUR)
    world.record()
    world.wait(DAY)
    plain = messages.news
    deeper = [alert]

    def news(search: SavedSearch, until: Any) -> Any:
        if deeper:
            deeper.pop()()
        return plain(search, until)

    monkeypatch.setattr(alerts.messages, "news", news)
    assert len(world.step()) == 1
    assert OutgoingMail.objects.count() == 0


def test_a_search_that_can_not_be_read_any_more_says_so_once(world: World, ana: User) -> None:
    search = world.save(ana)
    SavedSearch.objects.update(query="q=%22open")
    for _ in range(3):
        world.wait(DAY)
        world.step()
    (message,) = mail.outbox
    assert "can't be read any more" in message.subject
    search.refresh_from_db()
    assert search.problem
    SavedSearch.objects.update(query="")
    world.record()
    world.wait(DAY)
    assert len(world.step()) == 1


@pytest.mark.parametrize("change", ["unconfirmed", "closed", "deleted", "none"])
def test_who_gets_none(world: World, ana: User, change: str) -> None:
    search = world.save(ana)
    world.wait(HOUR)
    world.record()
    if change == "unconfirmed":
        EmailAddress.objects.update(verified=False)
    elif change == "closed":
        User.objects.update(is_active=False)
    elif change == "deleted":
        ana.delete()
    else:
        services.change(search, search.name, "none")
    world.wait(DAY)
    assert world.step() == []
    assert not OutgoingMail.objects.exists()


def test_turned_on_again_it_tells_what_comes_from_then_on(world: World, ana: User) -> None:
    search = world.save(ana, alert="none")
    world.wait(HOUR)
    world.record(title="Before")
    world.wait(HOUR)
    services.change(search, "Mine", "daily")
    world.wait(HOUR)
    world.record(title="After")
    world.wait(DAY)
    (message,) = world.step()
    assert "After" in message.body
    assert "Before" not in message.body


def test_each_person_has_their_own(world: World, ana: User) -> None:
    world.save(ana, "q=lysozyme")
    world.save(person("ben"), "q=insulin")
    world.wait(HOUR)
    world.record()
    world.wait(DAY)
    assert [one.to for one in world.step()] == [["ana@example.org"]]
