"""Harvests a replayed catalogue through the real pipeline, over real HTTP."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from harvest import pipeline
from harvest.models import Run
from harvest.replay import ReplayServer
from portal.catalogue.models import Facility, Source

COUNTS = ("seen", *pipeline.COUNTED, "absent")


@dataclass
class Replayed:
    """A source, and the server that stands for its catalogue."""

    source: Source
    server: ReplayServer

    def harvest(self, given: Any = None, **options: Any) -> Run:
        """One harvest of what the catalogue has now; ``given`` is served from now on."""
        if given is not None:
            self.server.replace(given)
        self.source.refresh_from_db()
        return pipeline.harvest(self.source, **options)


class Replays:
    """Makes sources with a server each; closes the servers in the end."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def source(
        self,
        kind: str,
        given: Any,
        facility: str = "here",
        *,
        precedence: int = 100,
        token_file: str = "",
        **server: Any,
    ) -> Replayed:
        """``kind`` is one of a source and of ReplayServer's; ``server`` are its options."""
        replay = self._stack.enter_context(ReplayServer(kind, given, **server))
        owner, _ = Facility.objects.get_or_create(
            slug=facility, defaults={"name": facility, "short_name": facility.upper()}
        )
        source = Source.objects.create(
            facility=owner,
            name=f"{facility}-{kind}-{replay.port}",
            kind=kind,
            url=replay.url,
            precedence=precedence,
            token_file=token_file,
        )
        return Replayed(source, replay)


@contextmanager
def replays() -> Iterator[Replays]:
    with ExitStack() as stack:
        yield Replays(stack)


def counts(run: Run) -> tuple[int, ...]:
    """The run's numbers, in the order of COUNTS."""
    return tuple(getattr(run, name) for name in COUNTS)


def adds_up(run: Run) -> bool:
    """Seen is the sum of what became of the records, and every outcome has its row."""
    rows = {what: run.outcomes.filter(what=what).count() for what in (*COUNTS[1:], "absent")}
    written = all(rows[what] == getattr(run, what) for what in rows if what != "unchanged")
    return run.seen == sum(getattr(run, what) for what in pipeline.COUNTED) and written
