"""Facilities, sources and records for tests, stored the way a harvest stores them."""

from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from portal.catalogue import store
from portal.catalogue.models import Facility, Record, Source
from portal.catalogue.records import (
    AnyRecord,
    Dataset,
    Document,
    File,
    Instrument,
    Member,
    Parameter,
    Person,
    Sample,
    Technique,
    digest,
    encode,
)
from portal.normalise import names

LONG_AGO = "2020-01-01"


class FacilityFactory(DjangoModelFactory[Facility]):
    class Meta:
        model = Facility
        django_get_or_create = ("slug",)

    slug = "ess"
    short_name = factory.LazyAttribute(lambda made: made.slug.upper())
    name = factory.LazyAttribute(lambda made: f"The {made.short_name} facility")
    country = "Sweden"
    website = factory.LazyAttribute(lambda made: f"https://{made.slug}.example.org")
    probe = Facility.Probe.NEUTRON


class SourceFactory(DjangoModelFactory[Source]):
    class Meta:
        model = Source
        django_get_or_create = ("name",)

    facility = factory.SubFactory(FacilityFactory)
    name = factory.LazyAttribute(lambda made: f"{made.facility.slug}-scicat")
    kind = "scicat"
    url = factory.LazyAttribute(lambda made: f"https://{made.name}.example.org/api/v3")


def dataset(**changes: Any) -> Dataset:
    """A public Dataset with a bit of everything."""
    fields: dict[str, Any] = {
        "pid": "20.500.12269/0a269002",
        "title": "Open beam through the wavelength frame multiplication choppers",
        "summary": "Reference measurement without a sample.",
        "type": "raw",
        "keywords": ("neutron", "chopper"),
        "members": (member("Oliver Lohmann", orcid="0000-0002-1825-0097"),),
        "start_date": "2019-08-02T17:04:44Z",
        "licence": "CC-BY-4.0",
        "landing_page": "https://scicat.example.org/datasets/0a269002",
        "size": 55_475_106,
        "file_count": 2,
        "techniques": (
            Technique(
                name="small angle neutron scattering",
                pid="http://purl.org/pan-science/PaNET/PaNET01189",
                panet="PaNET01189",
            ),
        ),
        "parameters": (
            parameter("wavelength", 4.5, "Å", 4.5e-10, "length"),
            parameter("sample_temperature", 20, "°C", 293.15, "temperature"),
        ),
        "samples": (Sample(name="open beam"),),
        "instruments": (Instrument(name="V20", facility="ESS"),),
        "public_from": LONG_AGO,
        "files": (
            File(path="raw/run_001.nxs", size=55_000_000),
            File(path="raw/run_002.nxs", size=475_106),
        ),
    }
    return Dataset(**(fields | changes))


def document(**changes: Any) -> Document:
    """A public Document with a DOI."""
    fields: dict[str, Any] = {
        "pid": "10.17199/03dd9804",
        "doi": "10.17199/03dd9804",
        "title": "Wavelength frame multiplication at V20",
        "summary": "Data behind the test of the choppers.",
        "members": (member("Oliver Lohmann"), member("Ana Gonzalez")),
        "publisher": "ESS",
        "publication_year": 2019,
        "release_date": "2019-09-01",
        "licence": "CC-BY-4.0",
        "landing_page": "https://doi.org/10.17199/03dd9804",
        "public_from": LONG_AGO,
        "dataset_pids": ("20.500.12269/0a269002",),
    }
    return Document(**(fields | changes))


def member(name: str, role: str = "creator", orcid: str = "") -> Member:
    return Member(person=Person(full_name=name, orcid=orcid), role=role)


def parameter(name: str, value: float, unit: str, si: float, dimension: str) -> Parameter:
    return Parameter(
        name=name,
        values=(value,),
        unit=unit,
        si=(si,),
        dimension=dimension,
        canonical=names.SHIPPED.of(name, unit, dimension),
    )


def make_record(
    record: AnyRecord,
    source: Source | None = None,
    *,
    native_id: str = "",
    now: datetime | None = None,
) -> Record:
    """Store ``record`` as ``source`` told it, and give back its row."""
    source = source or SourceFactory()
    kind = "dataset" if isinstance(record, Dataset) else "document"
    body = encode(record)
    told = store.Told(
        kind=kind,
        native_id=native_id or record.pid or record.doi,
        payload=b'{"owner": "secret-login", "contactEmail": "secret@example.org"}',
        payload_hash=digest(body),
        record=record,
    )
    results = store.store(source, [told], 1, now or datetime.now(UTC), lambda row: None)
    return Record.objects.get(told_by=results[0].source_record)


def withdraw(record: Record, now: datetime | None = None) -> None:
    """The last source of the record no longer has it."""
    store.withdraw(list(record.told_by.all()), now or datetime.now(UTC), lambda row: None)
    record.refresh_from_db()
