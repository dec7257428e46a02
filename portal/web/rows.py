"""One record as a line of a list: what a reader needs to decide whether to open it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord, Parameter
from portal.normalise import names
from portal.normalise.text import without_addresses
from portal.web import show
from portal.web.preferred import Units

SHOWN_PEOPLE = 3
SHOWN_PARAMETERS = 4
SHOWN_TECHNIQUES = 3
# The quantities that readers ask for first, by their canonical names.
TELLING = (
    *("incident_photon_energy", "incident_neutron_energy", "incident_wavelength", "wavelength"),
    *("energy", "sample_temperature", "temperature", "sample_pressure", "pressure"),
    *("sample_magnetic_field", "pixel_size", "momentum_transfer", "resolution"),
    *("detector_distance", "exposure_time"),
)


@dataclass(frozen=True)
class Row:
    """A record's line; texts are ready to print, ``as_json`` has the plain values."""

    id: int
    url: str
    kind: str
    title: str
    facility: str
    facility_slug: str
    availability: str
    open_from: str
    date: str
    year: str
    type: str
    instruments: tuple[str, ...]
    techniques: tuple[str, ...]
    samples: tuple[str, ...]
    people: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]
    file_count: int | None
    size: int | None
    doi: str
    pid: str
    summary: str = field(repr=False)

    @property
    def people_shown(self) -> tuple[str, ...]:
        return self.people[:SHOWN_PEOPLE]

    @property
    def people_more(self) -> int:
        return max(0, len(self.people) - SHOWN_PEOPLE)

    @property
    def techniques_shown(self) -> tuple[str, ...]:
        return self.techniques[:SHOWN_TECHNIQUES]

    @property
    def excerpt(self) -> str:
        """The beginning of the summary, unless it only repeats the title."""
        text = " ".join(self.summary[:600].split())
        if text.lower().startswith(self.title.lower()[:60]) and len(text) < len(self.title) + 40:
            return ""
        return text if len(text) <= 220 else text[:220].rsplit(" ", 1)[0] + " …"

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "url": settings.SITE_URL + self.url,
            "kind": self.kind,
            "title": self.title,
            "facility": self.facility_slug,
            "doi": self.doi,
            "pid": self.pid,
            "type": self.type,
            "date": self.date,
            "year": int(self.year) if self.year else None,
            "availability": self.availability,
            "open_from": self.open_from or None,
            "instruments": self.instruments,
            "techniques": self.techniques,
            "samples": self.samples,
            "people": self.people,
            "parameters": [{"name": name, "value": value} for name, value in self.parameters],
            "file_count": self.file_count,
            "size": self.size,
        }


def row(record: Record, preferred: Units | None = None) -> Row:
    """The line of a record, whose facility should be loaded with it.

    Quantities are in the ``preferred`` units, where there are any.
    """
    metadata = record.metadata
    return Row(
        id=record.pk,
        url=record.get_absolute_url(),
        kind=record.kind,
        title=title(metadata),
        facility=record.facility.short_name,
        facility_slug=record.facility.slug,
        availability=record.availability,
        open_from=record.open_from.date().isoformat() if record.open_from else "",
        date=metadata.start_date or metadata.release_date,
        year=record_year(metadata),
        type=metadata.type,
        instruments=_names(instrument.name for instrument in metadata.instruments),
        techniques=_names(technique.name for technique in metadata.techniques),
        samples=_names(sample.name for sample in metadata.samples),
        people=_names(member.person.full_name for member in metadata.members),
        parameters=telling_parameters(metadata.parameters, preferred or {}),
        file_count=metadata.file_count,
        size=metadata.size,
        doi=record.doi,
        pid=record.pid,
        summary=without_addresses(metadata.summary[:2000]),
    )


def title(metadata: AnyRecord) -> str:
    return without_addresses(metadata.title) or metadata.pid or metadata.doi or "Untitled"


def record_year(metadata: AnyRecord) -> str:
    """The year a record is listed under: of measuring, else of publication."""
    published = str(metadata.publication_year or "")
    return show.year(metadata.start_date, published, metadata.release_date, metadata.created)


def telling_parameters(
    parameters: tuple[Parameter, ...], preferred: Units
) -> tuple[tuple[str, str], ...]:
    """The few parameters worth a place in a list, as (name, value with unit)."""
    measured: dict[str, Parameter] = {}
    for parameter in parameters:
        if parameter.si and parameter.dimension not in ("", "number"):
            measured.setdefault(names.of(parameter) or parameter.name, parameter)
    found = [(name, measured[name]) for name in TELLING if name in measured]
    return tuple(
        (names.label(name), show.comparable(parameter, 2, preferred.get(parameter.dimension)))
        for name, parameter in found[:SHOWN_PARAMETERS]
    )


def _names(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(without_addresses(name) for name in found if name))
