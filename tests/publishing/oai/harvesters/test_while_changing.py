"""Whatever changes while a harvester reads, it loses nothing.

Random changes, steps of the worker, ticks of the clock and pages of harvesters, in any order;
the harvesters' pages may also come at the very moments at which a batch is being stamped.
"""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from portal.catalogue.inherited import NOTHING, decode, inherited
from portal.catalogue.models import ChangedDocument, Facility, Record
from portal.catalogue.records import Instrument
from publishing.oai import items, stamping
from publishing.oai.models import Item
from tests.factories import (
    FacilityFactory,
    SourceFactory,
    dataset,
    document,
    make_record,
    withdraw,
)
from tests.publishing.oai.harvesters.copying import Copy

pytestmark = pytest.mark.django_db

SLUGS = ("ess", "maxiv")
NUMBERS = range(8)
numbers, titles = st.sampled_from(NUMBERS), st.sampled_from(("A", "B", "C"))
START = 1_700_000_000


class Clock:
    """The clock of all; ``meanwhile`` happens right after the worker has read it."""

    def __init__(self) -> None:
        self.second = START
        self.meanwhile: list[Callable[[], None]] = []

    def read(self) -> int:
        return self.second

    def read_by_worker(self) -> int:
        read = self.second
        self.let_happen()
        return read

    def let_happen(self) -> None:
        if self.meanwhile:
            self.meanwhile.pop(0)()


CLOCK = Clock()


@pytest.fixture(autouse=True)
def patched(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    """Small pages, small batches, and a clock that moves only when it is told to."""
    settings.HOME, settings.OAI_PAGE_SIZE = tmp_path, 2
    monkeypatch.setattr(items, "clock", CLOCK.read)
    monkeypatch.setattr(stamping, "clock", CLOCK.read_by_worker)
    monkeypatch.setattr(stamping, "BATCH", 2)
    write = stamping._write

    def write_late(*given: Any) -> None:
        CLOCK.let_happen()
        write(*given)

    monkeypatch.setattr(stamping, "_write", write_late)


def ask(arguments: dict[str, str]) -> bytes:
    answer = Client().get("/oai", arguments)
    assert answer.status_code == 200
    return answer.content


class Changing(RuleBasedStateMachine):
    """A catalogue that changes, the worker, and three harvesters."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        CLOCK.__init__()  # type: ignore[misc]
        self.offers = dict.fromkeys(SLUGS, True)
        for slug in SLUGS:
            FacilityFactory(slug=slug, offers_harvested=True)
        self.public: dict[int, str] = {}  # title of each public document, by its record
        self.number: dict[int, int] = {}  # which document it is
        self.copies = [Copy(ask), Copy(ask, spec="facility_ess"), Copy(ask, "datacite")]
        self.steady: list[set[str]] = [set(), set(), set()]

    def teardown(self) -> None:
        try:
            self.in_the_end()
        finally:
            transaction.set_rollback(True)
            self.stack.close()

    # what changes

    @initialize(many=st.integers(0, 8), stamped=st.booleans())
    def begin(self, many: int, stamped: bool) -> None:
        for number in range(many):
            self.tell(number, "A")
        if stamped:
            self.stamp(None, [])

    @rule(number=numbers, title=titles)
    def tell(self, number: int, title: str) -> None:
        """A new document, another title, one that comes back, or just the same again."""
        self._tell(number, title, "2020-01-01")

    @rule(number=numbers, title=titles)
    def hide(self, number: int, title: str) -> None:
        self._tell(number, title, "")

    def _tell(self, number: int, title: str, public_from: str) -> None:
        made = document(
            title=f"{title} {number}",
            pid=f"pid-{number}",
            doi=f"10.5072/{number}",
            public_from=public_from,
        )
        slug = SLUGS[number % 2]
        record = make_record(made, SourceFactory(facility=Facility.objects.get(slug=slug)))
        self.number[record.pk] = number
        self.public.pop(record.pk, None)
        if public_from:
            self.public[record.pk] = made.title
        self._unsteady()

    @rule(number=numbers)
    def withdraw(self, number: int) -> None:
        for pk, known in self.number.items():
            if known == number:
                withdraw(Record.objects.get(pk=pk))
                self.public.pop(pk, None)
        self._unsteady()

    @rule(number=numbers, title=titles, name=st.sampled_from(("pid-{}", "10.5072/{}")))
    def measure(self, number: int, title: str, name: str) -> None:
        """A Dataset of a document, with another instrument, or another Dataset by its DOI."""
        self._measure(number, f"set-{title}", title, (name.format(number),), "2020-01-01")

    @rule(number=numbers, title=titles, public=st.booleans())
    def measure_no_more(self, number: int, title: str, public: bool) -> None:
        """The Dataset belongs to nothing any more, or is hidden."""
        documents = () if public else (f"pid-{number}",)
        self._measure(number, f"set-{title}", title, documents, "2020-01-01" if public else "")

    def _measure(
        self, number: int, pid: str, title: str, documents: tuple[str, ...], public_from: str
    ) -> None:
        made = dataset(
            title=title,
            pid=pid,
            doi=f"10.5072/set-{number}",
            instruments=(Instrument(name=f"{pid} {number}"),),
            document_pids=documents,
            public_from=public_from,
        )
        source = SourceFactory(facility=Facility.objects.get(slug=SLUGS[number % 2]))
        make_record(made, source, native_id=f"set-{number}")

    @rule(slug=st.sampled_from(SLUGS))
    def change_mind(self, slug: str) -> None:
        """Offer no more, or again."""
        self.offers[slug] = not self.offers[slug]
        Facility.objects.filter(slug=slug).update(offers_harvested=self.offers[slug])
        self._unsteady()

    @rule(seconds=st.sampled_from((1, 1, 60, 86_400)))
    def wait(self, seconds: int) -> None:
        CLOCK.second += seconds

    # who works

    @rule(limit=st.sampled_from((1, 3, None)), data=st.data())
    def work(self, limit: int | None, data: st.DataObject) -> None:
        """The worker stamps; at its critical moments something else happens."""
        moments = data.draw(st.lists(st.sampled_from(MEANWHILE), max_size=4), "meanwhile")
        self.stamp(limit, [lambda name=name: getattr(self, name)() for name in moments])

    def stamp(self, limit: int | None, meanwhile: list[Callable[[], None]]) -> None:
        CLOCK.meanwhile = meanwhile
        assert not stamping.stamp(limit).busy
        CLOCK.meanwhile = []

    @rule(which=st.sampled_from((0, 0, 1, 2)))
    def page(self, which: int = 0) -> None:
        copy = self.copies[which]
        whole = not copy.pulls  # its first pull; the others give what changed
        if whole and copy.between:
            told = Item.objects.filter(deleted=False).values_list("pk", flat=True)
            stamped = {identifier(pk) for pk in told}
            self.steady[which] = stamped & set(self.present(copy))
        copy.page()
        if whole and copy.between:
            assert self.steady[which] <= set(copy.present)

    # what else may happen at the worker's critical moments

    def nothing(self) -> None:
        pass

    def second(self) -> None:
        CLOCK.second += 1

    def second_and_page(self) -> None:
        self.second()
        self.page()

    def page_and_second(self) -> None:
        self.page()
        self.second()

    def two_pages(self) -> None:
        self.page()
        self.second()
        self.page()

    def page_of_set(self) -> None:
        self.second()
        self.page(1)

    def change_and_page(self) -> None:
        self.tell(0, "D")
        self.page()
        self.tell(0, "A")

    # what has to be

    def present(self, copy: Copy) -> dict[str, str]:
        """The titles of what is offered now, by identifier, of the copy's set."""
        return {
            identifier(pk): title
            for pk, title in self.public.items()
            if self.offers[(slug := SLUGS[self.number[pk] % 2])]
            and copy.spec in ("", f"facility_{slug}")
        }

    def _unsteady(self) -> None:
        for steady, copy in zip(self.steady, self.copies, strict=True):
            steady &= set(self.present(copy))

    def in_the_end(self) -> None:
        """One incremental pull after all has come to rest: every copy is what is offered."""
        for which, copy in enumerate(self.copies):
            while not copy.between or not copy.pulls:
                self.page(which)
        self.stamp(None, [])
        assert not ChangedDocument.objects.exists()
        for item in Item.objects.filter(deleted=False).select_related("record"):
            told = inherited([item.record]).get(item.record_id, NOTHING)
            assert decode(item.inherited) == told
        for copy in self.copies:
            copy.pull()
            fresh = Copy(ask, copy.prefix, copy.spec)
            fresh.pull()
            assert copy.held == fresh.held
            assert {name for name, one in fresh.held.items() if not one.deleted} == set(
                self.present(copy)
            )
            assert copy.ever <= set(fresh.held)
            if copy.prefix == "oai_dc":
                assert copy.present == self.present(copy)


MEANWHILE = (
    "nothing",
    "second",
    "second_and_page",
    "page_and_second",
    "two_pages",
    "page_of_set",
    "change_and_page",
)


def identifier(pk: int) -> str:
    return f"oai:{settings.OAI_NAMESPACE}:{pk}"


def test_no_harvester_loses_anything() -> None:
    run_state_machine_as_test(
        Changing,
        settings=profile(
            max_examples=40,
            stateful_step_count=30,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
