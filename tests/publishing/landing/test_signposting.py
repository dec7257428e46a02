"""The typed links of a record's page."""

import re

import pytest
from django.test import Client

from portal.catalogue.records import Member, Person
from tests.factories import dataset, document, make_record, withdraw

pytestmark = pytest.mark.django_db
LINK = re.compile(
    r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?(?:; profile="([^"]*)")?'
    r'(?:; length="\d+")?(?:, |$)'
)
OURS = "http://127.0.0.1:8000/records"


def links(client: Client, address: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for url, relation, *_ in LINK.findall(client.get(address)["Link"]):
        found.setdefault(relation, []).append(url)
    return found


def test_it_works(client: Client) -> None:
    paper = make_record(document())
    made = make_record(dataset(download_url="https://data.example.org/x.h5", files=()))
    of_paper, of_data = (links(client, f"/records/{one.pk}") for one in (paper, made))
    assert of_paper["cite-as"] == ["https://doi.org/10.17199/03dd9804"]
    assert of_paper["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert of_paper["item"] == ["https://data.example.org/x.h5", f"{OURS}/{made.pk}"]
    assert "https://schema.org/Dataset" in of_paper["type"]
    assert f"{OURS}/{paper.pk}?format=datacite" in of_paper["describedby"]
    assert of_data["cite-as"] == ["https://hdl.handle.net/20.500.12269/0a269002"]
    assert of_data["author"] == ["https://orcid.org/0000-0002-1825-0097"]
    assert of_data["item"] == ["https://data.example.org/x.h5"]
    assert of_data["collection"] == [f"{OURS}/{paper.pk}"]


def test_every_description_is_of_its_type_and_points_back(client: Client) -> None:
    made = make_record(document())
    found = LINK.findall(client.get(f"/records/{made.pk}")["Link"])
    described = [one for one in found if one[1] == "describedby"]
    assert len(described) >= 3
    for url, _, media, profile in described:
        answer = client.get(url.removeprefix("http://127.0.0.1:8000"))
        assert answer["Content-Type"] == (f'{media};profile="{profile}"' if profile else media)
        assert f'<{OURS}/{made.pk}>; rel="describes"; type="text/html"' in answer["Link"]


def test_data_that_arent_open_are_no_item(client: Client) -> None:
    made = make_record(
        dataset(download_url="https://data.example.org/x.h5", access="restricted", files=())
    )
    assert "item" not in links(client, f"/records/{made.pk}")


def test_it_stays_short_whatever_the_record_has(client: Client) -> None:
    members = tuple(
        Member(person=Person(full_name=f"P {n}", orcid="0000-0002-1825-0097"[:-4] + f"{n:04}"))
        for n in range(3000)
    )
    pids = tuple(f"d/{number}" for number in range(30))
    made = make_record(document(members=members, dataset_pids=pids))
    for pid in pids:
        make_record(dataset(pid=pid, download_url=f"https://data.example.org/{pid}/"))
    assert len(client.get(f"/records/{made.pk}")["Link"]) < 4_000


def test_the_link_sets_say_more_than_the_header(client: Client) -> None:
    paper, made = make_record(document()), make_record(dataset())
    page = f"{OURS}/{paper.pk}"
    assert links(client, f"/records/{paper.pk}")["linkset"] == [
        f"{page}/linkset",
        f"{page}/linkset.json",
    ]
    told = client.get(f"/records/{paper.pk}/linkset.json")
    assert told["Content-Type"] == "application/linkset+json"
    by_anchor = {one["anchor"]: one for one in told.json()["linkset"]}
    assert by_anchor[page]["cite-as"] == [{"href": "https://doi.org/10.17199/03dd9804"}]
    assert {"href": f"{OURS}/{made.pk}", "type": "text/html"} in by_anchor[page]["item"]
    text = client.get(f"/records/{paper.pk}/linkset")
    assert text["Content-Type"] == "application/linkset"
    assert f'<{OURS}/{made.pk}>; rel="item"; anchor="{page}"' in text.content.decode()
    again = client.get(f"/records/{paper.pk}/linkset", headers={"if-none-match": text["ETag"]})
    assert again.status_code == 304


def test_only_public_records_have_link_sets(client: Client) -> None:
    hidden, gone = make_record(dataset(pid="h", public_from="")), make_record(dataset(pid="g"))
    withdraw(gone)
    for one in (hidden, gone):
        assert client.get(f"/records/{one.pk}/linkset").status_code == 404


@pytest.mark.parametrize("url", ['https://x/"><script>', "https://x/\r\nSet-Cookie: a=b", "x"])
def test_nothing_gets_out_of_it(client: Client, url: str) -> None:
    made = make_record(dataset(download_url=url, licence=url, landing_page=url))
    header = client.get(f"/records/{made.pk}")["Link"]
    assert "\n" not in header
    assert '"><' not in header
    assert LINK.sub("", header) == ""
