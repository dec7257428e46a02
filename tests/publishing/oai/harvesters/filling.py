"""Fills a portal, by ``runner``, and tells what harvesters have to get.

Real records come by harvests of replayed catalogues; others are made up. They are stamped
in rounds, at seconds around the ends of days. What is told is worked out from the
catalogues' own JSON and from what was done here, not from the items.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harvest.models import Run
from portal.catalogue.models import Facility, Record, Source
from portal.catalogue.records import Technique
from publishing.oai import stamping
from tests.factories import (
    FacilityFactory,
    SourceFactory,
    dataset,
    document,
    make_record,
    withdraw,
)
from tests.harvest.real import recorded
from tests.harvest.real.conftest import FILES
from tests.harvest.replayed import Replays, replays
from tests.publishing.oai.harvesters.expected import at
from tests.publishing.oai.harvesters.served import NAMESPACE

PAGE = 12  # the portal's OAI_PAGE_SIZE
SAXS = Technique(name="SAXS", panet="PaNET01124")  # below PaNET00200, scattering technique
SCATTERING = "technique_PaNET00200"
SCICAT = {"ess": "ess-1", "maxiv": "maxiv-2", "desy": "desy-1"}
PANOSC = {"ceric": "ceric", "eli": "eli-2"}


@dataclass
class Entry:
    """A document that was told; ``place`` orders it among all that ever happened."""

    title: str
    sets: set[str]
    place: tuple[int, int] = (0, 0)
    second: int = 0
    deleted: bool = False


@dataclass
class Filling:
    """The model: documents by their records' ids, and those that have to stay unseen."""

    replays: Replays
    data: Path
    entries: dict[int, Entry] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    rounds: int = 0

    def stamp(self, when: str, changed: Iterable[int]) -> None:
        """The worker's step at this second; these are what it has to find changed."""
        second, changed = at(when), sorted(changed)
        stamping.clock = lambda: second
        self.rounds += 1
        report = stamping.stamp()
        assert report == stamping.Report(stamped=len(changed)), (when, report, len(changed))
        for pk in changed:
            self.entries[pk].place, self.entries[pk].second = (self.rounds, pk), second

    def harvest(self, kind: str, slug: str, name: str, *, offered: bool = True) -> None:
        source = self.replays.source(kind, self.data / FILES[name], slug)
        run = source.harvest()
        assert run.state == Run.State.COMPLETE, run.error
        Facility.objects.filter(slug=slug).update(offers_harvested=offered)

    def scicat(self, slug: str) -> list[int]:
        self.harvest("scicat", slug, SCICAT[slug])
        documents, _, _ = recorded.scicat(self.data / FILES[SCICAT[slug]])
        return [
            self._real(slug, raw["title"], {"doi": doi.lower()}, raw["publicationYear"])
            for doi, raw in documents.items()
        ]

    def panosc(self, slug: str) -> list[int]:
        self.harvest("panosc", slug, PANOSC[slug])
        rows = recorded.panosc(self.data / FILES[PANOSC[slug]])["Document"].values()
        return [self._real(slug, raw["title"], {"pid": raw["pid"]}) for raw in rows]

    def _real(self, slug: str, title: str, known: dict[str, Any], year: int = 0) -> int:
        record = Record.objects.get(kind="document", facility__slug=slug, **known)
        sets = {f"facility_{slug}"} | ({f"year_{year}"} if year else set())
        self.entries[record.pk] = Entry(title, sets)
        return record.pk

    def made(self, slug: str, number: int, **changes: Any) -> int:
        """One document of our own, new or changed; every third one is about scattering."""
        title = f"Document {number} of {slug}"
        year, technique = 2000 + number % 5, {"techniques": (SAXS,)} if number % 3 == 0 else {}
        fields = {"title": title, "publication_year": year, **technique, **_named(slug, number)}
        record = make_record(document(**(fields | changes)), source(slug))
        sets = {f"facility_{slug}", f"year_{year}"} | ({SCATTERING} if technique else set())
        told = self.entries.setdefault(record.pk, Entry(title, sets))
        told.title, told.deleted = str(changes.get("title", title)), False
        return record.pk

    def several(self, slug: str, count: int) -> list[int]:
        return [self.made(slug, number) for number in range(count)]

    def unseen(self, slug: str, number: int, **changes: Any) -> None:
        title = f"Hidden document {number} of {slug}"
        fields = {"title": title, **_named(slug, number)}
        make_record(document(**(fields | changes)), source(slug))
        self.hidden.append(title)

    def gone(self, changed: Iterable[int]) -> list[int]:
        """These have to be deleted from now on."""
        changed = list(changed)
        for pk in changed:
            self.entries[pk].deleted = True
        return changed

    def told(self) -> dict[str, Any]:
        ordered = sorted(self.entries.items(), key=lambda one: one[1].place)
        return {"items": [_item(pk, entry) for pk, entry in ordered], "hidden": self.hidden}


def source(slug: str) -> Source:
    return SourceFactory(facility=FacilityFactory(slug=slug))


def _named(slug: str, number: int) -> dict[str, str]:
    return {"doi": f"10.5072/{slug}.{number}", "pid": f"{slug}/{number}"}


def _item(pk: int, entry: Entry) -> dict[str, Any]:
    return {
        "identifier": f"oai:{NAMESPACE}:{pk}",
        "second": entry.second,
        "deleted": entry.deleted,
        "title": entry.title,
        "sets": sorted(entry.sets | {"openaire_data"}),
    }


def fill(filling: Filling) -> None:
    hide(filling)
    for slug in ("exact", "odd", "rest", "leaving"):
        FacilityFactory(slug=slug, offers_harvested=True)
    ess = filling.scicat("ess")
    filling.stamp("2024-02-29T12:00:00Z", ess)
    filling.stamp("2024-03-01T00:00:00Z", filling.scicat("maxiv") + filling.panosc("ceric"))
    exact = filling.several("exact", 2 * PAGE)
    filling.stamp("2024-03-01T23:59:59Z", filling.panosc("eli") + exact)
    odd, leaving = filling.several("odd", 2 * PAGE + 1), filling.several("leaving", 5)
    rest = filling.several("rest", PAGE - (len(filling.entries) % PAGE))
    filling.stamp("2024-03-02T00:00:00Z", odd + leaving + rest)
    change(filling, ess, exact, odd)
    Facility.objects.filter(slug="leaving").update(offers_harvested=False)
    filling.stamp("2024-03-05T08:00:00Z", [*filling.gone(leaving), filling.made("exact", 0)])


def hide(filling: Filling) -> None:
    """What no harvester may ever learn of."""
    FacilityFactory(slug="odd", offers_harvested=True)
    FacilityFactory(slug="silent", offers_harvested=False)
    filling.unseen("odd", 901, public_from="")
    filling.unseen("odd", 902, public_from="2999-01-01")
    filling.unseen("silent", 903)
    make_record(dataset(pid="odd/904", title="Hidden dataset 904"), source("odd"))
    filling.harvest("scicat", "desy", SCICAT["desy"], offered=False)
    documents, _, _ = recorded.scicat(filling.data / FILES[SCICAT["desy"]])
    filling.hidden += ["Hidden dataset 904", *(raw["title"] for raw in documents.values())]


def change(filling: Filling, ess: list[int], exact: list[int], odd: list[int]) -> None:
    """Withdrawn, made private, changed; then more in the same second, and one comes back."""
    changed = filling.gone([*ess[:3], *exact[:2], odd[7]])
    for pk in changed[:-1]:
        withdraw(Record.objects.get(pk=pk))
    make_record(document(title="Hidden again", public_from="", **_named("odd", 7)), source("odd"))
    filling.hidden.append("Hidden again")
    changed += [filling.made("odd", 3, title="Changed once")]
    filling.stamp("2024-03-02T00:00:01Z", changed)
    again = [filling.made("odd", 3, title="Changed twice"), filling.made("odd", 4, title="Changed")]
    filling.stamp("2024-03-02T00:00:01Z", again)


def main(data: str) -> dict[str, Any]:
    """``data`` is the folder of real records."""
    with replays() as made:
        filling = Filling(made, Path(data))
        fill(filling)
    return filling.told()
