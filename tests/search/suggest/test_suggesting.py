"""Suggestions follow the catalogue: what is public, and nothing else."""

from decimal import ROUND_CEILING, ROUND_FLOOR
from typing import Any

import pytest
from django.test import Client

from portal.catalogue.records import Instrument, Member, Person, Sample, Technique
from portal.dictionary.census import counting
from search.indexing.rebuild import rebuild
from search.suggest import parameters, services
from tests.factories import FacilityFactory, SourceFactory, dataset, document, make_record, withdraw
from tests.indexed import Told
from tests.portal.dictionary.test_census import given


def found(text: str) -> dict[str, list[str]]:
    return {group.kind: [one.label for one in group.items] for group in services.suggest(text)}


def chosen(text: str) -> list[str]:
    return [one.q for group in services.suggest(text) for one in group.items]


def samples(*names: str) -> tuple[Sample, ...]:
    return tuple(Sample(name=name) for name in names)


def person(name: str) -> Member:
    return Member(person=Person(full_name=name))


def test_every_kind(indexed: Told) -> None:
    source = SourceFactory(facility=FacilityFactory(slug="quax", short_name="QUAX Light"))
    record = make_record(
        dataset(
            title="Quartz crystals",
            techniques=(Technique(panet="PaNET01189", name="x"),),
            instruments=(Instrument(name="Quokka"),),
            samples=samples("Quinine", "alpha quinine"),
            members=(person("Ana Quinn"),),
            parameters=given(("quench rate", 1.0, "K/s")),
        ),
        source,
    )
    indexed()
    counting.count(None)
    assert found("qu") == {
        "instrument": ["Quokka"],
        "facility": ["QUAX Light"],
        "sample": ["Quinine", "alpha quinine"],
        "person": ["Ana Quinn"],
        "parameter": ["Quench rate"],
        "title": ["Quartz crystals"],
    }
    assert chosen("-alpha quin") == [
        '-alpha sample:"Quinine" ',
        '-alpha sample:"alpha quinine" ',
        '-alpha person:"Ana Quinn" ',
    ]
    assert found("facility:lig") == {"facility": ["QUAX Light"]}
    assert chosen("facility:lig") == ['facility:"QUAX Light" ']
    (title,) = services.suggest("crystals quar")[-1].items
    assert title.url == record.get_absolute_url()


def test_choosing_finds_the_records_counted(client: Client, indexed: Told) -> None:
    for number in range(3):
        make_record(
            dataset(
                pid=str(number),
                techniques=(Technique(panet="PaNET01189", name="x"),),
                samples=samples(("NaCl", "nacl", "Salt (NaCl)")[number]),
                parameters=given(("temperature", 4.217 * 10**number, "K"), ("note", "warm", "")),
            )
        )
    indexed()
    counting.count(None)
    groups = client.get("/suggest.json", {"q": "poly technique:diffr"}).json()["groups"]
    groups += client.get("/suggest.json", {"q": "temp"}).json()["groups"]
    groups += client.get("/suggest.json", {"q": "nac"}).json()["groups"]
    groups += client.get("/suggest.json", {"q": "parameter:no"}).json()["groups"]
    counted = 0
    for group in groups:
        for item in group["items"]:
            if group["kind"] == "title":
                assert client.get(item["url"]).status_code == 200
                continue
            query = item["q"].removeprefix("poly ")
            assert client.get("/search.json", {"q": query}).json()["total"] == item["count"]
            counted += 1
    assert counted >= 4
    assert found("nac")["sample"] == ["NaCl", "Salt (NaCl)"]


def test_what_most_records_have_comes_first(indexed: Told) -> None:
    for number in range(5):
        names = ("common", "comma")[: 2 if number else 1]
        make_record(dataset(pid=str(number), samples=samples(*names, f"very common {number}")))
    indexed()
    assert found("sample:com")["sample"][:3] == ["common", "comma", "very common 0"]


@pytest.mark.parametrize("private", ["", "2999"])
def test_nothing_private(indexed: Told, private: str) -> None:
    make_record(dataset(title="Secret", samples=samples("Secretum"), public_from=private))
    indexed()
    assert found("secr") == {}
    rebuild()
    assert found("secr") == {}


def test_no_addresses(indexed: Told) -> None:
    make_record(dataset(title="By jo@example.org", samples=samples("jo@example.org", 'a "b" jo')))
    indexed()
    assert "jo@" not in str(services.suggest("jo"))
    assert found("sample:b") == {}
    assert found("b") == {"title": ["By [address removed]"]}


def test_what_is_withdrawn_vanishes(indexed: Told) -> None:
    kept = make_record(dataset(pid="1", title="Tantal one", samples=samples("Tantalum")))
    gone = make_record(dataset(pid="2", title="Tantal two", samples=samples("Tantalus")))
    indexed()
    assert found("tant") == {
        "sample": ["Tantalum", "Tantalus"],
        "title": ["Tantal two", "Tantal one"],
    }
    withdraw(gone)
    assert found("tant")["title"] == ["Tantal one"]  # before the index is told
    indexed()
    assert found("tant") == {"sample": ["Tantalum"], "title": ["Tantal one"]}
    make_record(dataset(pid="1", title="Other", samples=samples("Iron")))
    indexed()
    assert kept.pk
    assert found("tant") == {}
    assert found("iro") == {"sample": ["Iron"]}


def test_documents_before_datasets(indexed: Told) -> None:
    make_record(document(title="Perovskites in light"))
    make_record(dataset(title="Perovskites, run 1"))
    make_record(dataset(pid="2", title="Perovskites, run 1"))
    indexed()
    assert found("perov")["title"] == ["Perovskites in light", "Perovskites, run 1"]


def test_a_missing_index_is_made_by_the_next_drain(client: Client, indexed: Told) -> None:
    make_record(dataset(samples=samples("Tantalum")))
    indexed()
    services.store()._folders.pointer.unlink()  # type: ignore[attr-defined]
    assert client.get("/suggest.json", {"q": "tant"}).status_code == 503
    make_record(dataset(pid="2"))
    indexed()
    assert found("tant")["sample"] == ["Tantalum"]


@pytest.mark.parametrize("text", ["", " ", "-", '"', "x\x00y", "\ud800", "試", "a" * 999, "( ( ("])
def test_anything_is_answered(client: Client, indexed: Told, text: str) -> None:
    answer = client.get("/suggest.json", {"q": text.encode("utf-8", "replace").decode()})
    assert answer.status_code == 200
    assert answer.json() == {"groups": []}


def test_what_is_too_long(client: Client, indexed: Told) -> None:
    answer: Any = client.get("/suggest.json", {"q": "x" * 1001})
    assert answer.status_code == 400
    assert "1,000" in answer.json()["error"]["message"]
    assert client.post("/suggest.json").status_code == 405


def test_a_quantity_comes_with_its_range(indexed: Told) -> None:
    make_record(
        dataset(
            pid="1",
            parameters=given(
                ("temperature", 4.217, "K"), ("frames", 7, ""), ("own volume", 5, "nm³")
            ),
        )
    )
    make_record(dataset(pid="2", parameters=given(("temperature", 300, "K"), ("energy", -1, "eV"))))
    counting.count(None)
    indexed()
    (temperature,) = services.suggest("cold sample temp")[0].items
    assert temperature.q == "cold sample_temperature:4.21..300 K "
    assert (temperature.detail, temperature.count) == ("4.21 to 300 K", 2)
    assert chosen("parameter:frames") == ["number_of_frames:7..7 "]
    assert chosen("parameter:own") == ["own_volume:5..5 nm³ "]  # which no dictionary knows


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        (0.0, "0", "0"),
        (1234567.0, "1230000", "1240000"),
        (-0.00012345, "-0.000124", "-0.000123"),
        (1.23456e-15, "1.230e-15", "1.240e-15"),
        (9.999, "9.99", "10"),
        (-5.0, "-5", "-5"),
        (6.02214e23, "6.020e+23", "6.030e+23"),
    ],
)
def test_rounding_outwards(value: float, low: str, high: str) -> None:
    assert parameters._rounded(value, ROUND_FLOOR) == low
    assert parameters._rounded(value, ROUND_CEILING) == high


ABSURD = ("1.797e308", "keV")  # more eV than any float can be


def test_an_absurd_value_harms_no_suggestion(client: Client, indexed: Told) -> None:
    for number in range(3):
        make_record(dataset(pid=f"p/{number}", parameters=given(("photon energy", 8.0, "eV"))))
    make_record(dataset(pid="absurd", parameters=given(("photon energy", *ABSURD))))
    indexed()
    counting.count(None)
    answer = client.get("/suggest.json?q=photon")
    assert answer.status_code == 200
    (one,) = parameters.quantities("photon", 5)
    assert (one.clause, one.range, one.records) == ('parameter:"incident_photon_energy"', "", 4)


@pytest.mark.parametrize("value", [1.7976931348623157e308, -1.7976931348623157e308])
def test_no_bound_is_beyond_all_numbers(indexed: Told, value: float) -> None:
    make_record(dataset(parameters=given(("odd knob", value, "mm"), ("odd number", value, ""))))
    indexed()
    counting.count(None)
    for one in parameters.quantities("odd", 5):
        assert "∞" not in one.range
