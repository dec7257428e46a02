"""Made-up Documents: real titles and abstracts, with all that makes a record long."""

from pathlib import Path

import msgspec

from harvest.samples.bulk import BulkCatalogue
from portal.catalogue.records import (
    Affiliation,
    Dataset,
    Document,
    Funding,
    Instrument,
    Member,
    Person,
    Proposal,
    Related,
    Technique,
)

FACILITIES = 5
WITH_DATASET = 4  # of so many Documents one has what was measured from its Dataset
_TEAM = 6  # creators at most
_PEOPLE = [
    Person(full_name=f"{given} {family}", given_name=given, family_name=family, orcid=orcid)
    for given, orcid in (
        ("Aino", "0000-0002-1825-0097"),
        ("Björn", ""),
        ("Élodie", "0000-0001-5109-3700"),
        ("Paweł", ""),
    )
    for family in ("Mäkelä", "Lefèvre", "Núñez", "Wójcik", "Zanetti")
]
_HOUSES = [
    Affiliation(name="European Synchrotron Radiation Facility", ror="https://ror.org/02550n020"),
    Affiliation(name="Lund University", ror="https://ror.org/012a77v79"),
    Affiliation(name="Institute of Made-up Materials & Surfaces"),
]
_FUNDING = Funding(
    funder="European Commission",
    funder_id="https://doi.org/10.13039/501100000780",
    award_number="823852",
    award_title="Photon and Neutron Open Science Cloud",
    url="https://cordis.europa.eu/project/id/823852",
)


class _Told(msgspec.Struct):
    """What is taken from a dataset of the bulk catalogue."""

    title: str = msgspec.field(name="datasetName")
    abstract: str = msgspec.field(name="description")
    techniques: list[dict[str, str]]
    day: str = msgspec.field(name="creationTime")
    size: int
    files: int = msgspec.field(name="numberOfFiles")
    instrument: str = msgspec.field(name="instrumentId")


_decoder = msgspec.json.Decoder(_Told)


class Documents:
    """Any Document by its number; ``data`` is the folder of real texts."""

    def __init__(self, count: int, data: Path) -> None:
        texts = data / "abstracts" / "arxiv_pan_topic_subset.jsonl.gz"
        ranges = data / "icat" / "esrf-typical_ranges.json"
        self._bulk = BulkCatalogue(count, texts, ranges, parameters=0)

    def payload(self, number: int) -> bytes:
        """The record as a catalogue might send it."""
        return self._bulk.record(number)

    def document(self, number: int, payload: bytes) -> Document:
        """The Document told by the payload of this number."""
        told = _decoder.decode(payload)
        own = number % WITH_DATASET != 0
        day = told.day[:10]
        doi = f"10.5072/bench.{number:09d}"
        embargoed = number % 10 == 0
        return Document(
            title=told.title,
            pid=doi,
            doi=doi,
            summary=told.abstract,
            type="raw",
            keywords=("made up", f"sample {number % 97}", f"beamtime {number % 1009}"),
            members=_team(number),
            publisher=f"Facility {number % FACILITIES}",
            publication_year=int(day[:4]) + 1,
            start_date=told.day,
            end_date=told.day.replace("T08", "T20"),
            release_date=day,
            licence="CC-BY-4.0",
            landing_page=f"https://facility-{number % FACILITIES}.example/doi/{doi}",
            size=told.size,
            file_count=told.files,
            techniques=_techniques(told) if own else (),
            instruments=_instruments(told) if own else (),
            proposals=(Proposal(pid=f"{number // 6:07d}"),),
            related=(Related(relation="IsSupplementTo", doi=f"10.5072/paper.{number // 2}"),),
            public_from="1970-01-01",
            access="embargoed" if embargoed else "open",
            open_from="2099-01-01" if embargoed else "",
            created=told.day,
            modified=told.day,
            funding=(_FUNDING,) if number % 3 == 0 else (),
            language="en",
            dataset_pids=(BulkCatalogue.pid(number),),
        )

    def dataset(self, number: int, payload: bytes) -> Dataset | None:
        """The Dataset that the Document of this number leaves its techniques to, if it does."""
        if number % WITH_DATASET:
            return None
        told = _decoder.decode(payload)
        return Dataset(
            title=told.title,
            pid=BulkCatalogue.pid(number),
            start_date=told.day,
            techniques=_techniques(told),
            instruments=_instruments(told),
            public_from="1970-01-01",
        )


def _team(number: int) -> tuple[Member, ...]:
    return tuple(
        Member(
            person=_PEOPLE[(number + step * 7) % len(_PEOPLE)],
            role="creator",
            affiliations=(_HOUSES[(number + step) % len(_HOUSES)],),
        )
        for step in range(1 + number % _TEAM)
    )


def _techniques(told: _Told) -> tuple[Technique, ...]:
    return tuple(
        Technique(name=one["name"], pid=one["pid"], panet=one["pid"].rpartition("/")[2])
        for one in told.techniques
    )


def _instruments(told: _Told) -> tuple[Instrument, ...]:
    return (Instrument(name=told.instrument, pid=f"10.5072/{told.instrument}"),)
