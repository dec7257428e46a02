"""A concept DOI leads to the newest version."""

import msgspec
import pytest
from django.test import Client

from publishing.publications import drafting, stepping
from publishing.publications.content import Contributor, decode
from tests.publishing.publications import cast as making

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client()


def test_it_leads_to_the_newest_public_version(client: Client) -> None:
    cast = making.cast()
    first = making.published(cast)
    concept = first.series.doi.name
    second = stepping.new_version(first.pk, cast.owner)
    answer = client.get(f"/doi/{concept}")
    assert (answer.status_code, answer["Location"].split("/doi/")[1]) == (302, first.doi.name)
    stepping.publish(second.pk, cast.owner)
    making.settle()
    second.refresh_from_db()
    answer = client.get(f"/doi/{concept.upper()}")
    assert answer["Location"].endswith(second.doi.name)
    stepping.withdraw(second.pk, cast.curator, "A mistake")
    assert client.get(f"/doi/{concept}")["Location"].endswith(first.doi.name)
    stepping.withdraw(first.pk, cast.curator, "Another one")
    answer = client.get(f"/doi/{concept}", follow=True)
    assert answer.status_code == 410
    assert "A mistake" in answer.content.decode()


def test_it_leads_there_in_the_form_that_was_asked_for(client: Client) -> None:
    doi = making.published(making.cast()).series.doi.name
    told = client.get(f"/doi/{doi}.json", follow=True).json()
    assert told["doi"] == f"{doi}.v1"
    asked = client.get(f"/doi/{doi}", {"format": "bibtex", "q": "ä&b"})
    assert asked["Location"].endswith(f"/doi/{doi}.v1?format=bibtex&q=%C3%A4%26b")
    answer = client.get(f"/doi/{doi}?format=bibtex", follow=True)
    assert answer["Content-Type"].startswith("application/x-bibtex")
    assert client.get(f"/doi/{doi}.json.json").status_code == 404


def test_nothing_is_told_of_what_is_not_public_yet(client: Client) -> None:
    cast = making.cast()
    publication = making.draft(cast)
    stepping.reserve(publication.pk, cast.owner)
    publication.refresh_from_db()
    for doi in (publication.series.doi, publication.doi):
        assert client.get(f"/doi/{doi.name}").status_code == 404


def test_every_version_leads_to_the_others(client: Client) -> None:
    cast = making.cast()
    first = making.published(cast)
    second = stepping.new_version(first.pk, cast.owner)
    stepping.publish(second.pk, cast.owner)
    making.settle()
    second.refresh_from_db()
    concept, older, newer = (one.doi.name for one in (first.series, first, second))
    text = client.get(f"/doi/{older}").content.decode()
    aside = text.partition('<section class="versions"')[2].partition("</section>")[0]
    assert f'/doi/{newer}">Version 2</a>' in aside
    assert ">Version 1</strong>" in aside
    assert f'/doi/{concept}">{concept}</a>' in aside
    assert "is version of" not in text
    assert "<span>Version 1</span>" in text
    listed = client.get("/publications").content.decode()
    assert "Version 1, not the newest" in listed
    assert "Version 2<" in listed
    told = client.get(f"/doi/{newer}.json").json()["versions"]
    assert told["doi"] == concept
    assert [(one["number"], one["doi"], one["this"]) for one in told["items"]] == [
        (2, newer, True),
        (1, older, False),
    ]
    stepping.withdraw(first.pk, cast.curator, "A mistake")
    gone = client.get(f"/doi/{older}").content.decode()
    assert f'/doi/{newer}">Version 2</a>' in gone
    there = client.get(f"/doi/{newer}")
    assert "withdrawn" in there.content.decode()
    assert client.get(f"/records/{cast.public.pk}.json").json()["versions"] is None


def test_helpers_are_named_with_what_they_did_but_not_as_authors(client: Client) -> None:
    cast = making.cast()
    draft = making.draft(cast)
    helper = Contributor(family_name="Gonzalez", given_name="Ana", role="ProjectMember")
    content = msgspec.structs.replace(decode(draft.content), contributors=(helper,))
    drafting.save(draft.pk, cast.owner, content, draft.revision)
    stepping.publish(draft.pk, cast.owner)
    making.settle()
    draft.refresh_from_db()
    text = client.get(f"/doi/{draft.doi.name}").content.decode()
    byline = text.partition('class="record-people"')[2].partition("</p>")[0]
    assert "Carberry" in byline
    assert "Gonzalez" not in byline
    assert "project member" in text
