"""A record as JSON."""

import pytest
from django.test import Client

from portal.catalogue.records import File
from tests.factories import dataset, document, make_record

pytestmark = pytest.mark.django_db


def test_it_works(client: Client) -> None:
    make_record(document())
    made = make_record(dataset())
    body = client.get(f"/records/{made.pk}.json").json()
    assert (body["id"], body["kind"], body["pid"]) == (made.pk, "dataset", "20.500.12269/0a269002")
    assert body["facility"] == {"slug": "ess", "name": "The ESS facility"}
    assert body["availability"] == "open"
    assert body["parameters"][1]["si"] == [293.15]
    assert body["techniques"][0]["path"][-1] == "small angle neutron scattering"
    assert body["files"]["items"][0] == {"path": "raw/run_001.nxs", "size": 55_000_000}
    assert body["documents"]["items"][0]["doi"] == "10.17199/03dd9804"
    assert body["provenance"]["sources"][0]["source"] == "ess-scicat"
    assert body["provenance"]["version"] == 1
    assert not {"document_pids", "dataset_pids", "public_from"} & body.keys()


@pytest.mark.parametrize("accept", ["application/json", "application/json, text/html;q=0.5"])
def test_it_answers_by_accept(client: Client, accept: str) -> None:
    made = make_record(dataset())
    answer = client.get(f"/records/{made.pk}", headers={"accept": accept})
    assert answer["Content-Type"] == "application/json"
    assert "Accept" in answer["Vary"].split(", ")


@pytest.mark.parametrize(
    "accept", ["text/html", "*/*", "", "text/html,application/xhtml+xml,*/*;q=0.8", "rubbish"]
)
def test_browsers_get_the_page(client: Client, accept: str) -> None:
    made = make_record(dataset())
    answer = client.get(f"/records/{made.pk}", headers={"accept": accept})
    assert answer["Content-Type"].startswith("text/html")


def test_the_format_goes_before_accept(client: Client) -> None:
    made = make_record(dataset())
    html, json = {"accept": "text/html"}, {"accept": "application/json"}
    assert client.get(f"/records/{made.pk}?format=json", headers=html).json()
    page = client.get(f"/records/{made.pk}?format=html", headers=json)
    assert page["Content-Type"].startswith("text/html")


def test_files_come_in_pages(client: Client) -> None:
    files = tuple(File(path=f"scan{number:04}.h5") for number in range(250))
    made = make_record(dataset(files=files))
    address, seen = f"/records/{made.pk}.json", []
    while address:
        body = client.get(address).json()["files"]
        assert body["total"] == 250
        seen += [item["path"] for item in body["items"]]
        address = body["next"] and body["next"].removeprefix("http://127.0.0.1:8000")
    assert seen == [file.path for file in files]


def test_numbers_that_json_lacks_are_null(client: Client) -> None:
    from portal.catalogue.records import Parameter

    made = make_record(dataset(size=2**70))
    assert client.get(f"/records/{made.pk}.json").json()["size"] == 2**70
    odd = Parameter(name="x", values=(10**400,))
    made = make_record(dataset(pid="2", parameters=(odd,)))
    assert client.get(f"/records/{made.pk}").status_code == 200
