"""Who the provider says it is."""

import pytest
from django.conf import LazySettings

from portal.catalogue.models import Facility
from publishing.oai.models import WITHIN, Item
from publishing.oai.stamping import stamp
from tests.factories import document, make_record
from tests.publishing.oai.asking import Asking
from tests.publishing.oai.schemas import OAI


def test_it_works(oai: Asking, settings: LazySettings) -> None:
    settings.SITE_NAME, settings.ADMIN_EMAIL = "Open & Data", "portal@example.org"
    settings.SITE_URL, settings.OAI_NAMESPACE = "https://data.example.org", "data.example.org"
    answer = oai(verb="Identify")
    told = {str(one.tag).removeprefix(OAI): one.text for one in answer.all("Identify")[0]}
    assert told.pop("earliestDatestamp") == answer.text("responseDate")
    assert told.pop("description") is None
    assert told == {
        "repositoryName": "Open & Data",
        "baseURL": "https://data.example.org/oai",
        "protocolVersion": "2.0",
        "adminEmail": "portal@example.org",
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
        "compression": "gzip",
    }
    identifier = "{http://www.openarchives.org/OAI/2.0/oai-identifier}"
    parts = [one.text for one in answer.root.iterfind(f".//{identifier}oai-identifier/*")]
    assert parts == ["oai", "data.example.org", ":", "oai:data.example.org:1"]
    assert answer.request == {"verb": "Identify"}
    assert answer.text("request") == "https://data.example.org/oai"


@pytest.mark.parametrize("given", ["", "root@localhost", "no address", "a\x01b@c.org", "a@b..c"])
def test_without_an_address_that_fits_one_is_made_up(
    oai: Asking, settings: LazySettings, given: str
) -> None:
    settings.ADMIN_EMAIL, settings.OAI_NAMESPACE = given, "data.example.org"
    assert oai(verb="Identify").text("adminEmail") == "admin@data.example.org"
    settings.ADMIN_EMAIL = "portal@sub.example.org"
    assert oai(verb="Identify").text("adminEmail") == "portal@sub.example.org"


def test_the_earliest_datestamp_is_that_of_the_first_item(oai: Asking) -> None:
    record = make_record(document())
    Facility.objects.update(offers_harvested=True)
    stamp()
    Item.objects.filter(pk=record.pk).update(stamp=1_700_000_000 << WITHIN)
    assert oai(verb="Identify").text("earliestDatestamp") == "2023-11-14T22:13:20Z"


def test_the_address_is_the_public_one_whoever_asks(oai: Asking, settings: LazySettings) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://data.example.org", ["*"]
    answer = oai.read(oai.client.get("/oai?verb=Identify", headers={"host": "inside:8000"}))
    assert answer.text("baseURL") == answer.text("request") == "https://data.example.org/oai"
