"""How a record is cited."""

import pytest

from portal.catalogue.models import Facility, Record
from portal.catalogue.records import AnyRecord, Member, Person
from publishing.landing.citation import citation
from tests.factories import dataset, document, member

FACILITY = Facility(slug="ess", name="The ESS facility", short_name="ESS")


def cite(metadata: AnyRecord) -> str:
    kind = "dataset" if metadata.__struct_config__.tag == "dataset" else "document"
    record = Record(pk=7, kind=kind, facility=FACILITY, doi=metadata.doi)
    return citation(record, metadata)


def test_it_works() -> None:
    assert cite(document()) == (
        "Oliver Lohmann; Ana Gonzalez (2019): Wavelength frame multiplication at V20. "
        "ESS. Dataset. https://doi.org/10.17199/03dd9804"
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"members": ()}, "Wavelength frame multiplication at V20 (2019). ESS."),
        ({"publisher": ""}, "V20. The ESS facility. Dataset."),
        ({"title": "What is it?"}, "(2019): What is it?. ESS"),
        ({"members": (member("A", "owner"), member("B"))}, "B (2019)"),
        ({"members": (member("A", "contact"),)}, "A (2019)"),
        ({"members": tuple(member(f"P{n}") for n in range(20))}, "P11 et al. (2019)"),
    ],
)
def test_what_is_missing_is_left_out(changes: dict[str, object], words: str) -> None:
    assert words in cite(document(**changes))


def test_family_names_come_first() -> None:
    person = Person(full_name="Ana Gonzalez", given_name="Ana", family_name="Gonzalez")
    assert cite(document(members=(Member(person=person),))).startswith("Gonzalez, Ana (2019)")


def test_without_a_doi_the_original_is_cited() -> None:
    assert cite(dataset()).endswith("https://scicat.example.org/datasets/0a269002")
    assert cite(dataset(landing_page="")).endswith("/records/7")
