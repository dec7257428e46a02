"""Writing a publication as people do: by keyboard alone, on a phone, without scripts."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import expect

from portal.mail.models import OutgoingMail
from publishing.publications import drafting, sharing, stepping
from publishing.publications.content import Content, Creator, Related, decode
from publishing.publications.models import Publication
from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_every_page import keep, violations
from tests.publishing.publications.cast import Cast, cast, draft, published

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
    """One page of each kind, with something on it."""
    those.enrolment.review = False
    those.enrolment.save()
    public = published(those)
    drafting.save(public.pk, those.owner, Content(title="A better title"), public.revision)
    those.enrolment.review = True
    those.enrolment.save()
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
    one = f"/publications/{publication.pk}"
    return {
        "mine": (those.owner, "/publications/mine"),
        "cannot": (those.stranger, f"/publications/start?record={those.public.pk}"),
        "edit": (those.owner, f"{one}/edit"),
        "publication": (those.owner, one),
        "review": (those.stranger, f"/review/{token}"),
        "waiting": (those.curator, f"/publications/{waiting.pk}"),
        "return": (those.curator, f"/publications/{waiting.pk}/return"),
        "public": (those.curator, f"/publications/{public.pk}"),
        "desk": (those.curator, "/publications/desk"),
    }


WIDE = ("edit", "publication", "public", "desk")  # what is laid out otherwise on a desktop


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_is_accessible_and_fits(desk: Site, those: Cast, size: tuple[int, int]) -> None:
    wrong = {}
    for name, (user, address) in _addresses(those).items():
        if size == DESKTOP and name not in WIDE:
            continue
        with visit(desk, user, address, size) as page:
            page.emulate_media(color_scheme="light" if size == PHONE else "dark")
            keep(page, f"publishing-{name}-{size[0]}")
            if found := violations(page):
                wrong[name, "axe"] = found
            root = "document.documentElement"
            if over := page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"):
                wrong[name, "over"] = over
    assert not wrong


@contextmanager
def _saved(page: "Page") -> Iterator[None]:
    """What is done within is saved by a script; the database isn't asked while it is written."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        yield
    answer.value.finished()


def test_it_is_written_by_keyboard_alone(desk: Site, those: Cast) -> None:
    """Typed, saved, put in order, looked at and submitted, without a mouse."""
    publication = draft(those)
    with visit(desk, those.owner, f"/publications/{publication.pk}/edit") as page:
        preview = page.frame_locator(".editor-preview iframe")
        preview.get_by_role("heading", name="Reflectivity of film one", level=1).wait_for()
        page.get_by_label("Title").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("Films on silicon")
        preview.get_by_role("heading", name="Films on silicon", level=1).wait_for()
        assert kept(publication).title == "Films on silicon"

        page.get_by_role("button", name="Add a creator").focus()
        page.keyboard.press("Enter")
        page.keyboard.type("Gonzalez")
        page.keyboard.press("Tab")
        page.keyboard.type("Ana")
        page.get_by_role("button", name="Move creator up").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Creator Gonzalez is number 1 of 2").wait_for(state="attached")
        preview.get_by_text("Ana Gonzalez, Josiah Carberry").wait_for()
        assert [one.family_name for one in kept(publication).creators] == ["Gonzalez", "Carberry"]

        page.get_by_label("ORCID, or an organisation’s ROR of creator 1").focus()
        page.keyboard.type("0000-0002-1825-0098")
        page.get_by_text("This isn't an ORCID iD").first.wait_for()
        expect(page.locator("[aria-invalid=true]")).to_have_count(1)
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.get_by_text("Nothing is missing.").wait_for()

        page.get_by_role("button", name="Save and go on").focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Submit for review").focus()
        page.keyboard.press("Enter")
        page.get_by_text("It is submitted").wait_for()
    publication.refresh_from_db()
    assert publication.state == Publication.State.SUBMITTED


def test_entries_are_removed_and_dragged(desk: Site, those: Cast) -> None:
    publication = draft(those, those.public, those.private)
    people = tuple(Creator(family_name=name, given_name="A.") for name in ("One", "Two", "Three"))
    content = Content(title="T", abstract="A", creators=people)
    drafting.save(publication.pk, those.owner, content, publication.revision)
    with visit(desk, those.owner, f"/publications/{publication.pk}/edit") as page:
        with _saved(page):
            page.get_by_role("button", name="Remove creator Two").click()
        expect(page.locator(".entry.creators")).to_have_count(2)
        handles = page.locator("#datasets .handle")
        handles.first.scroll_into_view_if_needed()
        first, last = handles.first.bounding_box(), handles.last.bounding_box()
        assert first
        assert last
        with _saved(page):
            page.mouse.move(first["x"] + 5, first["y"] + 5)
            page.mouse.down()
            page.mouse.move(last["x"] + 5, last["y"] + 15, steps=5)
            page.mouse.up()
        chosen = publication.chosen.values_list("record_id", flat=True)
        assert list(chosen) == [those.private.pk, those.public.pk]
    assert [one.family_name for one in kept(publication).creators] == ["One", "Three"]


def test_an_invitation_is_accepted(desk: Site, those: Cast) -> None:
    """By a browser, which says where the form was sent from only if the page lets it."""
    publication = draft(those)
    sharing.invite(publication.pk, those.owner, "co@example.org")
    found = re.search(r"/publications/invitations/\S+", OutgoingMail.objects.get().text)
    assert found
    with visit(desk, those.coauthor, found[0], PHONE) as page:
        keep(page, "publishing-invitation")
        page.get_by_role("button", name="Become a co-author").click()
        expect(page.get_by_text("You are a co-author now.")).to_be_visible()
        assert not violations(page)


def test_two_who_write_at_once_lose_nothing(desk: Site, those: Cast) -> None:
    publication = draft(those)
    with visit(desk, those.owner, f"/publications/{publication.pk}/edit") as page:
        theirs = Content(title="Theirs")
        drafting.save(publication.pk, those.curator, theirs, publication.revision)
        page.get_by_label("Title").fill("Mine")
        page.get_by_text("Somebody else saved this publication").wait_for()
        expect(page.locator("#conflict del", has_text="Theirs")).to_be_visible()
        expect(page.get_by_label("Title")).to_have_value("Mine")
        assert kept(publication).title == "Theirs"
        assert not violations(page)
        with _saved(page):
            page.get_by_role("button", name="Keep what is in the form").click()
        assert kept(publication).title == "Mine"
        expect(page.locator("#conflict")).to_be_hidden()


def test_who_is_logged_out_meanwhile_goes_on_later(desk: Site, those: Cast) -> None:
    publication = draft(those)
    with visit(desk, those.owner, f"/publications/{publication.pk}/edit") as page:
        cookies = page.context.cookies()
        page.context.clear_cookies(name="sessionid")
        page.get_by_label("Title").fill("Written without a login")
        page.get_by_text("You are logged out.").wait_for()
        expect(page.get_by_role("link", name="Log in")).to_be_visible()
        with page.expect_response(lambda answer: answer.status == 401):
            page.get_by_role("button", name="Save and go on").click()
        page.get_by_text("You are logged out.").wait_for()
        expect(page.get_by_label("Title")).to_have_value("Written without a login")
        page.context.add_cookies(cookies)  # type: ignore[arg-type]
        with _saved(page):
            page.evaluate("dispatchEvent(new Event('focus'))")
        assert kept(publication).title == "Written without a login"


def _press(page: "Page", name: str) -> None:
    """Send the form by this button: all of it, not what has come of the page so far."""
    page.wait_for_load_state()
    page.get_by_role("button", name=name).click()


def test_it_is_written_without_scripts(desk: Site, those: Cast) -> None:
    publication = draft(those)
    address = f"/publications/{publication.pk}/edit"
    with visit(desk, those.owner, address, PHONE, java_script_enabled=False) as page:
        page.get_by_label("Title").fill("By hand")
        _press(page, "Add a creator")
        page.get_by_label("Family name or organisation of creator 2").fill("Gonzalez")
        _press(page, "Add a subject")
        subjects = page.get_by_label("Keyword or technique")
        expect(subjects).to_have_count(3)
        subjects.last.fill("SAXS")
        page.locator(".bar").get_by_role("button", name="Save", exact=True).click()
        _press(page, "Move creator Gonzalez up")
        _press(page, "Remove subject film")
        page.get_by_label("Add a Dataset").fill(those.private.pid)
        _press(page, "Add it")
        page.get_by_role("link", name="See the preview").click()
        expect(page.get_by_role("heading", name="By hand", level=1)).to_be_visible()
        expect(page.get_by_role("heading", name="Reflectivity of film two")).to_be_visible()
        page.get_by_role("link", name="Edit it").click()
        page.get_by_role("button", name="Save and go on").click()
        page.get_by_role("button", name="Submit for review").click()
        expect(page.get_by_text("It is submitted")).to_be_visible()
    content = kept(publication)
    assert [one.family_name for one in content.creators] == ["Gonzalez", "Carberry"]
    assert [bool(one.panet) for one in content.subjects] == [True, True]


def test_a_phone_shows_the_preview_behind_a_tab(desk: Site, those: Cast) -> None:
    publication = draft(those)
    with visit(desk, those.owner, f"/publications/{publication.pk}/edit", PHONE) as page:
        with _saved(page):
            page.get_by_label("Title").fill("On a phone")
        assert kept(publication).title == "On a phone"
        page.get_by_role("tab", name="Form").focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_label("Title")).to_be_hidden()
        frame = page.frame_locator(".editor-preview iframe")
        frame.get_by_role("heading", name="On a phone", level=1).wait_for()
        keep(page, "publishing-preview-tab-phone")
        assert not violations(page)
