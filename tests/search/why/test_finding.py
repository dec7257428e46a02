"""Where a record has what was asked for."""

import pytest

from portal.catalogue.records import AnyRecord, Parameter, Sample, Technique
from search.query.box import read_box
from search.query.tree import MostWords, Near, Term
from search.why.evidence import Evidence
from search.why.subject import Subject
from tests.factories import dataset, parameter
from tests.search.indexing.test_projection import row
from tests.search.why.looking import evidence, matches

LONG = "a word " * 40 + "the Silicon wafers of the night " + "a word " * 40
RECORD = dataset(
    title="Ångström waves",
    summary=LONG,
    samples=(Sample(name="NaCl 12"), Sample(name="Table salt")),
    size=1_500_000,
    parameters=(
        parameter("sample_temperature", 20, "°C", 293.15, "temperature"),
        Parameter(
            name="wavelength",
            values=(1.5, 4.5),
            unit="Å",
            si=(1.5e-10, 4.5e-10),
            dimension="length",
        ),
        Parameter(name="mode", values=("time of flight",)),
    ),
)


def found(typed: str, metadata: AnyRecord = RECORD) -> tuple[Evidence, ...]:
    return evidence(Subject(row(metadata)), read_box(typed).tree(), typed)


def lines(typed: str, metadata: AnyRecord = RECORD) -> list[str]:
    """Each place as a line, what was found in brackets."""
    return [
        f"{place.where}: " + "".join(f"[{text}]" if hit else text for text, hit in place.parts)
        for one in found(typed, metadata)
        for place in one.places
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("angstrom", ["title: [Ångström] waves"]),
        ("wafer", ["summary: … a word the Silicon [wafers] of the night a …"]),
        ("waf*", ["summary: … a word the Silicon [wafers] of the night a …"]),
        ("wafers*", ["summary: … a word the Silicon [wafers] of the night a …"]),
        ("wave*", ["title: Ångström [waves]", "parameter: [Wavelength]"]),
        ('"silicon wafers"', ["summary: … word a word the [Silicon wafers] of the night …"]),
        ("sample:nacl*", ["sample: [NaCl 12]"]),
        ('sample:"TABLE SALT"', ["sample: [Table salt]"]),
        ("technique:SANS", ["technique: [small angle neutron scattering]"]),
        ("technique:PaNET01188", []),
        ("temperature:280..300K", ["Sample temperature: [20\u00a0°C] (293.15\u00a0K)"]),
        ("wavelength<2Å", ["Wavelength: [1.5\u00a0Å]"]),
        ("size:1MB..2MB", ["size: [1.5 MB]"]),
        ("date:2019", ["measured: [2 August 2019, 17:04 UTC]"]),
        ("flight", ["Mode: time of [flight]"]),
        ("probe:photon", ["measures with: [photon]"]),
        ("kind:dataset", ["kind: [Datasets]"]),
        ("parameter:mode", ["has the parameter: [Mode] (time of flight)"]),
    ],
)  # fmt: skip
def test_it_works(typed: str, expected: list[str]) -> None:
    assert lines(typed) == expected


def test_other_forms_of_a_word_are_told() -> None:
    (one,) = found("wafer")
    assert (one.asked, one.note) == ("“wafer”", "as “wafers”")
    (one,) = found("waves")
    assert (one.asked, one.note) == ("“waves”", "")


def test_the_names_of_techniques_are_places() -> None:
    """Also other names than the record's own."""
    assert "names of the technique: [SANS]" in lines("sans")


def test_mentions_are_counted() -> None:
    (one,) = found("word")
    assert [(place.where, place.times) for place in one.places] == [("summary", 80)]


def test_what_is_missing_is_told() -> None:
    holds = {one.asked: one.holds for one in found("silicon unheard")}
    assert holds == {"“silicon”": True, "“unheard”": False}
    (one,) = found("sample:other")
    assert not one.holds
    (one,) = found("-unheard")
    assert one.holds
    assert "none of it" in one.note


def test_most_words_show_which() -> None:
    subject = Subject(row(RECORD))
    node = MostWords("what silicon unheard of")
    told = {one.asked: one.holds for one in evidence(subject, node, "")}
    assert told == {"“silicon”": True, "“unheard”": False}
    assert matches(subject, node)
    assert not matches(subject, MostWords("unheard of"))


def test_only_the_alternatives_that_it_has_are_shown() -> None:
    assert [one.asked for one in found("unheard OR silicon")] == ["“silicon”"]


def test_the_nearest_value_is_shown() -> None:
    node = Near(("incident_wavelength",), "length", 4e-10, 1e-10)
    (one,) = evidence(Subject(row(RECORD)), node, "near 4 Å")
    assert [place.text for place in one.places] == ["4.5\u00a0Å"]


def test_an_ancestor_finds_by_the_technique_below() -> None:
    subject = Subject(row(RECORD))
    (one,) = evidence(subject, Term("technique", "PaNET01124"), "x")
    assert one.holds == matches(subject, Term("technique", "PaNET01124"))


def test_no_e_mail_address_is_shown() -> None:
    told = lines("write", dataset(summary="Please write to jane@example.org, or write", title="x"))
    assert told
    assert "example.org" not in " ".join(told)


def test_no_technique_is_shown_or_found_with_an_e_mail_address() -> None:
    named = dataset(techniques=(Technique(name="SAXS ask jane.doe@lab.example"),))
    assert lines("technique:SAXS*", named) == ["technique: [SAXS ask [address removed]]"]
    assert not lines('technique:"SAXS ask jane.doe@lab.example"', named)


def test_a_technique_s_other_name_is_told() -> None:
    named = dataset(techniques=(Technique(name="My SANS", panet="PaNET01189"),))
    assert lines("technique:PaNET01189", named) == [
        "technique: [My SANS] (small angle neutron scattering)"
    ]
