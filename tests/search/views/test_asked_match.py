"""All words or most of them: on the page, in JSON, in exports and in the API."""

import html
import re

import pytest
from django.test import Client

from search.indexing.drain import drain
from tests.factories import dataset, make_record
from tests.indexed import Told

SENTENCE = "zirconium films that were grown slowly upon silicon wafers"
FALLEN = "No record has all of these words; these have most of them."


@pytest.fixture(autouse=True)
def filled(indexed: Told) -> None:
    for number, title in enumerate(
        ("Zirconium films on silicon", "Zirconium foil", "Silicon wafers", "Lysozyme", "Ice")
    ):
        make_record(dataset(pid=f"x/{number}", title=title, summary="", keywords=(), samples=()))
    indexed()


def titles(client: Client, query: str) -> list[str]:
    return [one["title"] for one in client.get(f"/search.json?{query}").json()["items"]]


def page(client: Client, query: str) -> str:
    answer = client.get(f"/search?{query}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def notice(text: str) -> tuple[str, str]:
    """What the page says of how the words were read, and the address it offers."""
    found = re.search(r'id="matched">([^<]*) <a href="([^"]*)"', text)
    return (found[1], found[2]) if found else ("", "")


def test_a_few_words_must_all_be_found(client: Client) -> None:
    assert titles(client, "q=zirconium") == ["Zirconium foil", "Zirconium films on silicon"]
    assert titles(client, "q=zirconium+silicon") == ["Zirconium films on silicon"]
    assert notice(page(client, "q=zirconium+silicon")) == ("", "")


def test_what_finds_nothing_is_answered_by_most_words(client: Client) -> None:
    says, strict = notice(page(client, "q=zirconium+silicon+foil"))
    assert (says, strict) == (FALLEN, "/search?q=zirconium+silicon+foil&match=all")
    found = client.get("/search.json?q=zirconium+silicon+foil").json()
    assert found["total"] == 3
    assert found["query"]["match"] == "most"
    assert found["query"]["sentence"] == "All records with most of “zirconium silicon foil”"
    assert titles(client, "q=zirconium+silicon+foil")[0] == "Zirconium foil"


def test_signs_within_a_word_make_no_sentence(client: Client) -> None:
    """A sample's name of many parts is one word, which must be found as a whole if it can be."""
    make_record(dataset(pid="z", title="Zr-2.5/Nb_ice-7(b)_001.h5"))
    drain(None)
    assert titles(client, "q=Zr-2.5/Nb_ice-7(b)_001.h5") == ["Zr-2.5/Nb_ice-7(b)_001.h5"]
    loose = client.get("/search.json?q=silicon(111)").json()
    assert loose["query"]["sentence"] == "All records with most of “silicon(111)”"
    assert (loose["query"]["match"], loose["total"]) == ("most", 2)


@pytest.mark.parametrize("typed", ["10.1234/ice-7", "20.500.12345/ice", "0000-0001-5109-3700"])
def test_parts_of_an_identifier_are_no_words(client: Client, typed: str) -> None:
    found = client.get("/search.json", {"q": typed}).json()
    assert (found["total"], found["query"]["match"]) == (0, "all")


@pytest.mark.parametrize("typed", ["zirconium+lysozyme", "zirconium+silicon+foil"])
def test_addresses_keep_the_reading_that_was_counted(client: Client, typed: str) -> None:
    """With another filter all words may be found somewhere: that isn't what was counted."""
    make_record(dataset(pid="y", title="Zirconium lysozyme silicon foil", type="derived"))
    drain(None)
    found = client.get(f"/search.json?q={typed}&type=raw").json()
    assert found["query"]["match"] == "most"
    counted = [one for one in found["facets"]["type"]["values"] if not one["selected"]]
    assert counted
    for one in counted:
        there = client.get(one["toggle_url"].replace("/search?", "/search.json?")).json()
        assert there["query"]["match"] == "most"
        assert there["total"] == found["total"] + one["count"]


def test_the_strict_form(client: Client) -> None:
    text = page(client, "q=zirconium+silicon+foil&match=all")
    assert "0 records" in text
    assert notice(text)[1] == "/search?q=zirconium+silicon+foil&match=most"


def test_a_sentence_is_answered_by_most_words(client: Client) -> None:
    assert titles(client, f"q={SENTENCE}")[0] == "Zirconium films on silicon"
    says, strict = notice(page(client, f"q={SENTENCE}"))
    assert says.startswith("Not every record")
    assert titles(client, strict.partition("?")[2]) == []


def test_words_of_other_parts_make_no_sentence(client: Client) -> None:
    assert titles(client, 'q="zirconium films on silicon" zirconium films -gold -ice') == [
        "Zirconium films on silicon"
    ]
    assert titles(client, 'q="zirconium films" a b c d e f') == []


def test_where_nothing_is_found_at_all_it_stays_strict(client: Client) -> None:
    assert client.get("/search.json?q=gold+silver").json()["query"]["match"] == "all"


def test_later_pages_keep_the_reading(client: Client) -> None:
    """Even when meanwhile a record has all words."""
    first = client.get("/search.json?q=zirconium+silicon+foil&size=1").json()
    assert "match=most" in first["next"]
    seen = [one["title"] for one in first["items"]]
    following = first["next"]
    while following:
        answer = client.get("/search.json?" + following.partition("?")[2]).json()
        assert answer["query"]["match"] == "most"
        seen += [one["title"] for one in answer["items"]]
        following = answer["next"]
    assert len(seen) == len(set(seen)) == 3


def test_later_pages_of_a_strict_search_dont_fall_back(client: Client) -> None:
    after = client.get("/search.json?q=zirconium&size=1").json()["next"].partition("after=")[2]
    answer = client.get(f"/search.json?q=zirconium+silicon+foil&after={after}").json()
    assert (answer["total"], answer["query"]["match"]) == (0, "all")


def test_exports_and_tables_find_the_same(client: Client) -> None:
    answer = client.get("/search.csv?q=zirconium+silicon+foil&columns=title")
    assert len(b"".join(answer.streaming_content).splitlines()) == 1 + 3  # type: ignore[attr-defined]
    answer.close()
    assert "3 records" in page(client, "q=zirconium+silicon+foil&view=table")


def test_the_feed_has_the_same(client: Client) -> None:
    feed = client.get("/search.atom?q=zirconium+silicon+foil").content.decode()
    assert feed.count("<entry>") == 3
    assert "most of “zirconium silicon foil”" in feed


def test_facets_narrow_the_loose_reading(client: Client) -> None:
    assert "3 records" in page(client, "q=zirconium+silicon+foil&kind=dataset")


def test_the_api_is_strict_unless_told(client: Client) -> None:
    address = "/api/v1/records?q=zirconium+silicon+foil"
    strict, loose = (client.get(one).json() for one in (address, f"{address}&match=most"))
    assert (strict["total"], strict["query"]["match"]) == (0, "all")
    assert (loose["total"], loose["query"]["match"]) == (3, "most")
    assert client.get(f"{address}&match=some").status_code == 400


def test_another_reading_is_refused(client: Client) -> None:
    answer = client.get("/search?q=a&match=some")
    assert answer.status_code == 400
    assert "use all or most" in answer.content.decode()


def test_other_words_are_read_anew(client: Client) -> None:
    form = page(client, "q=zirconium+silicon+foil&match=most").partition('role="search"')[2]
    assert 'name="match"' not in form.partition("</form>")[0]
