"""Nobody submits, approves or publishes what they haven't seen."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from msgspec.structs import replace

from publishing.publications import drafting, stepping
from publishing.publications.content import decode
from publishing.publications.forms import fields
from publishing.publications.models import Publication
from publishing.publications.pages.common import written
from publishing.publications.problems import Stale
from tests.publishing.publications.cast import Cast, draft, published

Browser = Callable[[User | None], Client]
State = Publication.State


def retitled(publication: Publication, user: User, title: str) -> Publication:
    publication.refresh_from_db()
    content = replace(decode(publication.pending or publication.content), title=title)
    return drafting.save(publication.pk, user, content, publication.revision)


def waiting(those: Cast) -> Publication:
    """A submitted one, which curators may still correct."""
    return stepping.submit(draft(those).pk, those.owner)


def revision_on(page: str) -> str:
    found = re.search(r'name="revision" value="(\d+)"|\?revision=(\d+)', page)
    assert found is not None
    return found[1] or found[2]


def test_approving_takes_what_was_seen(those: Cast, at: Browser) -> None:
    publication, curator = waiting(those), at(those.curator)
    address = f"/publications/{publication.pk}"
    seen = revision_on(curator.get(address).content.decode())
    asked = curator.get(f"{address}/approve", {"revision": seen}).content.decode()
    retitled(publication, those.admin, "Corrected meanwhile")
    form = {"sure": "yes", "revision": revision_on(asked)}
    answer = curator.post(f"{address}/approve", form)
    page = answer.content.decode()
    publication.refresh_from_db()
    assert (answer.status_code, publication.state) == (409, State.SUBMITTED)
    assert "changed after you opened its page" in page
    assert "Corrected meanwhile" in page
    curator.post(f"{address}/approve", {"sure": "yes", "revision": revision_on(page)})
    publication.refresh_from_db()
    assert publication.state == State.APPROVED


def test_applying_takes_what_was_seen(those: Cast, at: Browser) -> None:
    those.enrolment.review = False
    those.enrolment.save()
    publication, curator = published(those), at(those.curator)
    seen = retitled(publication, those.owner, "As the curator saw it").revision
    retitled(publication, those.owner, "As it is now")
    address = f"/publications/{publication.pk}/apply"
    assert curator.post(address, {"revision": str(seen)}).status_code == 409
    publication.refresh_from_db()
    assert publication.title == "Reflectivity of film one"
    curator.post(address, {"revision": str(seen + 1)})
    publication.refresh_from_db()
    assert publication.title == "As it is now"


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 5000])
def test_a_strange_revision_is_none(those: Cast, at: Browser, revision: str) -> None:
    publication = draft(those)
    address = f"/publications/{publication.pk}/submit"
    assert at(those.owner).post(address, {"revision": revision}).status_code == 409
    publication.refresh_from_db()
    assert publication.state == State.DRAFT


def test_other_datasets_are_another_revision(those: Cast) -> None:
    publication = draft(those)
    before = publication.revision
    chosen = drafting.choose(publication.pk, those.owner, those.private)
    first = publication.chosen.exclude(pk=chosen.pk).get()
    for change in (
        lambda: drafting.order(publication.pk, those.owner, [chosen.pk, first.pk]),
        lambda: drafting.drop(publication.pk, those.owner, chosen.pk),
    ):
        change()
        change()  # twice is once
    publication.refresh_from_db()
    assert publication.revision == before + 3
    with pytest.raises(Stale):
        stepping.submit(publication.pk, those.owner, before)


def test_the_script_learns_the_revision_of_an_order(those: Cast, at: Browser) -> None:
    publication, client = draft(those, those.public, those.private), at(those.owner)
    address = f"/publications/{publication.pk}/edit"
    turned = " ".join(str(one.pk) for one in publication.chosen.order_by("-position"))
    form = {**fields(written(publication)), "revision": str(publication.revision)}
    form |= {"do": "dataset order", "order": turned}
    told = client.post(address, form, headers={"Accept": "application/json"}).json()
    publication.refresh_from_db()
    assert told["revision"] == publication.revision
    form |= {"do": "auto", "title": "Written on", "revision": str(told["revision"])}
    assert client.post(address, form, headers={"Accept": "application/json"}).status_code == 200
    publication.refresh_from_db()
    assert publication.title == "Written on"


def test_adding_a_dataset_leaves_the_form_with_its_revision(those: Cast, at: Browser) -> None:
    publication, client = draft(those), at(those.owner)
    address = f"/publications/{publication.pk}/edit"
    form = {**fields(written(publication)), "revision": str(publication.revision)}
    form |= {"do": "dataset add", "dataset": those.private.pid}
    page = client.post(address, form, follow=True).content.decode()
    form |= {"do": "save", "title": "Written on", "revision": revision_on(page)}
    assert client.post(address, form).status_code == 302
    publication.refresh_from_db()
    assert (publication.title, publication.chosen.count()) == ("Written on", 2)
