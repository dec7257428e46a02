"""The results page."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import FacilityFactory, SourceFactory, dataset, document, make_record
from tests.indexed import Told


@pytest.fixture
def filled(indexed: Told) -> None:
    make_record(dataset())
    make_record(document())
    maxiv = SourceFactory(facility=FacilityFactory(slug="maxiv", short_name="MAX IV"))
    make_record(
        dataset(
            pid="m/1",
            title="Lysozyme crystals",
            summary="",
            start_date="2021-05-03",
            access="embargoed",
            open_from="2999-01-01",
            techniques=(),
            instruments=(),
            samples=(),
            size=5,
            keywords=("protein",),
        ),
        maxiv,
    )
    indexed()


def page(client: Client, query: str = "", status: int = 200) -> str:
    answer = client.get(f"/search?{query}")
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.usefixtures("filled")
def test_it_works(client: Client) -> None:
    text = page(client)
    assert "3 records" in text
    assert "Lysozyme crystals" in text
    assert "Open from 1 January 2999" in text
    assert "V20" in text
    assert "4.5\u00a0Å" in text
    assert "55.5 MB" in text


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("q=lysozyme", 1),
        ("q=lysozyme+beam&match=all", 0),
        ("q=lysozyme+beam", 2),
        ("q=beam", 1),
        ("q=-lysozyme", 2),
        ('q="wavelength+frame"', 2),
        ("q=facility:ess", 2),
        ("q=facility:ESS", 2),
        ('q=person:"ana+gonzalez"', 1),
        ("q=doi:10.17199/03DD9804", 1),
        ("q=technique:SANS", 1),
        ("q=year:2021", 1),
        ("q=date:2020..2022", 1),
        ("facility=ess", 2),
        ("facility=ess&facility=maxiv", 3),
        ("not-facility=ess", 1),
        ("facility=ess&kind=document", 1),
        ("technique=PaNET01189", 1),
        ("technique=PaNET01243", 0),
        ("year=2021", 1),
        ("availability=embargoed", 1),
        ("keyword=protein", 1),
        ("instrument=V20", 1),
        ("type=raw", 2),
        ("from=2020&to=2022", 1),
        ("to=2020", 2),
        ("range=sample_temperature:0..30+%C2%B0C", 2),
        ("range=sample_temperature:0..30+K", 0),
        ("q=beam&facility=maxiv", 0),
    ],
)
def test_it_finds(client: Client, query: str, total: int) -> None:
    assert client.get(f"/search.json?{query}").json()["total"] == total


@pytest.mark.usefixtures("filled")
def test_it_says_in_words_what_is_searched_for(client: Client) -> None:
    query = "q=silicon+-test&facility=ess&kind=dataset&not-year=2019&from=2018"
    query += "&range=sample_temperature:80..300+K"
    text = page(client, query)
    assert (
        "Datasets with “silicon”, facility ESS, sample temperature from 80 to 300\u00a0K and "
        "measured since 2018, without “test” or year 2019."
    ) in text


@pytest.mark.usefixtures("filled")
def test_each_filter_can_be_dropped(client: Client) -> None:
    text = page(client, "q=beam&facility=ess&not-type=derived&sort=newest")
    assert 'href="/search?facility=ess&amp;not-type=derived&amp;sort=newest"' in text
    assert 'href="/search?q=beam&amp;not-type=derived&amp;sort=newest"' in text
    assert 'href="/search?q=beam&amp;facility=ess&amp;sort=newest"' in text


@pytest.mark.usefixtures("filled")
def test_an_empty_result_offers_ways_out(client: Client) -> None:
    text = page(client, "q=lysozyme+beam&type=raw&match=all")
    assert "0 records" in text
    assert 'href="/search?q=beam&amp;type=raw&amp;match=all"' in text
    assert 'href="/search?q=lysozyme+beam&amp;match=all"' in text
    assert "Without “lysozyme”" in text


@pytest.mark.usefixtures("filled")
def test_forms_carry_the_filters_along(client: Client) -> None:
    text = page(client, "q=beam&facility=ess&after=&page=1")
    assert '<input type="hidden" name="facility" value="ess">' in text
    assert 'name="after"' not in text


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("newest", "Lysozyme crystals"),
        ("title", "Lysozyme crystals"),
        ("largest", "Open beam"),
        ("oldest", "Wavelength frame"),
    ],
)
def test_it_sorts(client: Client, sort: str, first: str) -> None:
    items = client.get(f"/search.json?sort={sort}").json()["items"]
    assert items[0]["title"].startswith(first)


@pytest.mark.usefixtures("filled")
def test_the_form_of_a_range_leads_to_an_address_that_can_be_shared(client: Client) -> None:
    form = "parameter=Sample+temperature&least=0&most=30&unit=degC"
    answer = client.get(f"/search?{form}&facility=ess&after=xyz&page=3")
    assert answer.status_code == 302
    assert answer["Location"] == ("/search?facility=ess&range=sample_temperature%3A0..30+degC")
    text = client.get(answer["Location"]).content.decode()
    assert "Sample temperature from 0 to 30\u00a0°C" in text


@pytest.mark.usefixtures("filled")
def test_its_queries_are_bounded(
    client: Client, indexed: Told, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        make_record(dataset(pid=f"p/{number}"))
    indexed()
    client.get("/search")  # reads the names of parameters once
    with django_assert_num_queries(4):  # each of two histograms asks whether they are others
        client.get("/search?size=100")


@pytest.mark.usefixtures("filled")
def test_a_stranger_gets_no_cookie_and_writes_nothing(client: Client) -> None:
    answer = client.get("/search?q=beam")
    assert not answer.cookies


def test_without_an_index_it_is_unavailable(client: Client, own_index: None, db: None) -> None:
    answer = client.get("/search?q=beam")
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert client.get("/search.json").json()["error"]["status"] == 503


def test_every_id_of_a_page_is_its_own(client: Client, indexed: Told) -> None:
    for number, word in enumerate(("β", "γ", "α-Fe", "Fe", "raw", "Raw", "raw!", "a b", "a-b")):
        make_record(dataset(pid=f"p/{number}", keywords=(word,), type=word))
    indexed()
    ids = re.findall(r'\sid="([^"]*)"', page(client, "more=keyword"))
    assert len([one for one in ids if one.startswith("keyword-")]) >= 8
    assert "type-raw" in ids
    assert [one for one in set(ids) if ids.count(one) > 1] == []
    assert all(one and not re.search(r"\s", one) for one in ids)


@pytest.mark.usefixtures("filled")
def test_a_page_s_number_alone_is_the_first_page(client: Client) -> None:
    text = page(client, "page=50")
    assert "981" not in text
    assert "Page 50" not in text
    following = client.get("/search.json?size=1").json()["next"]
    assert "Page 2" in page(client, following.partition("?")[2])


@pytest.mark.usefixtures("filled")
def test_a_form_asked_for_as_json_stays_so(client: Client) -> None:
    form = "parameter=sample+temperature&least=0&most=30&unit=%C2%B0C"
    answer = client.get(f"/search?{form}&format=json", follow=True)
    assert answer.redirect_chain[0][0].endswith("&format=json")
    assert answer.json()["total"] == 2
    plain = client.get(f"/search?{form}")
    assert "format" not in plain["Location"]


def test_the_last_page_by_rank_says_that_there_are_more(
    client: Client, filled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("search.results", "search.engines.tantivy.pages"):
        monkeypatch.setattr(f"{module}.DEEPEST", 2)
    text = page(client, "sort=relevance&size=2")
    assert "By best match the first 2 records can be read." in text
    assert '<a href="/search?sort=newest&amp;size=2">See them all' in text
    for query in ("sort=newest&size=2", "sort=relevance&size=1", "q=lysozyme&sort=relevance"):
        assert "By best match the first" not in page(client, query)
