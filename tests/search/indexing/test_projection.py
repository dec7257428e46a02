"""What the index holds of a record."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.models import Facility, Record
from portal.catalogue.records import (
    AnyRecord,
    Instrument,
    Member,
    Parameter,
    Person,
    Proposal,
    Related,
    Sample,
    Technique,
    encode,
)
from search.analysis import tokens
from search.cursor import TEXT_KEY
from search.fields import FACETS, MEASURED, NUMBERS, TERM_FIELDS, TEXT_KEYS
from search.indexing.document import IndexDocument
from search.indexing.projection import project
from search.query import terms
from tests.factories import dataset, document, member, parameter

FACILITY = Facility(pk=1, slug="ess", short_name="ESS", name="European Spallation Source")


def row(metadata: AnyRecord, **changes: Any) -> Record:
    """An unsaved row of this record, public since long ago."""
    now = timezone.now()
    fields: dict[str, Any] = {
        "pk": 7,
        "kind": type(metadata).__name__.lower(),
        "facility": FACILITY,
        "body": encode(metadata).decode(),
        "public_from": now - timedelta(days=1),
        "access": metadata.access,
        "changed_at": datetime(2024, 5, 1, tzinfo=UTC),
        "created_at": now,
    }
    return Record(**(fields | changes))


def projected(metadata: AnyRecord, **changes: Any) -> IndexDocument:
    found = project(row(metadata, **changes))
    assert found is not None
    return found


def has(found: IndexDocument, text: str) -> bool:
    """Whether the words follow one another in the record's text."""
    return f" {' '.join(tokens(text))} " in f" {found.text} "


def test_it_works() -> None:
    found = projected(dataset())
    assert found.id == 7
    assert has(found, "wavelength frame multiplication")
    assert found.keys["key_title"].startswith("open-beam-through-the-wavelength")
    assert found.facets["facility"] == ["ess"]
    assert found.facets["instrument"] == ["V20"]
    assert found.facets["year"] == ["2019"]
    assert found.facets["availability"] == ["open"]
    assert found.parameters == {
        ("incident_wavelength", "length"): (4.5e-10,),
        ("sample_temperature", "temperature"): (293.15,),
    }
    assert set(found.facets) == {*FACETS, MEASURED}
    assert found.facets[MEASURED] == [
        "incident_wavelength@length",
        "sample_temperature@temperature",
    ]
    assert {"updated", "chance"} <= set(found.numbers) <= set(NUMBERS)
    assert set(found.keys) <= set(TEXT_KEYS)


@pytest.mark.parametrize(
    "text",
    [
        "reference measurement",  # summary
        "chopper",  # keyword
        "Oliver Lohmann",
        "0000-0002-1825-0097",
        "V20",
        "open beam",  # sample
        "small angle neutron scattering",  # technique, as given
        "SANS",  # … its other names
        "small angle scattering",  # … and those above it
        "European Spallation Source",
        "ESS",
        "sample temperature",  # parameter name
        "20.500.12269/0a269002",
        "raw",
    ],
)
def test_it_is_found_by(text: str) -> None:
    assert has(projected(dataset()), text)


def test_other_texts() -> None:
    found = projected(
        dataset(
            samples=(Sample(name="Ni80Fe20", description="sputtered film", formula="Ni4Fe"),),
            proposals=(Proposal(pid="2019-0042", title="Spin waves in permalloy"),),
            parameters=(Parameter(name="detector.name", values=("Pilatus 6M", 5, "x")),),
            doi="10.5555/abc",
            publisher="Zenodo",
        )
    )
    for text in ("sputtered film", "Ni4Fe", "2019-0042", "permalloy", "Pilatus 6M", "detector"):
        assert has(found, text), text
    for term in (
        terms.exact("sample", "Ni80Fe20"),
        terms.exact("formula", "Ni4Fe"),
        terms.folded("proposal", "2019-0042"),
        terms.exact("doi", "10.5555/abc"),
        terms.exact("parameter", "detector_name"),
        terms.folded("publisher", "zenodo"),
    ):
        assert term in found.terms


@pytest.mark.parametrize("general", ["photon and neutron technique", "defined by", "purpose"])
def test_general_techniques_find_nothing(general: str) -> None:
    assert not has(projected(dataset(title="x", summary="")), general)


def test_techniques_roll_up() -> None:
    found = projected(dataset())
    values = found.facets["technique"]
    assert values[0] == "PaNET01189"
    assert "PaNET00101" in values  # neutron probe
    assert "PaNET00001" not in values  # the root is on every record
    assert all(terms.exact("technique", value) in found.terms for value in values)
    assert terms.folded("technique", "small ANGLE neutron scattering") in found.terms
    assert terms.folded("technique", "SANS") in found.terms


def test_techniques_that_share_ancestors_count_once() -> None:
    both = (Technique(name="a", panet="PaNET01189"), Technique(name="b", panet="PaNET01168"))
    values = projected(dataset(techniques=both)).facets["technique"]
    assert len(values) == len(set(values))


def test_unknown_techniques_keep_their_name() -> None:
    found = projected(dataset(techniques=(Technique(name="Dowsing", panet="PaNET99999"),)))
    assert found.facets["technique"] == []
    assert has(found, "dowsing")
    assert terms.folded("technique", "dowsing") in found.terms


@pytest.mark.parametrize(
    "changes",
    [
        {"public_from": None},
        {"public_from": timezone.now() + timedelta(hours=1)},
        {"withdrawn_at": timezone.now()},
    ],
)
def test_what_isnt_public_is_left_out(changes: dict[str, Any]) -> None:
    assert project(row(dataset(), **changes)) is None


def test_mail_addresses_arent_found() -> None:
    found = projected(
        dataset(
            title="Ask jane.doe@example.org",
            summary="Write to jane.doe@example.org",
            keywords=("jane.doe@example.org",),
            samples=(Sample(name="jane.doe@example.org", description="jane.doe@example.org"),),
            parameters=(Parameter(name="contact", values=("jane.doe@example.org",)),),
            members=(member("jane.doe@example.org"),),
            instruments=(Instrument(name="jane.doe@example.org"),),
            techniques=(
                Technique(name="SAXS ask jane.doe@example.org"),
                Technique(name="My jane.doe@example.org", panet="PaNET01188"),
            ),
        )
    )
    assert "jane" not in found.text
    assert not any("jane" in key for key in found.keys.values())
    assert not any("jane" in term for term in found.terms)
    assert not any("jane" in value for values in found.facets.values() for value in values)


def test_availability_is_that_of_now() -> None:
    metadata = dataset(access="embargoed", open_from="2030-01-01")
    later = timezone.now() + timedelta(days=1)
    assert projected(metadata, open_from=later).facets["availability"] == ["embargoed"]
    over = timezone.now() - timedelta(days=1)
    assert projected(metadata, open_from=over).facets["availability"] == ["open"]


DAY = 86_400


@pytest.mark.parametrize(
    ("dates", "first", "length", "year"),
    [
        ({"start_date": "1970-01-02"}, DAY, DAY, "1970"),
        ({"start_date": "1970-01-02", "end_date": "1970-01-03"}, DAY, 2 * DAY, "1970"),
        ({"start_date": "1970-01-02T00:00:05Z", "end_date": "1970"}, DAY + 5, None, "1970"),
        ({"start_date": "1970-01-02", "end_date": "1969-01-01"}, DAY, DAY, "1970"),
        ({"start_date": "1970"}, 0, 365 * DAY, "1970"),
        ({"start_date": "", "publication_year": 1971}, 365 * DAY, 365 * DAY, "1971"),
        ({"start_date": "", "release_date": "1970-01-01"}, 0, DAY, "1970"),
        ({"start_date": "", "created": "1970-01-01T00:00:00Z"}, 0, 1, "1970"),
        ({"start_date": ""}, None, None, None),
        ({"start_date": "", "end_date": "2020"}, None, None, None),
    ],
)
def test_dates_are_intervals(
    dates: dict[str, Any], first: int | None, length: int | None, year: str | None
) -> None:
    found = projected(dataset(**dates))
    assert found.numbers.get("date_first") == first
    if first is not None and length is not None:
        assert found.numbers["date_last"] == first + length - 1
    assert found.facets["year"] == ([year] if year else [])


def test_what_is_missing_has_no_number() -> None:
    numbers = projected(dataset(start_date="", size=None, file_count=None)).numbers
    assert not {"date_first", "size", "files", "end", "open_from"} & numbers.keys()


def test_parameters_of_one_name_are_put_together() -> None:
    two = (
        parameter("t", 1, "K", 1.0, "temperature"),
        Parameter(name="t", values=(2, 1), si=(2.0, 1.0), dimension="temperature", canonical="t"),
        Parameter(name="t", values=(5,), si=(5.0,), dimension="number", canonical="t"),
    )
    assert projected(dataset(parameters=two)).parameters == {
        ("t", "temperature"): (1.0, 2.0),
        ("t", "number"): (5.0,),
    }


def test_a_million_parameters_are_bounded() -> None:
    many = tuple(
        Parameter(name=f"p{n}", values=(n,), si=(float(n),), dimension="number", canonical=f"p{n}")
        for n in range(50_000)
    )
    assert len(projected(dataset(parameters=many)).parameters) == 2_000


def test_huge_values_are_bounded() -> None:
    huge = "y" * 10_000_000
    found = projected(
        dataset(
            title=huge,
            summary="word " * 2_000_000,
            keywords=(huge,),
            size=2**80,
            file_count=-5,
            samples=(Sample(name=huge, description=huge),),
            parameters=(Parameter(name=huge, values=(huge,), canonical=huge),),
        )
    )
    assert len(found.text) < 1_000_000
    assert found.numbers["size"] == 2**62
    assert found.numbers["files"] == 0
    assert all(len(term) < 300 for term in found.terms)


def test_documents() -> None:
    found = projected(document())
    assert found.facets["kind"] == ["document"]
    assert terms.exact("doi", "10.17199/03dd9804") in found.terms
    assert found.facets["year"] == ["2019"]


def test_every_term_field_can_be_filled() -> None:
    found = projected(
        dataset(
            doi="10.1/2",
            type="raw",
            publisher="p",
            licence="MIT",
            data_format="nexus",
            software=("mantid",),
            proposals=(Proposal(pid="1"),),
            related=(Related(relation="Cites", doi="10.1/3"),),
            members=(member("A B", orcid="0000-0002-1825-0097"),),
            samples=(Sample(name="s", igsn="i", formula="f"),),
        )
    )
    assert {term.partition("=")[0] for term in found.terms if "~" not in term} == TERM_FIELDS


texts = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30)
sizes = st.integers(-(2**63), 2**63 - 1)
finite = st.floats(allow_nan=False, allow_infinity=False)


@given(
    texts,
    texts,
    texts,
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_any_record_projects(one: str, two: str, three: str, size: int, si: float) -> None:
    metadata = dataset(
        title=one,
        summary=two,
        keywords=(one, two),
        start_date=three,
        type=two,
        size=size,
        samples=(Sample(name=three),),
        members=(member(one), member(Person(full_name=two).full_name)),
        parameters=(
            Parameter(name=one, values=(1.0,), si=(si,), dimension="number", canonical=two),
        ),
    )
    found = projected(metadata)
    assert all(TEXT_KEY.fullmatch(key) for key in found.keys.values())
    assert found.text == " ".join(found.text.split(" "))
    assert all(-(2**63) <= number < 2**63 for number in found.numbers.values())


def test_of_several_texts_both_ends_are_kept() -> None:
    people = (member("Zoë Ärger"), member("Ana Gonzalez"), member("ÖZ"))
    found = projected(dataset(members=people, samples=(Sample(name="−"),))).keys
    assert (found["least_people"], found["most_people"]) == ("ana-gonzalez", "zoe-arger")
    assert found["key_facility"] == "ess"
    assert "least_samples" not in found  # without a word there is nothing to order by


def test_patterns_find_whole_titles() -> None:
    found = projected(dataset(title="Spin  waves in Ångström films"))
    assert "title~spin␣waves␣in␣angstrom␣films" in found.terms
    assert not any(term.startswith("title") for term in projected(dataset(title="")).terms)


@pytest.mark.parametrize(
    ("probe", "found"),
    [("photon", {"photon"}), ("neutron", {"neutron"}), ("both", {"photon", "neutron"})],
)
def test_a_record_is_found_by_its_facilitys_probe(probe: str, found: set[str]) -> None:
    facility = Facility(pk=1, slug="x", short_name="X", name="X", probe=probe)
    indexed = projected(dataset(), facility=facility).terms
    assert {one for one in ("photon", "neutron") if f"probe={one}" in indexed} == found


@pytest.mark.parametrize(
    "name", ["Ana Maria González", "gonzalez", "Gonzalez, Ana Maria", "A. Gonzalez"]
)
def test_a_person_is_found_as_people_write_names(name: str) -> None:
    ana = Person(full_name="Ana Maria González", given_name="Ana Maria", family_name="González")
    found = projected(dataset(members=(Member(person=ana),))).terms
    assert terms.folded("person", name) in found
    assert terms.folded("person", "Ana") not in found


def test_a_facility_is_found_by_each_of_its_names() -> None:
    found = projected(dataset()).terms
    for name in ("ess", "ESS", "european spallation source"):
        assert terms.folded("facility", name) in found
