"""The queue of DOIs: accessible, fits, and its button works by keyboard alone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from publishing.doi.models import Attempt, Doi
from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_every_page import keep, violations
from tests.publishing.people import enrolled, person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NOW = datetime.now(UTC)
WRONG = "the registrar refuses it (422: creators: Name at least one creator.; " + "x" * 200 + ")"


@pytest.fixture
def queue(chromium: "Browser", live_server: Any, transactional_db: None) -> Iterator[Site]:
    facility = enrolled("ess", person("cora")).facility
    for number in range(3):
        made = Doi.objects.create(
            name=f"10.5072/ess.{number}" + "long" * 30 * number,
            registrar="sandbox",
            facility=facility,
            wanted="registered",
            seen="registered" if number == 2 else "",
            seen_at=NOW,
            tries=3 * number,
            problem=WRONG if number == 1 else "",
            next_at=None if number == 2 else NOW + timedelta(hours=number),
            created_at=NOW,
            changed_at=NOW,
        )
        for _ in range(number):
            Attempt.objects.create(
                doi=made,
                at=NOW,
                request=f"PUT {made.name} register",
                status=422,
                answer=WRONG,
                succeeded=False,
            )
    site = Site(live_server.url, chromium, {})
    yield site
    assert not site.problems


def log_in(page: "Page", site: Site) -> None:
    from django.contrib.auth.models import User

    client = Client()
    client.force_login(User.objects.get())
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site.url}])


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_is_accessible_and_fits(queue: Site, size: tuple[int, int]) -> None:
    found = {}
    one = Doi.objects.get(tries=3).pk
    with queue.open("/account/login", size, reduced_motion="reduce") as page:
        log_in(page, queue)
        for address in ("", "?show=done", f"/{one}"):
            page.goto(f"/publishing/queue{address}")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                keep(page, f"queue{address.strip('/?')}-{size[0]}-{scheme}")
                if wrong := violations(page):
                    found[address, scheme] = wrong
            main = "document.querySelector('main')"
            assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
    assert not found


def test_a_retry_by_keyboard(queue: Site) -> None:
    with queue.open("/account/login", java_script_enabled=False) as page:
        log_in(page, queue)
        page.goto("/publishing/queue")
        page.get_by_role("button", name="Try now").first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("status").get_by_text("will be tried in a moment").wait_for()
    assert Doi.objects.get(tries=3).next_at <= datetime.now(UTC)  # type: ignore[operator]
