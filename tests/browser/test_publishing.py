"""Writing a publication as people do: by keyboard alone, on a phone, without scripts."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from publishing.publications import drafting, sharing, stepping
from publishing.publications.content import Content, Creator, Related, decode
from publishing.publications.models import Publication
from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_every_page import keep, violations
from tests.publishing.publications.cast import Cast, cast, draft

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def desk(chromium: "Browser", live_server: Any, settings: Any) -> Iterator[Site]:
    """The portal without a search; fails the test for anything a page complained of."""
    settings.SITE_URL = live_server.url
    made = Site(live_server.url, chromium, {})
    yield made
    assert not made.problems


@pytest.fixture
def those(desk: Site) -> Cast:
    return cast(review=True)


def visit(
    desk: Site, user: User, address: str, size: tuple[int, int] = DESKTOP, **options: Any
) -> "AbstractContextManager[Page]":
    """The page as this person sees it."""
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": desk.url}
    state = {"cookies": [{**cookie, "domain": "localhost", "path": "/"}], "origins": []}
    state["cookies"][0].pop("url")
    return desk.open(address, size, storage_state=state, reduced_motion="reduce", **options)


def kept(publication: Publication) -> Content:
    publication.refresh_from_db()
    return decode(publication.content)


def _addresses(those: Cast) -> dict[str, tuple[User, str]]:
    """Every page of these rooms, with something on it."""
    publication = draft(those, those.public, those.private)
    content = kept(publication)
    people = (*content.creators, Creator(family_name="", given_name="Ana", orcid="12"))
    wrong = Content(
        title=content.title,
        creators=people,
        subjects=content.subjects,
        related=(Related(identifier="10.1107/s1600577513026192"),),
    )
    drafting.save(publication.pk, those.owner, wrong, publication.revision)
    sharing.invite(publication.pk, those.owner, "ana@example.org")
    token = sharing.share(publication.pk, those.owner)
    waiting = draft(those, those.private)
    stepping.submit(waiting.pk, those.owner)
    returned = draft(those, those.public)
    stepping.submit(returned.pk, those.owner)
    stepping.send_back(returned.pk, those.curator, "Please say which sample it was.")
    one = f"/publications/{publication.pk}"
    return {
        "mine": (those.owner, "/publications/mine"),
        "none": (those.stranger, "/publications/mine"),
        "start": (those.owner, f"/publications/start?record={those.public.pk}"),
        "cannot": (those.stranger, f"/publications/start?record={those.public.pk}"),
        "edit": (those.owner, f"{one}/edit"),
        "publication": (those.owner, one),
        "preview": (those.owner, f"{one}/preview"),
        "review": (those.stranger, f"/review/{token}"),
        "returned": (those.owner, f"/publications/{returned.pk}"),
        "waiting": (those.curator, f"/publications/{waiting.pk}"),
        "return": (those.curator, f"/publications/{waiting.pk}/return"),
        "discard": (those.owner, f"{one}/discard"),
        "desk": (those.curator, "/publications/desk"),
        "nothing waits": (those.elsewhere, "/publications/desk"),
    }


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_is_accessible_and_fits(desk: Site, those: Cast, size: tuple[int, int]) -> None:
    wrong = {}
    for name, (user, address) in _addresses(those).items():
        with visit(desk, user, address, size) as page:
            page.wait_for_load_state("networkidle")
            page.emulate_media(color_scheme="light" if size == PHONE else "dark")
            keep(page, f"publishing-{name}-{size[0]}")
            if found := violations(page):
                wrong[name, "axe"] = found
            root = "document.documentElement"
            if over := page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"):
                wrong[name, "over"] = over
    assert not wrong
