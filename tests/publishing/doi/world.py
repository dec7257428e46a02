"""A registrar and DOIs on their way to it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.conf import LazySettings

from portal.catalogue.models import Facility
from publishing.doi import saga
from publishing.doi.models import Doi
from publishing.doi.outbox import want
from publishing.doi.sandbox.server import Server
from publishing.doi.sandbox.state import Fault, Registered
from publishing.enrolment.models import Enrolment
from publishing.publications import progress
from tests.factories import FacilityFactory
from tests.publishing.doi.making import attributes

State = Doi.State
NUMBERS = count(1)  # of DOIs: one registrar serves many worlds
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@dataclass
class World:
    """One facility at the sandbox; ``now`` is what the saga's clock says."""

    server: Server
    now: datetime = NOON
    facility: Facility = field(default_factory=lambda: enrolled().facility)

    def doi(self, wanted: State = State.REGISTERED, name: str = "", **changes: Any) -> Doi:
        """A DOI of which this is wanted."""
        name = name or f"10.5072/{self.facility.slug}.{next(NUMBERS)}"
        made = Doi(
            name=name,
            registrar=Enrolment.Registrar.SANDBOX,
            facility=self.facility,
            created_at=self.now,
            changed_at=self.now,
        )
        self.want(made, wanted, **changes)
        return made

    def want(self, doi: Doi, wanted: State, **changes: Any) -> None:
        body = {"doi": doi.name, "url": page(doi), **attributes(**changes)}
        want(doi, wanted, body, self.now)

    def fail(self, kind: str, doi: Doi | None = None, **how: Any) -> None:
        name = doi.name if doi else "*"
        self.server.sandbox.state.add_fault(Fault(**{"kind": kind, "doi": name, **how}))

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def mint(self) -> int:
        saga._silence.forget()
        return saga.mint()

    def there(self, doi: Doi) -> Registered | None:
        """The DOI as the registrar has it."""
        return self.server.sandbox.state.get(doi.name)

    def state(self, doi: Doi) -> str:
        found = self.there(doi)
        return found.state if found else ""


def enrolled(slug: str = "ess", **changes: Any) -> Enrolment:
    made, _ = Enrolment.objects.get_or_create(
        facility=FacilityFactory(slug=slug), defaults={"contact": "data@example.org", **changes}
    )
    return made


def page(doi: Doi) -> str:
    return f"http://127.0.0.1:8000/doi/{doi.name}"


def pointed_at(settings: LazySettings, server: Server) -> None:
    """The portal's sandbox registrar is this one."""
    settings.SANDBOX_URL = server.url
    settings.HOME = server.folder.parent


def go_on(world: World) -> None:
    """Let the worker take publications and DOIs as far as they get."""
    for _ in range(5):
        progress.advance()
        world.mint()
        world.later(hours=2)
