"""The list of Datasets that aren't public yet, and how a publication is begun from it."""

import json
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from portal.catalogue.models import Facility, Record
from publishing.publications.models import Publication
from tests import factories
from tests.publishing.publications.cast import Cast, draft

Browser = Callable[[User | None], Client]
ADDRESS = "/publications/datasets"


def test_it_works(at: Browser, those: Cast) -> None:
    client = at(those.owner)
    text = client.get(ADDRESS).content.decode()
    assert "Reflectivity of film two" in text
    assert "· 1 March 2024 · 2 kB ·" in text
    assert "Reflectivity of film one" not in text  # which is public
    answer = client.post("/publications/start", {"record": [those.private.pk]})
    assert answer.status_code == 302
    assert Publication.objects.get().title == "Reflectivity of film two"


def test_strangers_see_nothing_of_it(at: Browser, those: Cast) -> None:
    assert at(None).get(ADDRESS)["Location"].startswith("/account/login")
    for user in (those.stranger, those.elsewhere):
        text = at(user).get(ADDRESS).content.decode()
        assert "film two" not in text
        assert "There are none." in text


def test_it_is_found_by_how_its_identifier_begins(at: Browser, those: Cast) -> None:
    client = at(those.curator)
    for asked, total in (("20.500.12269/t", 1), ("20.500.12269/x", 0), ("\x00", 0), ("%", 0)):
        answer = client.get(f"{ADDRESS}.json", {"q": asked})
        assert json.loads(answer.content)["total"] == total
        assert "Access-Control-Allow-Origin" not in answer
    assert "begins like this" in client.get(ADDRESS, {"q": "nothing"}).content.decode()


@pytest.mark.parametrize("gone", [{"public_from": None}, {"withdrawn_at": "2024-01-01T00:00Z"}])
def test_a_related_one_is_named_as_long_as_it_is_public(
    at: Browser, those: Cast, gone: dict[str, str | None]
) -> None:
    source = factories.SourceFactory(facility=Facility.objects.get(slug="max"))
    secret = factories.dataset(pid="x/secret-1", title="Alloy nobody is to know of", members=())
    other = factories.make_record(secret, source)
    publication = draft(those, those.private, other)
    client = at(those.owner)
    addresses = [f"/publications/{publication.pk}{end}" for end in ("", "/edit", ".json")]
    for address in addresses:
        assert "Alloy nobody" in client.get(address).content.decode()
    Record.objects.filter(pk=other.pk).update(**gone)
    for address in addresses:
        text = client.get(address).content.decode()
        assert "Alloy nobody" not in text
        assert "secret-1" not in text
        assert "A Dataset that isn" in text
        assert "film two" in text  # which is private, and theirs
