"""The results as JSON."""

import pytest
from django.test import Client

from tests.factories import dataset, document, make_record
from tests.indexed import Told


@pytest.fixture
def filled(indexed: Told) -> None:
    make_record(dataset())
    make_record(document())
    for number in range(5):
        make_record(dataset(pid=f"p/{number}", type="derived", keywords=(f"word {number}",)))
    indexed()


@pytest.mark.usefixtures("filled")
def test_it_works(client: Client) -> None:
    answer = client.get("/search.json?q=wavelength")
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    body = answer.json()
    assert {"total", "items", "facets", "next"} <= body.keys()
    assert body["total"] == 7
    assert body["items"][0]["url"].startswith("http")


@pytest.mark.usefixtures("filled")
def test_the_page_answers_so_too(client: Client) -> None:
    body = client.get("/search.json?type=raw").json()
    asked = client.get("/search?type=raw", headers={"accept": "application/json"})
    assert "Accept" in asked["Vary"]
    for other in (asked, client.get("/search?type=raw&format=json")):
        assert other.json()["items"] == body["items"]


@pytest.mark.usefixtures("filled")
def test_facets_have_counts_flags_and_addresses(client: Client) -> None:
    facets = client.get("/search.json?type=raw&not-kind=document").json()["facets"]
    values = {value["value"]: value for value in facets["type"]["values"]}
    assert values["raw"]["selected"]
    assert values["raw"]["count"] == 1
    assert values["derived"]["count"] == 5
    assert values["raw"]["toggle_url"].endswith("/search?not-kind=document")
    assert values["derived"]["toggle_url"].endswith("type=raw&type=derived&not-kind=document")
    kinds = {value["value"]: value for value in facets["kind"]["values"]}
    assert kinds["document"]["excluded"]
    assert facets["facility"]["values"][0]["label"] == "ESS"
    assert facets["technique"]["timed_out"] is False


@pytest.mark.usefixtures("filled")
def test_techniques_roll_up(client: Client) -> None:
    values = client.get("/search.json").json()["facets"]["technique"]["values"]
    counts = {value["label"]: value["count"] for value in values}
    assert counts["small angle neutron scattering"] == 6
    assert counts["neutron scattering"] == 6
    assert client.get("/search.json?q=technique:%22neutron+scattering%22").json()["total"] == 6


@pytest.mark.usefixtures("filled")
def test_paging_neither_skips_nor_repeats(client: Client) -> None:
    address, seen = "/search.json?size=2&sort=title", []
    while address:
        body = client.get(address).json()
        assert body["total"] == 7
        seen += [item["id"] for item in body["items"]]
        address = body["next"] and "/search.json?" + body["next"].partition("?")[2]
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.usefixtures("filled")
def test_the_page_goes_forward_back_and_to_the_first(client: Client) -> None:
    def links(address: str) -> dict[str, str]:
        text = client.get(address).content.decode()
        nav = text.partition('aria-label="Pages of results"')[2].partition("</nav>")[0]
        found = {}
        for part in nav.split("<a ")[1:]:
            where = part.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
            found[part.partition(">")[2].partition("<")[0]] = where
        return found

    first = "/search?sort=title&size=2"
    addresses = [first]
    while "Next" in (found := links(addresses[-1])):
        addresses.append(found["Next"])
    assert len(addresses) == 4
    assert "Page 4" in client.get(addresses[-1]).content.decode()
    assert links(addresses[-1])["First"] == first
    back = addresses[-1]
    for expected in reversed(addresses[:-1]):
        back = links(back)["Previous"]
        assert _items(client, back) == _items(client, expected)


@pytest.mark.usefixtures("filled")
def test_pages_by_relevance_say_when_the_index_moved_on(client: Client, indexed: Told) -> None:
    first = client.get("/search.json?q=wavelength&size=2").json()
    address = "/search?" + first["next"].partition("?")[2]
    assert not first["index_moved"]
    assert 'id="moved"' not in client.get(address).content.decode()
    make_record(dataset(pid="p/new"))
    indexed()
    assert client.get(address, headers={"accept": "application/json"}).json()["index_moved"]
    notice = client.get(address).content.decode().partition('id="moved"')[2]
    assert '<a href="/search?q=wavelength&amp;size=2">Start again' in notice.partition("</p>")[0]


@pytest.mark.usefixtures("filled")
def test_long_facets_have_more(client: Client, indexed: Told) -> None:
    for number in range(10):
        make_record(dataset(pid=f"k/{number}", keywords=(f"key {number}",)))
    indexed()
    keywords = client.get("/search.json").json()["facets"]["keyword"]
    assert len(keywords["values"]) == 8
    more = "/search.json?" + keywords["more_url"].partition("?")[2]
    keywords = client.get(more).json()["facets"]["keyword"]
    assert len(keywords["values"]) == 17
    assert keywords["more_url"] is None


def _items(client: Client, address: str) -> list[int]:
    body = client.get(address.replace("/search?", "/search.json?")).json()
    return [item["id"] for item in body["items"]]
