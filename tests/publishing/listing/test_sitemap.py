"""What search engines are told."""

from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from portal.catalogue.models import Record
from publishing.listing import sitemap
from tests.factories import SourceFactory, document, make_record, withdraw

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def publish(doi: str, **changes: object) -> Record:
    own = SourceFactory(name="ess-own", kind="own", url="own:ess", precedence=0)
    return make_record(document(pid=doi, doi=doi, **changes), own)


def located(client: Client, address: str) -> dict[str, str]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    root = etree.fromstring(answer.content)
    return {one[0].text or "": one[1].text or "" for one in root}


def everything(client: Client) -> list[str]:
    """Every address that is told, by way of the index."""
    pages = located(client, "/sitemap.xml")
    return [one for page in pages for one in located(client, page.partition("8000")[2])]


def test_it_works(client: Client) -> None:
    made = publish("10.17199/1")
    make_record(document())
    publish("10.17199/hidden", public_from="")
    withdraw(publish("10.17199/gone"))
    pages = located(client, "/sitemap.xml")
    assert list(pages) == ["http://127.0.0.1:8000/sitemaps/0.xml"]
    assert list(pages.values()) == [made.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")]
    assert located(client, "/sitemaps/0.xml") == {
        f"http://127.0.0.1:8000/records/{made.pk}": pages["http://127.0.0.1:8000/sitemaps/0.xml"]
    }


def test_pages_are_bounded_and_cost_the_same(
    client: Client, monkeypatch: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(sitemap, "BLOCK", 3)
    made = [publish(f"10.17199/{number}") for number in range(10)]
    pages = located(client, "/sitemap.xml")
    assert len(pages) >= 4
    assert sorted(everything(client)) == sorted(
        f"http://127.0.0.1:8000/records/{one.pk}" for one in made
    )
    for number in (made[0].pk // 3, made[-1].pk // 3):
        with django_assert_num_queries(1):
            assert 1 <= len(located(client, f"/sitemaps/{number}.xml")) <= 3


def test_dois_that_were_tries_stay_at_home_in_production(client: Client, settings: Any) -> None:
    tried = publish("10.5072/try")
    assert everything(client) == [f"http://127.0.0.1:8000/records/{tried.pk}"]
    settings.PRODUCTION = True
    assert located(client, "/sitemap.xml") == {}


@pytest.mark.parametrize("number", ["1", "999999999999", "9" * 40])
def test_pages_that_arent_are_not_found(client: Client, number: str) -> None:
    publish("10.17199/1")
    assert client.get(f"/sitemaps/{number}.xml").status_code == 404


def test_crawlers_are_kept_from_pages_made_for_questions(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    assert not robots.can_fetch("*", "/search?q=x")
    assert not robots.can_fetch("*", "/account/login")
    assert robots.can_fetch("*", "/records/1")
    assert robots.can_fetch("*", "/publications")
    assert robots.site_maps() == ["http://127.0.0.1:8000/sitemap.xml"]
