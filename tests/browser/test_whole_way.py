"""From a search to a DOI that is found, and what comes after, by keyboard alone.

The registrar is the sandbox, served over HTTP; the worker's steps are done between two keys.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from portal.catalogue.models import Record
from publishing.doi.models import Doi
from publishing.doi.saga import mint
from publishing.doi.sandbox.server import Server
from publishing.doi.sandbox.state import ACCOUNT
from publishing.publications.models import Publication
from publishing.publications.progress import advance
from tests.browser.conftest import Site
from tests.browser.test_every_page import keep, violations
from tests.indexed import Told, indexed, own_index
from tests.publishing.doi.world import pointed_at
from tests.publishing.publications.cast import Cast, cast

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

__all__ = ["indexed", "own_index"]
State = Publication.State


@pytest.fixture
def registrar(tmp_path: Path, settings: Any, own_index: None) -> Iterator[Server]:
    with Server(tmp_path / "registrar") as served:
        pointed_at(settings, served)
        yield served


@pytest.fixture
def place(chromium: Any, live_server: Any, indexed: Told, registrar: Server, settings: Any) -> Site:
    settings.SITE_URL = live_server.url
    return Site(live_server.url, chromium, {})


def work(tell: Told) -> None:
    """What the worker does until nothing is left to do."""
    while advance() + mint():
        pass
    tell()


def log_in(context: "BrowserContext", place: Site, user: User) -> None:
    client = Client()
    client.force_login(user)
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": place.url}])


def go(page: "Page", role: Any, name: str) -> None:
    """Reach it with the tabulator alone."""
    wanted = page.locator("main").get_by_role(role, name=name).first
    wanted.wait_for()
    page.wait_for_load_state()
    for _ in range(300):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name!r} can't be reached by the keyboard")


def press(page: "Page", role: Any, name: str) -> None:
    go(page, role, name)
    page.keyboard.press("Enter")


def write(page: "Page", role: Any, name: str, text: str) -> None:
    go(page, role, name)
    page.keyboard.type(text)


def state(number: int = 1) -> str:
    return Publication.objects.get(number=number).state


def test_from_search_to_findable_and_withdrawn(
    place: Site, indexed: Told, registrar: Server
) -> None:
    those: Cast = cast()
    indexed()
    with place.open(reduced_motion="reduce") as page:
        log_in(page.context, place, those.owner)
        _choose(page)
        address = _write(page, those)
        work(indexed)
        assert state() == State.FINDABLE
        _look(page, address, those)
        _new_version(page, address, those)
        work(indexed)
        assert [state(number) for number in (1, 2)] == [State.FINDABLE] * 2
        log_in(page.context, place, those.curator)
        _withdraw(page, indexed)
    kept = {one.name: one.state for one in _kept(registrar)}
    assert len(kept) == 3  # the concept and two versions
    assert sorted(kept.values()) == ["findable", "findable", "registered"]
    assert not place.problems


def _choose(page: "Page") -> None:
    """Find the public Dataset, and put it into the cart."""
    page.reload()
    write(page, "combobox", "", "reflectivity film one")
    page.keyboard.press("Enter")
    press(page, "button", "Add to the cart")
    page.get_by_text("1 dataset was added to the cart.").wait_for()
    page.goto("/cart")
    press(page, "button", "Start a publication")


def _write(page: "Page", those: Cast) -> str:
    """Add the private Dataset and an embargo, reserve the DOI, publish; the page's address."""
    page.wait_for_url("**/edit")
    assert not violations(page)
    write(page, "textbox", "Add a Dataset", those.private.pid)
    press(page, "button", "Add it")
    page.get_by_text("Reflectivity of film two").first.wait_for()
    end = timezone.now() + timedelta(days=90)
    go(page, "textbox", "Data open from")
    page.keyboard.type(f"{end:%m%d%Y}")
    press(page, "button", "Save and go on")
    page.get_by_role("heading", name="What you can do").wait_for()
    press(page, "button", "Reserve the DOI")
    page.get_by_text("10.5072/").first.wait_for()
    keep(page, "way-draft")
    press(page, "link", "Publish")
    press(page, "button", "Publish")
    return _leave(page)


def _leave(page: "Page") -> str:
    """Where it is approved; elsewhere nothing asks the portal while the worker is at it."""
    page.locator(".badge", has_text="Approved").wait_for()
    address = page.url
    page.goto("/")
    return address


def _look(page: "Page", address: str, those: Cast) -> None:
    """The public page says when the data open; so do the search's results."""
    page.goto(address)
    keep(page, "way-findable")
    press(page, "link", "Its public page")
    page.wait_for_url("**/records/*")
    expect(page.get_by_text("Open from").first).to_be_visible()
    keep(page, "way-public")
    assert not violations(page)
    page.goto("/search?q=reflectivity&kind=document")
    expect(page.get_by_text("Open from").first).to_be_visible()
    those.private.refresh_from_db()
    assert those.private.is_public()
    assert those.private.availability == "embargoed"


def _new_version(page: "Page", address: str, those: Cast) -> None:
    page.goto(address)
    press(page, "button", "Begin a new version")
    page.wait_for_url("**/edit")
    page.get_by_label("Title").wait_for()
    go(page, "textbox", "Title")
    page.keyboard.press("End")
    page.keyboard.type(", again")
    press(page, "button", "Save and go on")
    press(page, "link", "Publish")
    press(page, "button", "Publish")
    _leave(page)


def _withdraw(page: "Page", tell: Told) -> None:
    """The curator takes the second version back; the concept DOI leads to the first again."""
    second = Publication.objects.get(number=2)
    page.goto(f"/publications/{second.pk}")
    press(page, "link", "Withdraw it")
    write(page, "textbox", "Reason", "The sample was another one")
    keep(page, "way-withdraw")
    assert not violations(page)
    press(page, "button", "Withdraw")
    page.locator(".badge", has_text="Withdrawn").wait_for()
    work(tell)
    page.goto(f"/doi/{second.doi.name}")
    expect(page.get_by_text("The sample was another one")).to_be_visible()
    keep(page, "way-tombstone")
    concept = Doi.objects.get(series=second.series_id)
    page.goto(f"/doi/{concept.name}")
    assert page.url.endswith(".v1")
    assert not Record.objects.get(doi=second.doi.name).is_public()


def _kept(registrar: Server) -> Any:
    return registrar.sandbox.state.page(ACCOUNT, ["10.5072"], "", 100)
