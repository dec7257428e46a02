"""What a sample catalogue is: a facility that doesn't exist, and how it keeps its records."""

from dataclasses import dataclass
from typing import Any, Literal

from .model import Experiment
from .naming import Naming
from .vocabulary.kinds import Probe
from .vocabulary.spellings import Dialect

Kind = Literal["scicat", "scicat4", "panosc"]


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument of a sample facility; ``techniques`` are keys of ``TECHNIQUES``."""

    name: str
    techniques: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacilityData:
    """What the Facility row of a sample facility holds (see portal.catalogue.models)."""

    slug: str
    name: str
    short_name: str
    country: str
    city: str
    time_zone: str
    probe: Probe
    website: str
    default_licence: str
    doi_prefixes: tuple[str, ...] = ("10.5072",)

    def row(self) -> dict[str, Any]:
        """The fields of portal.catalogue.models.Facility."""
        return {
            "slug": self.slug,
            "name": self.name,
            "short_name": self.short_name,
            "country": self.country,
            "time_zone": self.time_zone,
            "probe": self.probe,
            "website": self.website,
            "hosts": [self.website.removeprefix("https://")],
            "doi_prefixes": list(self.doi_prefixes),
            "default_licence": self.default_licence,
            "offers_harvested": True,
        }


@dataclass(frozen=True, slots=True)
class SampleCatalogue:
    """A catalogue to be made: ``kind`` names what it looks like from outside.

    ``datasets`` counts the public ones that can be harvested; a few private ones and a few
    that must be rejected come on top.  ``machine`` are quantities any of its records may
    hold; ``naming`` and ``dialect`` say how it writes parameters and units.
    """

    facility: FacilityData
    kind: Kind
    datasets: int
    instruments: tuple[Instrument, ...]
    machine: tuple[str, ...]
    naming: Naming
    dialect: Dialect
    pid_prefix: str

    @property
    def slug(self) -> str:
        return self.facility.slug

    def document_pid(self, experiment: Experiment) -> str:
        """The identifier of an experiment's document: its DOI, else that of the proposal."""
        return experiment.doi or f"{self.pid_prefix}/proposal-{experiment.proposal}"
