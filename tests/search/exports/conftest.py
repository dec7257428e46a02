import pytest
from django.test import Client

from portal.catalogue.records import Instrument, Parameter, Person, Sample
from portal.catalogue.records import Member as One
from tests.factories import (
    FacilityFactory,
    SourceFactory,
    dataset,
    document,
    make_record,
    parameter,
)
from tests.indexed import Told, indexed, own_index

__all__ = ["indexed", "own_index"]

NASTY = (
    '=HYPERLINK("http://evil.example","50% {of} \\textit{\\} & _all_ #1 ~ ^ $x$"); jo@example.org'
)


@pytest.fixture
def filled(indexed: Told) -> None:
    """A plain Dataset, a Document, and a Dataset whose texts try everything."""
    wavelength = parameter("incident_wavelength", 4.5, "Å", 4.5e-10, "length")
    temperature = parameter("sample_temperature", 20, "°C", 293.15, "temperature")
    make_record(dataset(parameters=(wavelength, temperature)))
    make_record(document())
    maxiv = SourceFactory(facility=FacilityFactory(slug="maxiv", short_name="MAX IV"))
    make_record(
        dataset(
            pid="m/1",
            title=NASTY,
            summary="First line\nER  - \nTY  - BOOK, “quoted”; jo@example.org",
            members=(
                One(person=Person(full_name="Smith and Sons, Ltd, {Lund}"), role="creator"),
                One(person=Person(full_name="Åsa Öberg", given_name="Åsa", family_name="Öberg")),
                One(person=Person(full_name="+46 jo@example.org"), role="creator"),
            ),
            start_date="2021-05-03",
            samples=(Sample(name="@SUM(A1)"), Sample(name="a,b\n“c”")),
            instruments=(Instrument(name="-BioMAX"),),
            keywords=("a, b", "中性子"),
            landing_page="https://example.org/a{b}c?d=%20_e",
            parameters=(
                Parameter(
                    name="sample_temperature",
                    values=(-20, 20),
                    unit="°C",
                    si=(253.15, 293.15),
                    dimension="temperature",
                    canonical="sample_temperature",
                ),
                Parameter(name="Note", values=("by jo@example.org",), canonical="note"),
            ),
        ),
        maxiv,
    )
    indexed()


def fetched(client: Client, address: str) -> bytes:
    """The whole of an answer that must be a file."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Disposition"].startswith('attachment; filename="beamfinder-20')
    content = b"".join(answer.streaming_content)
    answer.close()
    return content
