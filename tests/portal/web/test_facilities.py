"""The list of facilities and the page of each."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal.catalogue.models import Facility
from publishing.enrolment.models import Enrolment
from tests.factories import FacilityFactory, SourceFactory, dataset, document, make_record
from tests.indexed import Told


@pytest.fixture
def filled(indexed: Told) -> None:
    for slug in ("ess", "maxiv", "desy"):
        source = SourceFactory(facility=FacilityFactory(slug=slug))
        make_record(dataset(), source)
    make_record(document(), SourceFactory(facility=FacilityFactory(slug="ess")))
    make_record(dataset(pid="hidden", public_from=""), SourceFactory())
    indexed()


@pytest.mark.usefixtures("filled")
def test_it_works(client: Client) -> None:
    text = client.get("/facilities").content.decode()
    assert text.index("ESS") < text.index("DESY")
    assert "2 records" in text


@pytest.mark.usefixtures("filled")
def test_it_answers_as_json(client: Client) -> None:
    answer = client.get("/facilities.json").json()
    assert answer["total"] == 3
    first = answer["items"][0]
    assert (first["slug"], first["records"]) == ("ess", 2)
    assert client.get("/facilities", headers={"accept": "application/json"}).json() == answer
    assert client.get("/facilities?format=json").json() == answer


@pytest.mark.usefixtures("filled")
def test_a_facility_has_a_page(client: Client) -> None:
    text = client.get("/facilities/ess").content.decode()
    assert "1 dataset" in text
    assert "1 document" in text
    assert "instrument=V20" in text
    assert "small angle neutron scattering" in text
    assert "ess-scicat" in text


@pytest.mark.usefixtures("filled")
def test_a_facility_answers_as_json(client: Client) -> None:
    answer = client.get("/facilities/ess.json").json()
    assert (answer["documents"], answer["datasets"]) == (1, 1)
    assert answer["instruments"] == {"V20": 1}
    assert answer["sources"] == [{"name": "ess-scicat", "kind": "scicat"}]


@pytest.mark.usefixtures("filled")
def test_it_tells_whether_one_can_publish_there(client: Client) -> None:
    assert client.get("/facilities/ess.json").json()["publishing"] is None
    made = Enrolment.objects.create(facility=Facility.objects.get(slug="ess"))
    assert "for trying out: no real DOIs" in client.get("/facilities/ess").content.decode()
    assert client.get("/facilities/ess.json").json()["publishing"] == {
        "prefix": "10.5072",
        "registrar": "sandbox",
        "licence": "CC-BY-4.0",
        "review": True,
    }
    made.enabled = False
    made.save()
    assert "10.5072" not in client.get("/facilities/ess").content.decode()
    assert client.get("/facilities/ess.json").json()["publishing"] is None


def test_an_unknown_facility_is_not_found(client: Client, indexed: Told) -> None:
    assert client.get("/facilities/nowhere").status_code == 404
    assert client.get("/facilities/nowhere.json").json()["error"]["status"] == 404


@pytest.mark.usefixtures("filled")
def test_its_queries_are_bounded(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get("/facilities")
    with django_assert_num_queries(4):
        client.get("/facilities/ess")
