"""Five items of two facilities, at moments that tests can name.

| name | facility | datestamp | what |
| --- | --- | --- | --- |
| a, b | ess | 2024-05-03T10:00:00Z | |
| c | maxiv | 2024-05-03T23:59:59Z | |
| d | ess | 2024-05-04T00:00:00Z | full of what XML must escape or can't hold |
| e | ess | 2024-06-01T00:00:00Z | withdrawn |
| private | ess | | never offered |
| other | hzb | | of a facility that doesn't pass its records on |
"""

from datetime import datetime
from typing import Any
from unittest import mock

from django.conf import settings

from portal.catalogue.models import Facility, Record
from portal.catalogue.records import Technique
from publishing.oai import stamping
from tests.factories import FacilityFactory, SourceFactory, document, make_record, member, withdraw

SAXS = Technique(name="small angle x-ray scattering", panet="PaNET01188")
HOSTILE = 'Böse <b>&amp; "quoted" \x00\x0b]]>\ufffe 😀'


class World:
    """The items' records by name."""

    def __init__(self) -> None:
        for slug in ("ess", "maxiv", "hzb"):
            FacilityFactory(slug=slug, offers_harvested=slug != "hzb")
        self.records: dict[str, Record] = {}
        self.add("a", techniques=(SAXS,))
        self.add("b", publication_year=2020)
        stamped_at("2024-05-03T10:00:00Z")
        self.add("c", "maxiv")
        stamped_at("2024-05-03T23:59:59Z")
        self.add("d", title=HOSTILE, summary=HOSTILE, members=(member(HOSTILE),))
        stamped_at("2024-05-04T00:00:00Z")
        self.add("e")
        self.add("private", public_from="")
        self.add("other", "hzb")
        stamped_at("2024-05-05T12:00:00Z")
        withdraw(self.records["e"])
        stamped_at("2024-06-01T00:00:00Z")

    def add(self, name: str, facility: str = "ess", **changes: Any) -> Record:
        """Store a public Document, which is an item once it is stamped."""
        source = SourceFactory(facility=Facility.objects.get(slug=facility))
        doi = f"10.1234/{name}"
        made = make_record(document(**{"pid": doi, "doi": doi} | changes), source)
        self.records[name] = made
        return made

    def id(self, name: str) -> str:
        """The identifier of an item."""
        return f"oai:{settings.OAI_NAMESPACE}:{self.records[name].pk}"

    def ids(self, names: str) -> list[str]:
        """The identifiers of several, named with blanks between."""
        return [self.id(name) for name in names.split()]

    def filled_in(self, query: str) -> str:
        """The query with identifiers for ``{a}`` and so on."""
        for name in self.records:
            query = query.replace(f"{{{name}}}", self.id(name))
        return query


def stamped_at(moment: str) -> None:
    """Give what changed the datestamp of this moment."""
    seconds = int(datetime.fromisoformat(moment).timestamp())
    with mock.patch.object(stamping, "clock", return_value=seconds):
        stamping.stamp()
