"""The list of Datasets that aren't public yet, and how a publication is begun from it."""

import json
from collections.abc import Callable

from django.contrib.auth.models import User
from django.test import Client

from publishing.publications.models import Publication
from tests.publishing.publications.cast import Cast

Browser = Callable[[User | None], Client]
ADDRESS = "/publications/datasets"


def test_it_works(at: Browser, those: Cast) -> None:
    client = at(those.owner)
    text = client.get(ADDRESS).content.decode()
    assert "Reflectivity of film two" in text
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
