"""The addresses at which a record answers."""

import pytest
from django.test import Client

from tests.factories import FacilityFactory, SourceFactory, dataset, document, make_record

pytestmark = pytest.mark.django_db
DOI = "10.17199/03dd9804"
PID = "20.500.12269/0a269002"


def test_it_works(client: Client) -> None:
    made = make_record(document(landing_page=""))
    for address in (
        f"/records/{made.pk}",
        f"/doi/{DOI}",
        f"/doi/{DOI.upper()}",
        "/doi/10.17199%2F03dd9804",
        f"/pid/ess/{DOI}",
        "/pid/ess/10.17199%2F03dd9804",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        canonical = f'<link rel="canonical" href="http://127.0.0.1:8000/records/{made.pk}">'
        assert canonical in answer.content.decode()
        assert answer["Link"].startswith(
            f'<http://127.0.0.1:8000/records/{made.pk}>; rel="canonical"'
        )


def test_a_pid_belongs_to_its_facility(client: Client) -> None:
    make_record(dataset())
    maxiv = SourceFactory(facility=FacilityFactory(slug="maxiv"))
    other = make_record(dataset(title="Another with the same PID"), maxiv)
    assert "Another" not in client.get(f"/pid/ess/{PID}").content.decode()
    assert client.get(f"/pid/maxiv/{PID}.json").json()["id"] == other.pk
    assert client.get(f"/pid/desy/{PID}").status_code == 404


@pytest.mark.parametrize("suffix", [".json", ".hdf", "/", ".json.json", "?", "#", " a", "%", "é"])
def test_an_exact_identifier_beats_a_suffix(client: Client, suffix: str) -> None:
    from urllib.parse import quote

    plain = make_record(dataset())
    odd = make_record(dataset(pid=PID + suffix, title="The odd one"))
    answer = client.get(f"/pid/ess/{PID}{quote(suffix)}")
    assert answer["Content-Type"].startswith("text/html")
    assert "The odd one" in answer.content.decode()
    assert client.get(f"/pid/ess/{PID}{quote(suffix)}.json").json()["id"] == odd.pk
    assert client.get(f"/pid/ess/{PID}").status_code == 200
    assert plain.pk != odd.pk


def test_a_doi_may_end_like_a_suffix(client: Client) -> None:
    odd = make_record(document(pid="", doi="10.1/a.json"))
    assert client.get("/doi/10.1/a.json")["Content-Type"].startswith("text/html")
    assert client.get("/doi/10.1/a.json.json").json()["id"] == odd.pk
    assert client.get("/doi/10.1/a.json?format=json").json()["id"] == odd.pk


def test_the_document_goes_before_the_dataset_of_the_same_doi(client: Client) -> None:
    make_record(dataset(doi=DOI))
    made = make_record(document())
    assert client.get(f"/doi/{DOI}.json").json()["id"] == made.pk


def test_a_hidden_record_doesnt_stand_before_a_public_one(client: Client) -> None:
    make_record(document(public_from=""))
    made = make_record(dataset(doi=DOI))
    assert client.get(f"/doi/{DOI}.json").json()["id"] == made.pk


@pytest.mark.parametrize(
    "address",
    [
        "/records/0",
        "/records/999999999999999999999999999999",
        "/records/-1",
        "/records/x",
        "/doi/",
        "/doi/x",
        "/doi/10.1/%00",
        "/doi/10.1/" + "x" * 5000,
        "/doi/10.1/%ff%fe",
        "/pid/ess/",
        "/pid/ess/%00",
        "/pid/nowhere/x",
        "/pid/ess/.json",
    ],
)
def test_unknown_addresses_are_not_found(client: Client, address: str) -> None:
    make_record(dataset())
    assert client.get(address).status_code == 404
