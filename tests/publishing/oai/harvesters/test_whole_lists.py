"""Harvesters that others wrote get exactly what they have to, in order, from a live server."""

import re
from math import ceil

import pytest
from lxml import etree

from tests.publishing.oai.harvesters.clients import Client, Pull
from tests.publishing.oai.harvesters.expected import DAY, Expected, Told, at, day, moment
from tests.publishing.oai.harvesters.filling import PAGE, SCATTERING
from tests.publishing.oai.schemas import DATACITE, OAI, OAI_DATACITE, OAI_DC

DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Of each format: its root, and where the title stands.
FORMATS = {
    "oai_dc": (f"{{{OAI_DC}}}dc", DC_TITLE),
    "oai_datacite": (f"{{{OAI_DATACITE}}}oai_datacite", f".//{{{DATACITE}}}title"),
    "datacite": (f"{{{DATACITE}}}resource", f".//{{{DATACITE}}}title"),
}
# Lists whose last page is full, has one item, and is full of one too few.
ENDS = {"": 0, "facility_exact": 0, "facility_ceric": 0, "facility_odd": 1, "facility_ess": 11}


def assert_told(pull: Pull, items: list[Told]) -> None:
    """Just these items, in this order, deleted or not, in at least the sets that are known."""
    got = [(one.identifier, one.datestamp, one.deleted) for one in pull.headers]
    assert got == [(one.identifier, one.datestamp, one.deleted) for one in items]
    for header, item in zip(pull.headers, items, strict=True):
        assert header.sets >= item.sets
        assert {spec for spec in header.sets if spec.startswith("facility_")} <= item.sets


def assert_written(pull: Pull, items: list[Told], prefix: str) -> None:
    """Metadata in this format for all that aren't deleted, and none for those that are."""
    tag, title = FORMATS[prefix]
    for root, item in zip(pull.metadata, items, strict=True):
        assert (root is None) == item.deleted
        if root is not None:
            assert root.tag == tag
            assert squeezed(root.findtext(title)) == squeezed(item.title)


def squeezed(text: str | None) -> str:
    """Without what cleaning may change: mark-up and everything between words."""
    return re.sub(r"[\W_]+", "", re.sub(r"<[^>]*>", "", text or ""))


@pytest.mark.parametrize("prefix", FORMATS)
def test_everything(harvester: Client, expected: Expected, prefix: str) -> None:
    assert_told(harvester.identifiers(prefix), expected.items)
    pull = harvester.records(prefix)
    assert_told(pull, expected.items)
    assert_written(pull, expected.items, prefix)


@pytest.mark.parametrize("prefix", FORMATS)
def test_by_each_set(harvester: Client, expected: Expected, prefix: str) -> None:
    everything = harvester.identifiers(prefix).headers
    specs = sorted(set().union(*(one.sets for one in everything)))
    assert {"openaire_data", SCATTERING, "year_2003", *filter(None, ENDS)} <= set(specs)
    for spec in specs:
        pull = harvester.identifiers(prefix, spec)
        assert pull.headers == [one for one in everything if spec in one.sets]
        if spec.startswith("facility_"):
            assert_told(pull, expected.among(spec))
        else:
            assert set(pull.identifiers) >= {one.identifier for one in expected.among(spec)}


@pytest.mark.parametrize("prefix", FORMATS)
@pytest.mark.parametrize("spec", ["facility_exact", "facility_odd", "facility_leaving"])
def test_records_of_a_set(harvester: Client, expected: Expected, prefix: str, spec: str) -> None:
    items, pull = expected.among(spec), harvester.records(prefix, spec)
    assert_told(pull, items)
    assert_written(pull, items, prefix)


def test_sets_that_are_known_from_elsewhere(harvester: Client, expected: Expected) -> None:
    """Years as ESS's own records say them, and the branch of the made ones' technique."""
    real = {one.identifier for one in expected.among("facility_ess")}
    for year in (2015, 2018, 2021):
        found = set(harvester.identifiers("oai_dc", f"year_{year}").identifiers) & real
        told = {one.identifier for one in expected.among(f"year_{year}")} & real
        assert found == told
    made = {one.identifier for one in expected.among("facility_odd")}
    found = set(harvester.identifiers("oai_dc", SCATTERING).identifiers) & made
    assert found == {one.identifier for one in expected.among(SCATTERING)} & made
    assert len(found) == 9


def test_by_second(harvester: Client, expected: Expected) -> None:
    for second in expected.seconds:
        this, after = moment(second), moment(second + 1)
        only = expected.among(first=second, last=second)
        assert_told(harvester.records("oai_dc", since=this, until=this), only)
        assert_told(
            harvester.identifiers("oai_dc", since=this, until=after),
            expected.among(first=second, last=second + 1),
        )
        assert_told(harvester.identifiers("oai_dc", since=this), expected.among(first=second))
        assert_told(harvester.identifiers("oai_dc", since=after), expected.among(first=second + 1))
        assert_told(harvester.identifiers("oai_dc", until=this), expected.among(last=second))


def test_by_day(harvester: Client, expected: Expected) -> None:
    """Up to a day means all of it; a day on which nothing happened has nothing."""
    first, last = expected.seconds[0], expected.seconds[-1]
    for number in range(first // DAY - 1, last // DAY + 2):
        start, end = number * DAY, (number + 1) * DAY - 1
        this = day(start)
        only = expected.among(first=start, last=end)
        assert_told(harvester.records("datacite", since=this, until=this), only)
        assert_told(harvester.identifiers("datacite", since=this), expected.among(first=start))
        assert_told(harvester.identifiers("datacite", until=this), expected.among(last=end))


def test_by_set_and_time(harvester: Client, expected: Expected) -> None:
    for spec in filter(None, ENDS):
        for second in expected.seconds:
            this = moment(second)
            items = expected.among(spec, first=second)
            assert_told(harvester.identifiers("oai_dc", spec, since=this), items)
            items = expected.among(spec, last=second)
            assert_told(harvester.identifiers("oai_dc", spec, until=this), items)


@pytest.mark.parametrize("spec", ENDS)
def test_the_pages(harvester: Client, expected: Expected, spec: str) -> None:
    """Full but for the last one, which is never empty, and each says where it stands."""
    total = len(expected.among(spec))
    assert total % PAGE == ENDS[spec]
    pages = harvester.pages("oai_dc", spec)
    sizes = [len(page.findall(f".//{OAI}record")) for page in pages]
    assert len(pages) == ceil(total / PAGE)
    assert sizes == [PAGE] * (total // PAGE) + ([total % PAGE] if total % PAGE else [])
    tokens = [page.find(f".//{OAI}resumptionToken") for page in pages]
    if len(pages) == 1:
        assert tokens == [None]
        return
    assert [bool(token.text) for token in tokens] == [True] * (len(pages) - 1) + [False]
    assert [int(token.get("cursor")) for token in tokens] == list(range(0, total, PAGE))
    assert {token.get("completeListSize") for token in tokens} == {str(total)}


def test_nothing_after_the_answer_and_the_last_second_again(
    harvester: Client, expected: Expected
) -> None:
    first = harvester.pages("oai_dc")[0]
    answered = response_date(first)
    assert harvester.records("oai_dc", since=moment(answered + 1)).headers == []
    assert harvester.identifiers("oai_dc", since=moment(answered + 1)).headers == []
    last = expected.seconds[-1]
    again = harvester.records("oai_dc", since=moment(last))
    assert_told(again, expected.among(first=last, last=last))
    assert len(again.headers) == 6
    assert harvester.records("oai_dc", since=moment(last + 1)).headers == []


def response_date(answer: etree._Element) -> int:
    return at(answer.findtext(f"{OAI}responseDate") or "")


@pytest.mark.parametrize("prefix", FORMATS)
def test_nothing_hidden_is_in_any_page(harvester: Client, expected: Expected, prefix: str) -> None:
    pages = harvester.pages(prefix)
    said = squeezed(" ".join(" ".join(page.itertext()) for page in pages))
    assert all(squeezed(one.title) in said for one in expected.items if not one.deleted)
    assert [title for title in expected.hidden if squeezed(title) in said] == []
