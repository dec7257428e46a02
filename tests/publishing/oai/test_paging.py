"""Lists page by page, while they stay as they are and while they change."""

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import withdraw
from tests.publishing.oai.asking import Answer, Asking
from tests.publishing.oai.world import World, stamped_at

VERBS = ["ListRecords", "ListIdentifiers"]
DAYS = {"since": "2024-05-03", "until": "2024-05-04"}


def pages(oai: Asking, verb: str = "ListRecords", **arguments: str) -> list[Answer]:
    """All pages of a list."""
    found = [oai({"verb": verb, "metadataPrefix": "oai_dc"}, **arguments)]
    while found[-1].token:
        found.append(oai(verb=verb, resumptionToken=found[-1].token))
        assert len(found) < 20
    return found


def cursors(found: list[Answer]) -> list[str]:
    return [one.get("cursor", "") for page in found for one in page.all("resumptionToken")]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("size", "lengths"),
    [(1, [1] * 5), (2, [2, 2, 1]), (3, [3, 2]), (4, [4, 1]), (5, [5]), (6, [5])],
)
def test_it_works(
    oai: Asking, world: World, settings: LazySettings, verb: str, size: int, lengths: list[int]
) -> None:
    settings.OAI_PAGE_SIZE = size
    found = pages(oai, verb)
    assert [len(page.identifiers) for page in found] == lengths
    told = [identifier for page in found for identifier in page.identifiers]
    assert told == world.ids("a b c d e")
    split = len(lengths) > 1
    assert cursors(found) == [str(number * size) for number in range(len(lengths)) if split]
    sizes = {one.get("completeListSize") for page in found for one in page.all("resumptionToken")}
    assert sizes == ({"5"} if split else set())
    last = found[-1].all("resumptionToken")
    assert [one.text for one in last] == ([None] if split else [])
    assert [one.get("expirationDate") for one in last] == ([None] if split else [])


@pytest.mark.parametrize("size", [1, 2, 4])
def test_the_arguments_go_on(oai: Asking, world: World, settings: LazySettings, size: int) -> None:
    """No empty page where the total is a multiple of the page's size."""
    settings.OAI_PAGE_SIZE = size
    found = pages(oai, **DAYS)
    assert [page.identifiers for page in found if not page.identifiers] == []
    assert len(found) == 4 // size
    assert [one for page in found for one in page.identifiers] == world.ids("a b c d")
    found = pages(oai, set="facility_ess", **DAYS)
    assert [one for page in found for one in page.identifiers] == world.ids("a b d")
    assert all(page.deleted == [] for page in found)


def test_what_changes_behind_is_told_again(
    oai: Asking, world: World, settings: LazySettings
) -> None:
    settings.OAI_PAGE_SIZE = 2
    first = oai(verb="ListRecords", metadataPrefix="oai_dc")
    world.add("a", title="Corrected")
    withdraw(world.records["d"])
    world.add("f")
    stamped_at("2024-07-01T00:00:00Z")
    rest, token = [], first.token
    while token:
        page = oai(verb="ListRecords", resumptionToken=token)
        rest, token = [*rest, *page.identifiers], page.token
        (told,) = page.all("resumptionToken")
        size, cursor = int(told.get("completeListSize", 0)), int(told.get("cursor", 0))
        assert size >= cursor + len(page.identifiers)
    assert first.identifiers == world.ids("a b")
    assert sorted(rest) == sorted(world.ids("c e a d f"))
    assert rest[:2] == world.ids("c e")


@pytest.mark.parametrize("verb", VERBS)
def test_a_list_whose_rest_has_gone_ends_well(
    oai: Asking, world: World, settings: LazySettings, verb: str
) -> None:
    settings.OAI_PAGE_SIZE = 3
    first = oai(verb=verb, metadataPrefix="oai_dc", until="2024-05-04")
    world.add("d", title="Corrected")
    stamped_at("2024-07-01T00:00:00Z")
    last = oai(verb=verb, resumptionToken=first.token)
    assert last.errors == []
    assert last.token == ""
    assert last.identifiers == world.ids("c")
    assert cursors([last]) == ["3"]


@pytest.mark.parametrize("verb", VERBS)
def test_each_page_takes_the_same_few_queries(
    oai: Asking, world: World, settings: LazySettings, verb: str
) -> None:
    for number in range(12):
        world.add(f"more-{number}", ("ess", "maxiv")[number % 2])
    stamped_at("2024-07-01T00:00:00Z")
    taken = []
    for size in (2, 8):
        settings.OAI_PAGE_SIZE = size
        with CaptureQueriesContext(connection) as first:
            token = oai(verb=verb, metadataPrefix="oai_dc").token
        with CaptureQueriesContext(connection) as second:
            oai(verb=verb, resumptionToken=token)
        taken.append((len(first), len(second)))
        assert not [q["sql"] for q in (*first, *second) if not q["sql"].startswith("SELECT")]
        assert "packed" not in str([q["sql"] for q in first])
    assert taken[0] == taken[1]
    assert taken[0][1] <= (5 if verb == "ListRecords" else 3)


def test_sets(oai: Asking, world: World, settings: LazySettings) -> None:
    answer = oai(verb="ListSets")
    specs = answer.texts("setSpec")
    assert specs == sorted(set(specs))
    names = dict(zip(specs, answer.texts("setName"), strict=True))
    assert names["openaire_data"] == "OpenAIRE"
    assert names["facility_ess"] == "The ESS facility"
    assert names["technique_PaNET00200"] == "Technique: scattering technique"
    assert names["year_2020"] == "Published in 2020"
    assert "facility_hzb" not in names
    assert answer.all("resumptionToken") == []
    for size in (1, 2, len(specs) - 1, len(specs)):
        settings.OAI_PAGE_SIZE = size
        found = [oai(verb="ListSets")]
        while found[-1].token:
            found.append(oai(verb="ListSets", resumptionToken=found[-1].token))
        assert [spec for page in found for spec in page.texts("setSpec")] == specs
        assert len(found) == -(-len(specs) // size)


def test_there_is_a_set_before_there_are_items(oai: Asking) -> None:
    assert oai(verb="ListSets").texts("setSpec") == ["openaire_data"]
    assert oai(verb="ListRecords", metadataPrefix="oai_dc").errors == ["noRecordsMatch"]
