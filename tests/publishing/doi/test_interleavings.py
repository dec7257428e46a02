"""Whatever happens in whatever order: no DOI twice, none lost, none public before its data.

People publish, change, withdraw; the registrar fails in every way it can; workers are killed
at every step, and come back late.  What holds is looked at after each step, and at the end
everything agrees.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as limits
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from portal.catalogue import store
from portal.catalogue.models import Record
from publishing.doi import attempts, reconcile, registrars, saga
from publishing.doi.client import Registrar
from publishing.doi.models import Doi
from publishing.doi.registrars import Registrars
from publishing.doi.sandbox.app import Sandbox
from publishing.doi.sandbox.state import ACCOUNT, Fault
from publishing.publications import drafting, progress, registering, stepping, telling
from publishing.publications.content import decode
from publishing.publications.models import Publication
from publishing.publications.problems import PublishingError
from tests.publishing.doi.world import NOON
from tests.publishing.killing import Killed, deadly
from tests.publishing.publications.cast import Cast, cast

State = Publication.State
OUT = (State.REGISTERED, State.FINDABLE, State.WITHDRAWN)
SEAMS = [(saga, "_claim"), (saga, "turn"), (Registrar, "get"), (Registrar, "put")]
SEAMS += [(Registrar, "delete"), (attempts, "keep"), (saga, "_written")]
OWN_SEAMS: list[tuple[Any, str]] = [(progress, "_one"), (progress, "step"), (registering, "want")]
OWN_SEAMS += [(telling, "tell"), (telling, "renew"), (store, "store"), (registering, "announce")]
TITLES = ["Films", "Films & <b>light</b>", "Layers"]
FAULTS = st.builds(
    Fault,
    kind=st.sampled_from(["status", "status", "timeout", "cut", "cut", "state", "rubbish"]),
    status=st.sampled_from([429, 500, 422, 503]),
    method=st.sampled_from(["PUT", "GET", "DELETE", "*"]),
    times=st.integers(1, 3),
)


class World:
    """What all runs share: the people, the registrar, the clock."""

    people: Cast
    sandbox: Sandbox
    now: datetime = NOON


class Interleavings(RuleBasedStateMachine):
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.world.now = NOON
        self.sandbox = self.world.sandbox
        self.late: list[tuple[Doi, Registrars]] = []
        self.released: set[int] = set()
        with self.sandbox.state.change() as change:
            change.connection.execute("DELETE FROM doi")
        self.sandbox.state.clear_faults()

    def teardown(self) -> None:
        try:
            self._end_well()
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    # What people do.

    @initialize(out=st.booleans())
    def begin(self, out: bool) -> None:
        """With a draft, or with a publication that is out already."""
        self.start()
        if out:
            self.publish(0, 0)
            self.go_on()

    @rule()
    def start(self) -> None:
        drafting.start(self.world.people.owner, [self.world.people.private])

    @rule(which=st.integers(0, 5))
    def reserve(self, which: int) -> None:
        self._act(stepping.reserve, which)

    @rule(which=st.integers(0, 5), hours=st.sampled_from([0, 3]))
    def publish(self, which: int, hours: int) -> None:
        day = self.world.now + timedelta(hours=hours) if hours else None
        publication = self._act(stepping.publish, which, day)
        if publication is not None:
            self.released.add(publication.pk)

    @rule(which=st.integers(0, 5))
    def reopen(self, which: int) -> None:
        publication = self._act(stepping.reopen, which)
        if publication is not None:
            self.released.discard(publication.pk)

    @rule(which=st.integers(0, 5))
    def discard(self, which: int) -> None:
        self._act(drafting.discard, which)

    @rule(which=st.integers(0, 5), title=st.sampled_from(TITLES))
    def edit(self, which: int, title: str) -> None:
        publication = self._chosen(which)
        if publication is None:
            return
        content = msgspec.structs.replace(decode(publication.content), title=title)
        with suppress(PublishingError):
            owner = self.world.people.owner
            drafting.save(publication.pk, owner, content, publication.revision)
            stepping.apply(publication.pk, owner)

    @rule(which=st.integers(0, 5))
    def new_version(self, which: int) -> None:
        self._act(stepping.new_version, which)

    @rule(which=st.integers(0, 5))
    def withdraw(self, which: int) -> None:
        publication = self._chosen(which)
        if publication is not None:
            with suppress(PublishingError):
                stepping.withdraw(publication.pk, self.world.people.curator, "It was wrong")

    # What happens by itself.

    @rule(fault=FAULTS)
    def fail(self, fault: Fault) -> None:
        self.sandbox.state.add_fault(fault)

    @rule(minutes=st.sampled_from([1, 5, 120]))
    def wait(self, minutes: int) -> None:
        self.world.now += timedelta(minutes=minutes)

    @rule()
    def advance(self) -> None:
        progress.advance()

    @rule()
    def mint(self) -> None:
        saga._silence.forget()
        saga.mint()

    @rule()
    def go_on(self) -> None:
        """For a while all goes its way, unless something is to fail."""
        for _ in range(3):
            self.wait(120)
            self.advance()
            self.mint()

    @rule(seam=st.sampled_from(SEAMS), after=st.booleans(), times=st.integers(1, 3))
    def mint_and_be_killed(self, seam: tuple[Any, str], after: bool, times: int) -> None:
        with deadly(*seam, after=after, times=times), suppress(Killed):
            self.mint()

    @rule(seam=st.sampled_from(OWN_SEAMS), after=st.booleans(), times=st.integers(1, 3))
    def advance_and_be_killed(self, seam: tuple[Any, str], after: bool, times: int) -> None:
        with deadly(*seam, after=after, times=times), suppress(Killed):
            self.advance()

    @rule()
    def take_one_and_be_held_up(self) -> None:
        """A worker claims a DOI, and does nothing for a while."""
        pk = saga.due(self.world.now).values_list("pk", flat=True).first()
        doi = saga._claim(pk, self.world.now) if pk else None
        if doi is not None:
            self.late.append((doi, Registrars()))

    @rule(which=st.integers(0, 5), titles=st.permutations(TITLES))
    def be_overtaken(self, which: int, titles: list[str]) -> None:
        """One is held up with a change while another worker brings the next one."""
        self.edit(which, titles[0])
        self.take_one_and_be_held_up()
        self.edit(which, titles[1])
        self.wait(5)
        self.mint()
        self.come_back_late()

    @rule()
    def come_back_late(self) -> None:
        """It goes on, with what it knew then."""
        if self.late:
            doi, opened = self.late.pop(0)
            outcome = saga._turned(doi, opened)
            saga._written(doi, outcome, self.world.now)

    # What always holds.

    @invariant()
    def none_is_there_that_we_don_t_know(self) -> None:
        assert {one.name for one in self._there()} <= {doi.name for doi in Doi.objects.all()}

    @invariant()
    def none_is_findable_before_its_data_are_public(self) -> None:
        for one in self._there():
            doi = Doi.objects.get(name=one.name)
            versions = Publication.objects.filter(series=doi.series_id) if doi.series_id else None
            if versions is None:
                versions = Publication.objects.filter(pk=doi.publication_id)
            if one.state == "findable":
                assert versions.filter(state__in=OUT, record__isnull=False).exists()

    @invariant()
    def what_is_public_is_registered(self) -> None:
        states = {one.name: one.state for one in self._there()}
        public = Publication.objects.filter(state__in=(State.REGISTERED, State.FINDABLE))
        for publication in public.select_related("doi"):
            assert states.get(publication.doi.name) in ("registered", "findable")
            assert Record.objects.public().filter(pk=publication.record_id).exists()

    @invariant()
    def private_data_are_private_before(self) -> None:
        out = Publication.objects.filter(state__in=(State.REGISTERED, State.FINDABLE)).exists()
        private = Record.objects.get(pk=self.world.people.private.pk)
        assert private.is_public() == out

    def _end_well(self) -> None:
        """The registrar is well again, and every worker back."""
        while self.late:
            self.come_back_late()
        self.sandbox.state.clear_faults()
        for _ in range(12):
            self.world.now += timedelta(hours=3)
            progress.advance()
            self.mint()
        unsettled = [(doi.name, doi.problem) for doi in Doi.objects.all() if not doi.settled]
        assert unsettled == []
        with Registrars() as opened:
            compared = (reconcile.compare(place, opened) for place in reconcile.places())
            found = [one for findings in compared for one in findings]
        assert [one for one in found if one.kind != "agrees"] == []
        wanted = set(Doi.objects.exclude(wanted="").values_list("name", flat=True))
        assert {one.name for one in self._there()} == wanted
        lost = Publication.objects.filter(pk__in=self.released).exclude(
            state__in=(State.FINDABLE, State.WITHDRAWN)
        )
        assert not lost.exists()

    def _act(self, act: Any, which: int, *rest: Any) -> Publication | None:
        """Somebody tries to; None where it isn't allowed."""
        publication = self._chosen(which)
        if publication is None:
            return None
        try:
            act(publication.pk, self.world.people.owner, *rest)
        except PublishingError:
            return None
        return publication

    def _chosen(self, which: int) -> Publication | None:
        every = list(Publication.objects.order_by("pk"))
        return every[which % len(every)] if every else None

    def _there(self) -> list[Any]:
        return self.sandbox.state.page(ACCOUNT, [], "", 1000)


@pytest.fixture
def world(db: None, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The sandbox in this process, since nothing here is about the network."""
    settings.HOME = tmp_path
    made = World()
    monkeypatch.setattr(timezone, "now", lambda: made.now)
    sandbox = Sandbox(tmp_path / "registrar", most_requests=10**9)
    made.people, made.sandbox = cast(), sandbox
    made.people.enrolment.suffix = "numbered"
    made.people.enrolment.save()

    def opened() -> Registrar:
        transport = httpx2.WSGITransport(sandbox)
        secret = sandbox.state.password
        return Registrar("http://registrar", ACCOUNT, secret, transport=transport)

    monkeypatch.setattr(registrars, "_sandbox", opened)
    return made


def test_random_interleavings(world: World) -> None:
    machine = type("Run", (Interleavings,), {"world": world})
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        machine,
        settings=limits(
            max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=slow
        ),
    )
