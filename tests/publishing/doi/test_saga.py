"""The worker brings the registrar to what is wanted, whatever goes wrong on the way."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from portal.mail.models import OutgoingMail
from publishing.doi import alerts, attempts, saga
from publishing.doi.answers import Denied, Seen
from publishing.doi.client import Registrar
from publishing.doi.models import Attempt, Doi
from publishing.doi.outbox import has
from publishing.doi.registrars import Registrars
from publishing.doi.sandbox.server import Server
from publishing.enrolment.models import Enrolment
from tests.publishing.doi.making import attributes
from tests.publishing.doi.world import World, enrolled, page
from tests.publishing.killing import Killed, deadly

State = Doi.State


def answers(doi: Doi) -> list[tuple[str, int | None, bool]]:
    return list(doi.attempts.values_list("request", "status", "succeeded"))


def settled(world: World, doi: Doi, state: str) -> None:
    """The registrar and the row agree on the state, and nothing is left to do."""
    doi.refresh_from_db()
    assert has(doi, State(state)), doi.problem
    assert (doi.next_at, doi.claimed_until, doi.problem, doi.tries) == (None, None, "", 0)
    assert world.state(doi) == state


@pytest.mark.parametrize("wanted", [State.DRAFT, State.REGISTERED, State.FINDABLE])
def test_it_brings_about_what_is_wanted(world: World, wanted: State) -> None:
    doi = world.doi(wanted)
    assert world.mint() == 1
    settled(world, doi, wanted)
    there = world.there(doi)
    assert there is not None
    assert (there.url, there.attributes["titles"]) == (page(doi), attributes()["titles"])
    event = {State.REGISTERED: " register", State.FINDABLE: " publish"}.get(wanted, "")
    assert answers(doi) == [(f"PUT {doi.name}{event}", 201, True)]
    assert world.mint() == 0


@pytest.mark.parametrize(
    "way",
    [
        (State.DRAFT, State.REGISTERED, State.FINDABLE),
        (State.FINDABLE, State.REGISTERED, State.FINDABLE),
        (State.DRAFT, State.NONE),
        (State.NONE,),
        (State.DRAFT, State.NONE, State.DRAFT, State.FINDABLE),
    ],
)
def test_it_goes_on_from_there(world: World, way: tuple[State, ...]) -> None:
    doi = world.doi(way[0])
    for wanted in way:
        world.want(doi, wanted, version="1")
        assert world.mint() == 1
        doi.refresh_from_db()
        assert world.state(doi) == wanted == doi.seen


def test_metadata_follow_and_what_is_no_longer_said_goes(world: World) -> None:
    doi = world.doi(State.FINDABLE)
    world.mint()
    world.want(doi, State.FINDABLE, titles=[{"title": "Better"}], subjects=[], language=None)
    assert world.mint() == 1
    there = world.there(doi)
    assert there is not None
    assert there.attributes["titles"] == [{"title": "Better"}]
    assert not there.attributes["subjects"]
    assert not there.attributes["language"]


def test_wanting_again_what_was_there_asks_whether_it_still_is(world: World) -> None:
    """Something else was wanted in between, and may have been sent without our seeing it."""
    doi = world.doi(State.FINDABLE)
    world.mint()
    doi.refresh_from_db()
    world.want(doi, State.REGISTERED)
    world.want(doi, State.FINDABLE)
    world.fail("status", times=1)
    assert world.mint() == 0
    world.later(hours=1)
    assert world.mint() == 1
    settled(world, doi, "findable")
    assert list(doi.attempts.values_list("succeeded", flat=True)) == [True, False, True]


def test_a_draft_that_was_registered_can_not_be_taken_back(world: World) -> None:
    doi = world.doi(State.REGISTERED)
    world.mint()
    world.want(doi, State.NONE)
    assert world.mint() == 0
    doi.refresh_from_db()
    assert "405" in doi.problem
    assert world.state(doi) == "registered"


def test_what_somebody_else_made_is_left_alone(world: World, registrar: Registrar) -> None:
    """By another program with the same account, for instance."""
    for name, wanted in (("10.5072/theirs.1", State.FINDABLE), ("10.5072/theirs.2", State.NONE)):
        registrar.put(name, attributes(), url="https://other.example.org/1")
        doi = world.doi(wanted, name)
        assert world.mint() == (wanted == State.NONE)
        there = world.there(doi)
        assert there is not None
        assert there.url == "https://other.example.org/1"
        assert (there.state, there.version) == ("draft", 1)
    doi = Doi.objects.get(name="10.5072/theirs.1")
    assert "leads to https://other.example.org/1" in doi.problem


# A fault -> the status of the attempt that failed.
FAULTS: list[tuple[dict[str, Any], int | None]] = [
    ({"kind": "status", "status": 500}, 500),
    ({"kind": "status", "status": 429, "retry_after": "7"}, 429),
    ({"kind": "status", "status": 422}, 422),
    ({"kind": "status", "status": 401}, 401),
    ({"kind": "timeout"}, None),
    ({"kind": "cut"}, None),
    ({"kind": "rubbish"}, 200),
    ({"kind": "state"}, 200),
]


@pytest.mark.parametrize("method", ["PUT", "GET"])
@pytest.mark.parametrize(("fault", "status"), FAULTS, ids=lambda one: str(one)[:40])
def test_every_fault_is_got_over(
    world: World, fault: dict[str, Any], status: int | None, method: str
) -> None:
    """In the request that looks first, or in the one that does it."""
    if fault["kind"] == "state":
        method = "PUT"  # what is read has no state to keep
    doi = world.doi(State.REGISTERED)
    other = world.doi(State.REGISTERED)
    world.fail(**fault, doi=doi, method=method)
    assert world.mint() + (world.mint() if status == 429 else 0) == 1
    settled(world, other, "registered")  # one that fails keeps nobody waiting
    doi.refresh_from_db()
    assert doi.problem
    assert not has(doi, State.REGISTERED)
    assert doi.next_at is not None
    assert doi.claimed_until is None
    [(_, told, succeeded)] = answers(doi)
    assert not succeeded
    if fault["kind"] != "state":
        assert told == status
    world.later(hours=2)
    assert world.mint() == 1
    settled(world, doi, "registered")


def test_a_state_that_was_wrong_is_asked_for_again_at_once(world: World) -> None:
    doi = world.doi(State.FINDABLE)
    world.fail("state", doi, method="PUT", times=2)
    assert world.mint() == 0
    doi.refresh_from_db()
    assert (doi.seen, doi.next_at) == ("draft", world.now)
    assert "as draft, not as findable" in doi.problem
    assert world.mint() == 0  # but not for ever
    doi.refresh_from_db()
    assert doi.next_at == world.now + timedelta(minutes=1)
    world.later(minutes=1)
    assert world.mint() == 1
    settled(world, doi, "findable")


def test_it_learns_from_what_it_reads_back(world: World, registrar: Registrar) -> None:
    """Somebody published it behind our back, so it has to be hidden, not registered."""
    doi = world.doi(State.REGISTERED)
    world.mint()
    registrar.put(doi.name, {}, "publish")
    world.want(doi, State.REGISTERED, version="2")
    assert world.mint() == 0
    assert world.mint() == 1
    settled(world, doi, "registered")


def test_the_waits_grow_up_to_an_hour(world: World) -> None:
    doi = world.doi()
    world.fail("status", status=503, times=100)
    waits = []
    for _ in range(10):
        world.mint()
        doi.refresh_from_db()
        assert doi.next_at is not None
        waits.append((doi.next_at - world.now).total_seconds())
        assert world.mint() == 0  # not before
        world.now = doi.next_at
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert doi.attempts.count() == 10


@pytest.mark.parametrize(
    ("asked", "seconds"), [("5", 30), ("3000", 3000), ("999999999", 86_400), ("soon", 30)]
)
def test_it_comes_not_before_it_is_asked_to(world: World, asked: str, seconds: int) -> None:
    doi = world.doi()
    world.fail("status", status=429, retry_after=asked)
    world.mint()
    doi.refresh_from_db()
    assert doi.next_at == world.now + timedelta(seconds=seconds)


def test_what_is_refused_waits_long_and_is_told_at_once(world: World) -> None:
    doi = world.doi(creators=[])
    assert world.mint() == 0
    doi.refresh_from_db()
    assert doi.next_at == world.now + timedelta(hours=1)
    assert "Name at least one creator." in doi.problem
    mail = OutgoingMail.objects.get()
    assert mail.to == "data@example.org"
    assert mail.subject == "ESS: 1 DOI stands still"
    assert doi.name in mail.text
    assert "/publishing/queue" in mail.text
    world.want(doi, State.REGISTERED)  # mended
    assert world.mint() == 1


def test_an_outage_is_told_once_a_facility(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "SHOWN", 2)
    dois = [world.doi() for _ in range(3)]
    world.fail("status", times=1_000_000)
    for _ in range(alerts.PATIENCE + 3):
        world.mint()
        world.later(hours=1)
    mail = OutgoingMail.objects.get()
    assert "3 DOIs stand still" in mail.subject
    assert "… and 1 more" in mail.text
    late = world.doi()
    for _ in range(alerts.PATIENCE + 1):
        world.mint()
        world.later(hours=1)
    assert OutgoingMail.objects.count() == 2
    assert late.name in OutgoingMail.objects.latest("pk").text
    world.server.sandbox.state.clear_faults()
    world.later(hours=1)
    assert world.mint() == 4
    settled(world, dois[0], "registered")


def test_curators_are_told_too(world: World) -> None:
    user = User.objects.create_user("cora", "cora@example.org")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    enrolled().curators.add(user, User.objects.create_user("nobody"))
    world.doi(creators=[])
    world.mint()
    told = {mail.to or mail.user for mail in OutgoingMail.objects.all()}
    assert told == {"data@example.org", user}


def test_without_anybody_else_the_admin_is_told(world: World, settings) -> None:
    settings.ADMIN_EMAIL = "admin@example.org"
    Enrolment.objects.update(contact="")
    world.doi(creators=[])
    world.mint()
    assert OutgoingMail.objects.get().to == "admin@example.org"


def test_a_registrar_that_is_away_is_left_alone_for_a_while(
    world: World, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else each of many DOIs would wait for its time-out."""
    dois = [world.doi() for _ in range(5)]
    settings.SANDBOX_URL = "http://127.0.0.1:9"
    assert world.mint() == 0
    assert Attempt.objects.count() == saga.SILENCES
    assert saga.mint() == 0
    assert Attempt.objects.count() == saga.SILENCES
    settings.SANDBOX_URL = world.server.url
    world.later(minutes=1)
    assert world.mint() == 5
    for doi in dois:
        settled(world, doi, "registered")


def test_one_that_has_too_much_to_do_is_asked_by_no_doi(world: World) -> None:
    for _ in range(3):
        world.doi()
    world.fail("status", status=429, retry_after="60", times=10)
    assert world.mint() == 0
    assert saga.mint() == 0
    assert Attempt.objects.count() == 1


def test_a_sandbox_that_does_not_run_is_told(world: World, settings, tmp_path) -> None:
    settings.SANDBOX_URL, settings.HOME = "", tmp_path
    doi = world.doi()
    assert world.mint() == 0
    doi.refresh_from_db()
    assert "start manage.py worker" in doi.problem


def test_at_datacite_with_the_facility_s_account(world: World, settings, tmp_path) -> None:
    """The password is read when it is needed, and written nowhere."""
    settings.DATACITE_URL = world.server.url
    file = tmp_path / "password"
    Enrolment.objects.update(account="ess.account", password_file=str(file))
    doi = world.doi()
    Doi.objects.update(registrar="datacite")
    assert world.mint() == 0
    doi.refresh_from_db()
    assert "the password file of ESS can't be used" in doi.problem
    assert str(tmp_path) not in doi.problem
    file.write_text("their-secret\n")
    world.server.sandbox.state.open_account("ess.account", "their-secret", ["127.0.0.1"])
    world.later(hours=1)
    assert world.mint() == 1
    settled(world, doi, "registered")
    there = world.there(doi)
    assert there is not None
    assert there.account == "ess.account"
    Enrolment.objects.update(account="")
    world.want(doi, State.FINDABLE)
    assert world.mint() == 0
    doi.refresh_from_db()
    assert "has no account at DataCite" in doi.problem
    written = [*Attempt.objects.values_list("request", "answer"), doi.problem, doi.body]
    assert "their-secret" not in str(written)


@pytest.mark.parametrize("text", ["", "\n", "two\nlines", "x" * 1_001])
def test_what_is_no_password_is_sent_nowhere(world: World, tmp_path: Path, text: str) -> None:
    file = tmp_path / "password"
    file.write_text(text)
    Enrolment.objects.update(account="ess.account", password_file=str(file))
    doi = world.doi()
    with Registrars() as registrars, pytest.raises(Denied, match="can't be used"):
        registrars.named("datacite", doi.facility_id)


def test_one_without_an_account_silences_nobody(world: World, settings, tmp_path) -> None:
    for _ in range(3):
        world.doi()
    Doi.objects.update(registrar="datacite")
    assert world.mint() == 0
    assert Attempt.objects.count() == 3


def test_another_facility_does_not_wait(world: World) -> None:
    other = World(world.server, world.now, enrolled("maxiv").facility)
    stuck, doi = world.doi(), other.doi()
    world.fail("cut", stuck, times=100)
    assert world.mint() == 1
    settled(other, doi, "registered")


def test_what_fails_here_is_told_and_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    doi, other = world.doi(), world.doi()
    Doi.objects.filter(pk=doi.pk).update(body="{")
    assert world.mint() == 1
    doi.refresh_from_db()
    assert "something failed here (JSONDecodeError)" in doi.problem
    assert doi.name in caplog.text
    settled(world, other, "registered")


def test_attempts_are_kept_within_bounds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "KEPT", 3)
    doi = world.doi()
    world.fail("status", times=100)
    for _ in range(5):
        world.mint()
        world.later(hours=1)
    assert doi.attempts.count() == 3


def test_a_retry_comes_at_once(world: World) -> None:
    doi, done = world.doi(), world.doi(State.FINDABLE)
    world.fail("status", doi)
    world.mint()
    assert world.mint() == 0
    saga.retry(doi, world.now)
    saga.retry(done, world.now)
    done.refresh_from_db()
    assert done.next_at is None
    assert world.mint() == 1


def test_what_is_wanted_meanwhile_is_not_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer to what was wanted before is none to what is wanted now."""
    doi = world.doi(State.REGISTERED)
    put = Registrar.put

    def slow(self: Registrar, *args: Any, **named: Any) -> Seen:
        seen = put(self, *args, **named)
        world.want(Doi.objects.get(pk=doi.pk), State.FINDABLE, titles=[{"title": "New"}])
        monkeypatch.setattr(Registrar, "put", put)
        return seen

    monkeypatch.setattr(Registrar, "put", slow)
    assert world.mint() == 0
    doi.refresh_from_db()
    assert (doi.wanted, doi.claimed_until) == ("findable", None)
    assert world.mint() == 1
    settled(world, doi, "findable")


def test_one_that_wants_meanwhile_does_not_take_the_claim_away(world: World) -> None:
    doi = world.doi(State.REGISTERED)
    stale = Doi.objects.get(pk=doi.pk)
    claimed = saga._claim(doi.pk, world.now)
    assert claimed is not None
    world.want(stale, State.FINDABLE)
    assert saga._claim(doi.pk, world.now) is None
    world.later(minutes=5)
    assert world.mint() == 1
    settled(world, doi, "findable")


def test_one_that_comes_too_late_has_it_done_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that was held up writes over what another one did: so that is done again."""
    doi = world.doi(State.REGISTERED, titles=[{"title": "Old"}])
    put = Registrar.put

    def held_up(self: Registrar, *args: Any, **named: Any) -> Seen:
        monkeypatch.setattr(Registrar, "put", put)
        world.later(minutes=10)
        world.want(Doi.objects.get(pk=doi.pk), State.FINDABLE, titles=[{"title": "New"}])
        assert world.mint() == 1
        return put(self, *args, **named)

    monkeypatch.setattr(Registrar, "put", held_up)
    assert world.mint() == 0
    there = world.there(doi)
    assert there is not None
    assert there.attributes["titles"] == [{"title": "Old"}]
    assert world.mint() == 1
    settled(world, doi, "findable")
    there = world.there(doi)
    assert there is not None
    assert there.attributes["titles"] == [{"title": "New"}]


# Where a worker can be killed: before and after each of its steps.
SEAMS = [
    (saga, "_claim"),
    (saga, "turn"),
    (Registrar, "get"),
    (Registrar, "put"),
    (attempts, "keep"),
    (saga, "_changes"),
    (saga, "_written"),
    (alerts, "alert"),
]


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(("place", "step"), SEAMS, ids=lambda one: getattr(one, "__name__", one))
def test_a_worker_may_be_killed_anywhere(
    world: World, place: Any, step: str, moment: str, times: int
) -> None:
    """In the first or the second call of the step; the next worker takes it up."""
    dois = [world.doi(State.FINDABLE), world.doi(State.REGISTERED)]
    with deadly(place, step, after=moment == "after", times=times):
        if step != "alert" or times == 1:
            with pytest.raises(Killed):
                world.mint()
    world.later(minutes=5)
    world.mint()
    world.mint()
    settled(world, dois[0], "findable")
    settled(world, dois[1], "registered")


def test_the_worker_serves_the_sandbox_when_somebody_needs_it(settings, tmp_path, db: None) -> None:
    from publishing.doi.sandbox.serving import Serving

    settings.HOME = tmp_path
    serving = Serving()
    serving.ensure()
    assert not (tmp_path / "registrar" / "port").exists()
    enrolled()
    serving.ensure()
    serving.ensure()
    assert (tmp_path / "registrar" / "port").exists()
    serving.close()
    settings.SANDBOX_URL = "http://elsewhere"
    serving.ensure()
    assert not (tmp_path / "registrar" / "port").exists()


def test_the_fixture_s_server_is_the_portal_s(world: World, sandbox: Server) -> None:
    assert world.server is sandbox
