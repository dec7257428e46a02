"""From a search to an alert and out again, as a person goes."""

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from portal.catalogue import ticks
from portal.mail.sending import send
from search.saved.alerts import alert
from search.saved.models import SavedSearch
from search.saved.tokens import unsubscribe_link
from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_every_page import keep, violations
from tests.factories import dataset, make_record
from tests.indexed import Told

if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD = "a beam of 12.4 keV"
EMAIL = "ana@example.org"


@pytest.fixture
def postbox(settings: Any, site: Site, tmp_path: Path) -> Path:
    """The folder that mail is written to, as without any settings."""
    cache.clear()
    settings.SITE_URL = site.url
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


def last_link(postbox: Path, wanted: str) -> str:
    """The link in the last message that has ``wanted`` in it."""
    send()
    newest = max(postbox.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    text = re.sub(r"=\r?\n", "", newest.read_text()).replace("=3D", "=")
    found = re.findall(rf"https?://\S+{wanted}\S*", text)
    assert found, text
    return str(found[0]).strip("<>,")


def sign_up(page: "Page", postbox: Path) -> None:
    """From the log-in page that one was led to, to where one wanted to go."""
    page.get_by_role("link", name="Sign up").click()
    page.get_by_role("heading", name="Sign up", exact=True).wait_for()
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()
    page.goto(last_link(postbox, "/account/confirm/"))
    page.get_by_role("button", name="Yes, confirm it").click()


def a_day_passes() -> None:
    """For the saved search, and for the records that came since it was saved."""
    search = SavedSearch.objects.get()
    day = timedelta(days=1)
    search.told_until, search.next_at = search.told_until - day, timezone.now()
    search.save()
    ticks.tick()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_from_a_search_to_its_alerts_and_out_again(
    site: Site, indexed: Told, postbox: Path, size: tuple[int, int]
) -> None:
    """Without JavaScript."""
    with site.open("/search?q=lysozyme", size, java_script_enabled=False) as page:
        page.get_by_role("link", name="Save this search").click()
        sign_up(page, postbox)
        name = page.get_by_label("Name")
        expect(name).to_have_value("All records with “lysozyme”")
        keep(page, f"save-{size[0]}")
        expect(page.get_by_role("status").get_by_role("listitem")).to_have_count(1)
        name.fill("Lysozyme")
        page.get_by_label("Tell me by e-mail what is new").select_option("daily")
        page.get_by_role("button", name="Save it").click()
        expect(page.get_by_role("heading", name="Your searches")).to_be_visible()
        keep(page, f"saved-{size[0]}")
        page.get_by_role("link", name="Lysozyme", exact=True).click()
        expect(page).to_have_url(f"{site.url}/search?q=lysozyme")
        new = make_record(
            dataset(pid="new", title="Lysozyme, quite new"), now=timezone.now() - timedelta(hours=1)
        )
        indexed()
        a_day_passes()
        assert alert() == 1
        page.goto(last_link(postbox, new.get_absolute_url()))
        expect(page.get_by_role("heading", name="Lysozyme, quite new")).to_be_visible()
        page.goto(last_link(postbox, "/unsubscribe/"))
        keep(page, f"unsubscribe-{size[0]}")
        page.get_by_role("button", name="No more e-mail").click()
        page.get_by_text("It stays among").wait_for()
        page.goto("/account/searches")
        expect(page.get_by_text("No e-mail", exact=True)).to_be_visible()
        page.get_by_role("button", name="Delete").click()
        expect(page.get_by_text("You have saved none yet.")).to_be_visible()
        page.goto("/account/delete")
        page.get_by_label("Delete my account").check()
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Delete it").click()
        expect(page.get_by_role("heading", name="Your account is deleted")).to_be_visible()


def test_the_pages_of_an_account_are_accessible(site: Site, postbox: Path) -> None:
    found = {}
    with site.open("/account/searches/new?q=lysozyme", PHONE) as page:
        sign_up(page, postbox)
        page.get_by_label("Tell me by e-mail what is new").select_option("weekly")
        page.get_by_role("button", name="Save it").click()
        page.get_by_role("heading", name="Your searches").wait_for()
        saved = SavedSearch.objects.get()
        SavedSearch.objects.update(name="A name " * 20 + "x" * 50)
        for address in (
            "/account",
            "/account/searches",
            f"/account/searches/{saved.pk}",
            "/account/email",
            "/account/password",
            "/account/delete",
            "/account/logout",
            "/account/searches/unsubscribe/" + last_token(saved),
        ):
            page.goto(address)
            root = "document.documentElement"
            over = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
            keep(page, "account" + address.replace("/", "-")[:40])
            if wrong := violations(page) + ([f"{over} px too wide"] if over > 0 else []):
                found[address] = wrong
    assert not found


def last_token(search: SavedSearch) -> str:
    return unsubscribe_link(search.pk).rpartition("/")[2]
