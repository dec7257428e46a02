"""Saving searches, and the list of them."""

import html

import pytest
from django.contrib.auth.models import User
from django.test import Client

from search.saved import services
from search.saved.models import SavedSearch
from search.saved.services import MOST
from search.saved.tokens import unsubscribe_link
from tests.search.saved.conftest import World, person

pytestmark = pytest.mark.django_db
NEW = "/account/searches/new"
LIST = "/account/searches"


@pytest.fixture
def mine(client: Client, ana: User) -> Client:
    client.force_login(ana)
    return client


def save(client: Client, query: str = "q=beam", name: str = "Beams", alert: str = "none") -> None:
    answer = client.post(f"{NEW}?{query}", {"name": name, "alert": alert})
    assert answer["Location"] == LIST


def test_it_works(world: World, mine: Client) -> None:
    world.record()
    link = b'href="/account/searches/new?q=lysozyme&amp;facility=ess"'
    assert link in mine.get("/search?facility=ess&q=lysozyme").content
    form = mine.get(f"{NEW}?q=lysozyme&facility=ess").content.decode()
    assert 'value="All records with “lysozyme” and facility ESS"' in form
    save(mine, "facility=ess&q=lysozyme&page=2&after=x&more=year&sort=title&nonsense=1")
    listed = mine.get(LIST).content.decode()
    assert '<a href="/search?q=lysozyme&amp;facility=ess&amp;sort=title">Beams</a>' in listed


@pytest.mark.parametrize("typed", ["beam+nowhere", "beam+of+the+nowhere+never+lost+found+gone"])
def test_it_is_saved_in_the_reading_that_served(world: World, mine: Client, typed: str) -> None:
    """Else the alert of what found something would take all words, and never come."""
    world.record()
    text = mine.get(f"/search?q={typed}").content.decode()
    link = html.unescape(text).partition('href="/account/searches/new?')[2].partition('"')[0]
    assert link == f"q={typed}&match=most"


def test_a_stranger_is_led_to_the_login_and_back(client: Client, db: None) -> None:
    answer = client.get(f"{NEW}?q=a+b&facility=ess")
    assert answer["Location"] == (
        "/account/login?next=/account/searches/new%3Fq%3Da%2Bb%26facility%3Dess"
    )


def test_saved_twice_it_is_changed(mine: Client) -> None:
    save(mine, "q=beam&facility=ess")
    save(mine, "facility=ess&q=beam", "Others", "weekly")
    assert [(one.name, one.alert) for one in SavedSearch.objects.all()] == [("Others", "weekly")]


def test_it_can_be_changed_and_deleted(mine: Client) -> None:
    save(mine)
    search = SavedSearch.objects.get()
    address = f"{LIST}/{search.pk}"
    assert b'value="Beams"' in mine.get(address).content
    mine.post(address, {"name": "New\nname", "alert": "daily"})
    search.refresh_from_db()
    assert (search.name, search.alert) == ("New name", "daily")
    assert search.next_at is not None
    mine.post(f"{address}/delete")
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"name": "", "alert": "none"},
        {"name": "x" * 201, "alert": "none"},
        {"name": "x", "alert": "hourly"},
        {"name": "\u200b", "alert": "none"},
    ],
)
def test_a_wrong_form_is_shown_again(mine: Client, form: dict[str, str]) -> None:
    answer = mine.post(f"{NEW}?q=beam", form)
    assert answer.status_code == 200
    assert b"errorlist" in answer.content
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    "query",
    ["q=%22open", "size=0", "kind=nothing", "range=x", "q=" + "a+" * 600, "facility=" + "x" * 9000],
)
def test_what_can_not_be_read_is_not_saved(mine: Client, query: str) -> None:
    for answer in (mine.get(f"{NEW}?{query}"), mine.post(f"{NEW}?{query}", {"name": "a"})):
        assert answer.status_code == 400
    assert not SavedSearch.objects.exists()


def test_nobody_has_more_than_the_most(mine: Client, ana: User) -> None:
    for number in range(MOST):
        services.save(ana, f"q={number}", "n", "none")
    answer = mine.post(f"{NEW}?q=beam", {"name": "n", "alert": "none"})
    assert b"You have 100 saved searches, which is the most" in answer.content
    assert SavedSearch.objects.count() == MOST


def test_those_of_others_do_not_exist(mine: Client) -> None:
    theirs = services.save(person("ben"), "q=beam", "Secret of Ben", "daily")
    address = f"{LIST}/{theirs.pk}"
    assert b"Secret" not in mine.get(LIST).content
    assert mine.get(address).status_code == 404
    assert mine.post(address, {"name": "x", "alert": "none"}).status_code == 404
    assert mine.post(f"{address}/delete").status_code == 404
    theirs.refresh_from_db()
    assert (theirs.name, theirs.alert) == ("Secret of Ben", "daily")


def test_forms_need_their_token(ana: User) -> None:
    search = services.save(ana, "q=beam", "n", "none")
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    for address in (f"{NEW}?q=a", f"{LIST}/{search.pk}", f"{LIST}/{search.pk}/delete"):
        assert client.post(address, {"name": "a", "alert": "none"}).status_code == 403


def test_deleting_takes_a_form(mine: Client, ana: User) -> None:
    search = services.save(ana, "q=beam", "n", "none")
    assert mine.get(f"{LIST}/{search.pk}/delete")["Location"] == LIST
    assert SavedSearch.objects.exists()


def test_one_that_can_not_be_read_any_more_is_shown_with_the_reason(
    mine: Client, ana: User
) -> None:
    services.save(ana, "q=%22open", "Old", "none")
    page = mine.get(LIST).content.decode()
    assert "can’t be read any more" in page
    assert "Old" in page


def test_no_cache_keeps_the_pages(mine: Client) -> None:
    for address in (LIST, f"{NEW}?q=beam"):
        assert "no-store" in mine.get(address)["Cache-Control"]


def test_an_account_goes_with_its_searches(ana: User) -> None:
    services.save(ana, "q=beam", "n", "daily")
    ana.delete()
    assert not SavedSearch.objects.exists()


def path(search: SavedSearch) -> str:
    return unsubscribe_link(search.pk).removeprefix("http://127.0.0.1:8000")


def test_one_click_ends_the_alerts(ana: User) -> None:
    """As mail programs do it: one POST, without cookies (RFC 8058)."""
    search = services.save(ana, "q=beam", "n", "daily")
    client = Client(enforce_csrf_checks=True)
    assert client.get(path(search)).status_code == 200
    search.refresh_from_db()
    assert search.alert == "daily"
    for _ in range(2):
        answer = client.post(path(search), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not answer.cookies
    search.refresh_from_db()
    assert (search.alert, search.next_at) == ("none", None)
    assert b"no e-mails for this search" in client.get(path(search)).content


@pytest.mark.parametrize("token", ["1", "1:x", "x", "1:x:y", "%00", "a" * 3000])
def test_a_made_up_link_ends_nothing(ana: User, client: Client, token: str) -> None:
    search = services.save(ana, "q=beam", "n", "daily")
    assert client.post(f"{LIST}/unsubscribe/{token}").status_code == 404
    other = path(search).replace(f"/{search.pk}:", f"/{search.pk + 1}:")
    assert client.post(other).status_code == 404
    search.refresh_from_db()
    assert search.alert == "daily"


def test_the_link_of_a_deleted_search_is_no_error(ana: User, client: Client) -> None:
    search = services.save(ana, "q=beam", "n", "daily")
    address = path(search)
    search.delete()
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 200


def test_unsubscribing_stops_the_message_that_waits(
    world: World, ana: User, client: Client
) -> None:
    from datetime import timedelta

    from portal.mail.models import OutgoingMail
    from search.saved.alerts import alert

    search = world.save(ana)
    world.wait(timedelta(hours=1))
    world.record()
    world.wait(timedelta(days=1))
    world.index()
    assert alert() == 1
    client.post(path(search))
    assert not OutgoingMail.objects.exists()
