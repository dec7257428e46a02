"""The page of one publication, the lists, the curators' desk, and the links for guests."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.mail.models import OutgoingMail
from portal.normalise.licences import is_spdx
from publishing.publications import drafting, progress, sharing, stepping
from publishing.publications.content import Content, decode
from publishing.publications.forms import choices
from publishing.publications.models import Invitation, Publication
from tests import factories
from tests.publishing.publications.cast import Cast, draft, harvested, payload, published, settle

Browser = Callable[[User | None], Client]


def page_of(client: Client, address: str, status: int = 200, **data: Any) -> str:
    answer = client.get(address, data)
    assert answer.status_code == status
    return answer.content.decode()


def act(client: Client, publication: Publication, name: str, **form: str) -> Any:
    return client.post(f"/publications/{publication.pk}/{name}", form)


def state(publication: Publication) -> str:
    publication.refresh_from_db()
    return publication.state


@pytest.fixture
def direct(those: Cast) -> Cast:
    """The facility lets its authors publish by themselves."""
    those.enrolment.review = False
    those.enrolment.save()
    return those


# Begin


def test_it_begins_with_the_chosen_records(those: Cast, at: Browser) -> None:
    chosen = f"{those.private.pk},{those.public.pk}"
    answer = at(those.owner).post("/publications/start", {"records": chosen})
    made = Publication.objects.get()
    assert answer["Location"] == f"/publications/{made.pk}/edit"
    assert list(made.chosen.values_list("record", flat=True)) == [
        those.private.pk,
        those.public.pk,
    ]


def test_pressing_twice_begins_one(those: Cast, at: Browser) -> None:
    client = at(those.owner)
    for _ in range(2):
        client.post("/publications/start", {"record": those.public.pk})
    assert Publication.objects.count() == 1


def test_who_cannot_publish_is_told_why(those: Cast, at: Browser) -> None:
    records = [those.public.pk, those.private.pk, factories.make_record(factories.document()).pk]
    answer = at(those.stranger).post("/publications/start", {"record": records})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "log in with your ORCID" in page
    assert "only Datasets are published" in page
    assert "film two" not in page
    assert not Publication.objects.exists()


def test_the_facility_is_asked_for_where_there_are_several(those: Cast, at: Browser) -> None:
    source = factories.SourceFactory(facility=factories.FacilityFactory(slug="max"))
    other = harvested(payload("three"), source)
    client, chosen = at(those.owner), {"record": [those.public.pk, other.pk]}
    page = client.post("/publications/start", chosen).content.decode()
    assert 'value="ess"' in page
    assert 'value="max"' in page
    client.post("/publications/start", {**chosen, "facility": "max"})
    assert Publication.objects.get().series.facility.slug == "max"


def test_looking_at_it_begins_nothing(those: Cast, at: Browser) -> None:
    address = f"/publications/start?records={those.private.pk},{those.public.pk}"
    assert "Reflectivity of film two" in page_of(at(those.owner), address)
    assert "Reflectivity of film two" not in page_of(at(those.stranger), address, 403)
    assert not Publication.objects.exists()


def test_what_nobody_may_know_of_is_answered_as_none(those: Cast, at: Browser) -> None:
    client = at(those.stranger)
    for send in (client.get, client.post):
        private, none = (
            send("/publications/start", {"record": number})
            for number in (those.private.pk, 999_999)
        )
        assert private.status_code == none.status_code
        assert private.context["records"] == none.context["records"] == []
        assert private.context["reasons"] == none.context["reasons"] == []


def test_who_is_led_to_log_in_comes_back_to_it(those: Cast, at: Browser) -> None:
    answer = at(None).post("/publications/start", {"record": those.public.pk})
    assert answer.status_code == 302
    assert f"record%3D{those.public.pk}" in answer["Location"]


@pytest.mark.parametrize("records", ["", "x", "-1", "9" * 30, "1" + ",999" * 3])
def test_what_names_no_record_is_no_harm(those: Cast, at: Browser, records: str) -> None:
    assert at(those.stranger).post("/publications/start", {"records": records}).status_code < 500


# Lists


def test_the_list_has_what_is_mine(those: Cast, at: Browser) -> None:
    publication = draft(those)
    assert "Reflectivity of film one" in page_of(at(those.owner), "/publications/mine")
    for other in (those.stranger, those.curator):
        assert "You have begun none yet" in page_of(at(other), "/publications/mine")
    told = at(those.owner).get("/publications/mine.json").json()
    assert [one["id"] for one in told["items"]] == [publication.pk]


def test_the_desk_has_what_waits(those: Cast, at: Browser) -> None:
    publication = draft(those)
    curator = at(those.curator)
    assert "Nothing waits for you" in page_of(curator, "/publications/desk")
    stepping.submit(publication.pk, those.owner)
    page = page_of(curator, "/publications/desk")
    assert "Reflectivity of film one" in page
    assert "submitted by owner" in page
    assert "film one" in page_of(at(those.admin), "/publications/desk", facility="ess")
    assert "film one" not in page_of(at(those.admin), "/publications/desk", facility="max")
    assert "film one" not in page_of(at(those.elsewhere), "/publications/desk")
    told = curator.get("/publications/desk.json").json()
    assert [one["state"] for one in told["items"]] == ["submitted"]


def test_a_desk_is_for_those_who_have_one(those: Cast, at: Browser) -> None:
    assert at(those.owner).get("/publications/desk").status_code == 404
    assert at(None).get("/publications/desk").status_code == 302
    assert at(None).get("/publications/desk.json").status_code == 401


# One publication


def test_the_way_through_review(those: Cast, at: Browser) -> None:
    publication, owner, curator = draft(those), at(those.owner), at(those.curator)
    page = page_of(owner, f"/publications/{publication.pk}")
    assert "Submit for review" in page
    assert "Nothing is missing: submit it" in page
    act(owner, publication, "submit")
    assert state(publication) == "submitted"
    page = page_of(owner, f"/publications/{publication.pk}")
    assert "Take it back" in page
    assert "Approve" not in page
    assert "Take it back" not in page_of(curator, f"/publications/{publication.pk}")
    act(curator, publication, "return", why="Say which sample it was.")
    assert "Say which sample it was." in page_of(owner, f"/publications/{publication.pk}")
    act(owner, publication, "submit")
    act(curator, publication, "approve")
    assert state(publication) == "approved"
    settle()
    assert state(publication) == "findable"
    page = page_of(owner, f"/publications/{publication.pk}")
    assert "Its public page" in page
    assert "It was announced" in page


def test_a_step_is_taken_once(those: Cast, at: Browser) -> None:
    publication, owner = draft(those), at(those.owner)
    act(owner, publication, "submit")
    answer = owner.post(f"/publications/{publication.pk}/submit", follow=True)
    assert answer.status_code == 200
    assert "notice wrong" in answer.content.decode()
    assert publication.steps.filter(what="submit").count() == 1


def test_mistakes_lead_to_the_form(those: Cast, at: Browser) -> None:
    publication = draft(those)
    drafting.save(publication.pk, those.owner, Content(), publication.revision)
    answer = act(at(those.owner), publication, "submit")
    assert answer["Location"] == f"/publications/{publication.pk}/edit"
    assert state(publication) == "draft"


def test_it_is_published_at_a_time_to_come(direct: Cast, at: Browser) -> None:
    publication, owner = draft(direct), at(direct.owner)
    act(owner, publication, "publish", sure="yes", publish_at="2099-01-31T12:00")
    publication.refresh_from_db()
    assert publication.publish_at is not None
    assert publication.publish_at.isoformat() == "2099-01-31T12:00:00+00:00"
    assert "31 January 2099 at 12:00 UTC" in page_of(owner, f"/publications/{publication.pk}")


@pytest.mark.parametrize("when", ["tomorrow", "2027-13-45T99:99", "9999-12-31T00:00", "١"])
def test_a_time_that_is_none_is_said(direct: Cast, at: Browser, when: str) -> None:
    publication = draft(direct)
    answer = act(at(direct.owner), publication, "publish", sure="yes", publish_at=when)
    assert answer.status_code == 302
    assert state(publication) == "draft"


@pytest.mark.parametrize("name", ["publish", "discard", "withdraw"])
def test_what_cannot_be_undone_is_asked_again(direct: Cast, at: Browser, name: str) -> None:
    publication = published(direct) if name == "withdraw" else draft(direct)
    staff, before = at(direct.curator), state(publication)
    asked = act(staff, publication, name, why="A mistake.")
    assert asked.status_code == 200
    assert 'name="sure"' in asked.content.decode()
    assert state(publication) == before
    act(staff, publication, name, why="A mistake.", sure="yes")
    if name == "discard":
        assert not Publication.objects.exists()
    elif name == "publish":
        assert state(publication) == "approved"
    else:
        assert state(publication) == "withdrawn"
        assert "A mistake." in page_of(at(direct.owner), f"/publications/{publication.pk}")


def test_the_doi_is_reserved(those: Cast, at: Browser) -> None:
    publication, owner = draft(those), at(those.owner)
    act(owner, publication, "reserve")
    publication.refresh_from_db()
    page = page_of(owner, f"/publications/{publication.pk}")
    assert publication.doi.name in page
    assert "Reserve the DOI" not in page
    publication.doi.problem = "503: try later"
    publication.doi.save()
    assert "503: try later" in page_of(owner, f"/publications/{publication.pk}")


def test_it_is_made_a_draft_again_until_the_registrar_is_asked(those: Cast, at: Browser) -> None:
    publication, owner = draft(those), at(those.owner)
    stepping.submit(publication.pk, those.owner)
    stepping.approve(publication.pk, those.curator)
    assert "Make it a draft again" in page_of(owner, f"/publications/{publication.pk}")
    progress.advance()
    assert "Make it a draft again" not in page_of(owner, f"/publications/{publication.pk}")
    told = owner.get(f"/publications/{publication.pk}.json").json()
    assert "reopen" not in told["acts"]
    act(owner, publication, "reopen")  # from a page that was open meanwhile
    assert state(publication) == "approved"
    assert "is being registered already" in page_of(owner, f"/publications/{publication.pk}")


def test_a_change_at_the_source_is_flagged(those: Cast, at: Browser) -> None:
    publication = draft(those)
    stepping.submit(publication.pk, those.owner)
    harvested(payload("one", datasetName="Another name"))
    page = page_of(at(those.curator), f"/publications/{publication.pk}")
    assert "tells something else of it since it was frozen" in page


def test_changes_are_proposed_and_compared(direct: Cast, at: Browser) -> None:
    publication = published(direct)
    direct.enrolment.review = True
    direct.enrolment.save()
    content = decode(publication.content)
    better = Content(**{**_fields(content), "title": "A better title"})
    drafting.save(publication.pk, direct.owner, better, publication.revision)
    owner, curator = at(direct.owner), at(direct.curator)
    page = page_of(owner, f"/publications/{publication.pk}")
    assert re.search(r"<ins>.*A better title.*</ins>", page)
    assert "Publish the changes" not in page
    act(owner, publication, "propose")
    assert "A better title" not in page_of(owner, publication.record.get_absolute_url())  # type: ignore[union-attr]
    told = curator.get("/publications/desk.json", {"what": "changes"}).json()
    assert [one["id"] for one in told["items"]] == [publication.pk]
    act(curator, publication, "apply")
    settle()
    assert "A better title" in page_of(owner, publication.record.get_absolute_url())  # type: ignore[union-attr]


def test_a_new_version_is_compared_with_the_one_before(direct: Cast, at: Browser) -> None:
    publication, owner = published(direct), at(direct.owner)
    answer = act(owner, publication, "version")
    second = Publication.objects.get(number=2)
    assert answer["Location"] == f"/publications/{second.pk}/edit"
    drafting.choose(second.pk, direct.owner, direct.private)
    page = page_of(owner, f"/publications/{second.pk}")
    assert "What differs from version 1" in page
    assert re.search(r"<ins>.*film two.*</ins>", page)


def _fields(content: Content) -> dict[str, Any]:
    return {name: getattr(content, name) for name in content.__struct_fields__}


def test_it_answers_in_json(those: Cast, at: Browser) -> None:
    publication = draft(those, those.public, those.private)
    answer = at(those.owner).get(f"/publications/{publication.pk}.json")
    told = answer.json()
    assert told["state"] == "draft"
    assert told["content"]["title"] == "Reflectivity of film one"
    assert [one["title"] for one in told["datasets"]][1] == "Reflectivity of film two"
    assert "submit" in told["acts"]
    assert "no-store" in answer["Cache-Control"]


# Who else


def test_an_invitation_is_accepted_once(those: Cast, at: Browser) -> None:
    publication = draft(those)
    act(at(those.owner), publication, "invite", email="co@example.org")
    letter = OutgoingMail.objects.get(to="co@example.org")
    found = re.search(r"/publications/invitations/\S+", letter.text)
    assert found
    coauthor = at(those.coauthor)
    assert "Become a co-author" in page_of(coauthor, found[0])
    assert coauthor.get(f"/publications/{publication.pk}").status_code == 404
    coauthor.post(found[0])
    assert coauthor.get(f"/publications/{publication.pk}/edit").status_code == 200
    assert at(those.stranger).post(found[0]).status_code == 404
    assert Invitation.objects.get().used_at is not None
    author = publication.authors.get(user=those.coauthor)
    left = coauthor.post(f"/publications/{publication.pk}/authors/{author.pk}/remove")
    assert left["Location"] == "/publications/mine"
    assert coauthor.get(f"/publications/{publication.pk}").status_code == 404


def test_an_invitation_is_taken_back(those: Cast, at: Browser) -> None:
    publication, owner = draft(those), at(those.owner)
    act(owner, publication, "invite", email="wrong@example.org")
    found = re.search(r"/publications/invitations/\S+", OutgoingMail.objects.get().text)
    assert found
    one = publication.invitations.get()
    assert "wrong@example.org" in page_of(owner, f"/publications/{publication.pk}")
    owner.post(f"/publications/{publication.pk}/invitations/{one.pk}/cancel")
    assert "wrong@example.org" not in page_of(owner, f"/publications/{publication.pk}")
    assert at(those.stranger).post(found[0]).status_code == 404


@pytest.mark.parametrize("email", ["", "x", "a@b\nBcc: c@example.org"])
def test_what_is_no_address_is_said(those: Cast, at: Browser, email: str) -> None:
    publication = draft(those)
    act(at(those.owner), publication, "invite", email=email)
    assert not Invitation.objects.exists()


def test_a_link_for_reviewers_is_shown_once(those: Cast, at: Browser) -> None:
    publication, owner = draft(those, those.public, those.private), at(those.owner)
    act(owner, publication, "share")
    page = page_of(owner, f"/publications/{publication.pk}")
    found = re.search(r"/review/[\w-]+", page)
    assert found
    assert found[0] not in page_of(owner, f"/publications/{publication.pk}")
    answer = at(None).get(found[0])
    seen = answer.content.decode()
    assert "For reviewers only" in seen
    assert "Reflectivity of film two" in seen
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer
    assert ">owner<" not in seen
    link = publication.review_links.get()
    desk = page_of(at(those.curator), f"/publications/{publication.pk}")
    assert "made by <bdi>owner</bdi>" in desk
    owner.post(f"/publications/{publication.pk}/share/{link.pk}/revoke")
    gone = at(None).get(found[0])
    assert gone.status_code == 404
    assert "revoked" in gone.content.decode()


@pytest.mark.parametrize("token", ["x", "%00", "x" * 5000])
def test_a_token_of_no_link_leads_nowhere(those: Cast, at: Browser, token: str) -> None:
    assert at(None).get(f"/review/{token}").status_code == 404
    assert at(those.owner).get(f"/publications/invitations/{token}").status_code == 404


def test_others_learn_nothing(those: Cast, at: Browser) -> None:
    """Neither that it is there, nor anything by its links, authors and steps."""
    publication = draft(those)
    sharing.share(publication.pk, those.owner)
    link, author = publication.review_links.get().pk, publication.authors.get().pk
    one = f"/publications/{publication.pk}"
    pages = [one, f"{one}.json", f"{one}/edit", f"{one}/preview", f"{one}/discard"]
    posts = ["edit", "submit", "discard", "share", "invite", f"share/{link}/revoke"]
    posts += [f"authors/{author}/remove"]
    for user in (those.stranger, those.elsewhere):
        client = at(user)
        assert {client.get(page).status_code for page in pages} == {404}
        assert {client.post(f"{one}/{what}").status_code for what in posts} == {404}
    nobody = at(None)
    assert {nobody.get(page).status_code for page in pages} == {302, 401}
    assert {nobody.post(f"{one}/{what}").status_code for what in posts} == {302}
    assert publication.review_links.get().revoked_at is None
    assert state(publication) == "draft"


def test_another_publications_links_are_not_revoked_through_ones_own(
    those: Cast, at: Browser
) -> None:
    mine, other = draft(those), draft(those, those.private)
    sharing.share(other.pk, those.owner)
    link = other.review_links.get()
    answer = at(those.owner).post(f"/publications/{mine.pk}/share/{link.pk}/revoke")
    assert answer.status_code == 404


def test_signs_that_no_database_keeps_are_left_out(those: Cast, at: Browser) -> None:
    publication = draft(those)
    stepping.submit(publication.pk, those.owner)
    act(at(those.curator), publication, "return", why="One\x00two\r\nthree ")
    publication.refresh_from_db()
    assert publication.reason == "One two\nthree"


def test_a_number_that_is_too_large_is_none(those: Cast, at: Browser) -> None:
    large, owner = 10**30, at(those.owner)
    one = f"/publications/{draft(those).pk}"
    for address in (f"/publications/{large}", f"{one}/share/{large}/revoke"):
        assert owner.get(address).status_code in (404, 405)
        assert owner.post(address).status_code in (404, 405)


def test_forms_want_their_token(those: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(those.owner)
    assert act(client, draft(those), "submit").status_code == 403


def test_the_licences_that_are_offered_are_known() -> None:
    assert all(is_spdx(one) for one in choices.LICENCES)


def test_pages_ask_the_database_as_often_however_many_datasets(those: Cast, at: Browser) -> None:
    few, many = (
        draft(those, *(harvested(payload(f"{count}-{number}")) for number in range(count)))
        for count in (2, 20)
    )
    client = at(those.owner)
    for what in ("", "/edit", "/preview"):
        asked = []
        for one in (few, many):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/publications/{one.pk}{what}").status_code == 200
            asked.append(len(queries))
        assert asked[0] >= asked[1], what


def test_it_says_what_the_registrar_is_asked(direct: Cast, at: Browser) -> None:
    publication, mine = draft(direct), at(direct.owner)
    address = f"/publications/{publication.pk}"
    act(mine, publication, "reserve")
    assert "The registrar is asked to reserve it." in page_of(mine, address)
    settle()
    assert "It is reserved." in page_of(mine, address)
    act(mine, publication, "publish", sure="yes", publish_at="2090-01-01T10:00")
    later = page_of(mine, address)
    assert "1 January 2090, 10:00 UTC" in later
    assert "data-moves" not in later
    act(mine, publication, "reopen")
    act(mine, publication, "publish", sure="yes")
    assert 'data-moves="approved"' in page_of(mine, address)
    settle()
    assert "data-moves" not in page_of(mine, address)
    act(at(direct.curator), publication, "withdraw", why="A mistake", sure="yes")
    assert "asked to take it out of its index" in page_of(mine, address)
    settle()
    assert "It is registered, and leads to" in page_of(mine, address)


def test_the_account_leads_curators_to_their_desk(those: Cast, at: Browser) -> None:
    for user, there in ((those.owner, False), (those.curator, True), (those.admin, True)):
        for address in ("/account", "/publications/mine"):
            assert ('href="/publications/desk"' in page_of(at(user), address)) == there
