"""The page on which a publication is written, without a script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from msgspec.structs import replace

from portal.catalogue.models import FileList, Record
from portal.catalogue.models.records import pack
from portal.catalogue.records import File, encode_files
from portal.catalogue.records import encode as encode_record
from publishing.publications import drafting, freezing, sharing, stepping
from publishing.publications.content import Content, Creator, Funding, decode, encode
from publishing.publications.forms import fields
from publishing.publications.models import Publication
from publishing.publications.pages.common import written
from tests.publishing.publications.cast import Cast, draft, published

Browser = Callable[[User | None], Client]


def form(publication: Publication, **changes: Any) -> dict[str, Any]:
    """All fields as the page has them, with some of them changed."""
    publication.refresh_from_db()
    given = {**fields(written(publication)), "revision": str(publication.revision)}
    return {**given, **changes}


def address(publication: Publication, what: str = "edit") -> str:
    return f"/publications/{publication.pk}/{what}"


def kept(publication: Publication) -> Content:
    publication.refresh_from_db()
    return decode(publication.content)


def test_it_is_filled_beforehand(those: Cast, at: Browser) -> None:
    page = at(those.owner).get(address(draft(those))).content.decode()
    assert ">\nReflectivity of film one</textarea>" in page
    assert 'value="Carberry"' in page
    assert "PaNET01189" in page


def test_it_is_saved(those: Cast, at: Browser) -> None:
    publication = draft(those)
    sent = form(publication, title="Another  title", do="save")
    answer = at(those.owner).post(address(publication), sent)
    assert (answer.status_code, answer["Location"]) == (302, address(publication))
    assert kept(publication).title == "Another title"


def test_every_button_saves_first(those: Cast, at: Browser) -> None:
    publication = draft(those)
    sent = form(publication, title="Mine", do="more creators")
    answer = at(those.owner).post(address(publication), sent)
    assert answer["Location"] == f"{address(publication)}?more=creators#creators-1"
    assert kept(publication).title == "Mine"


def test_another_entry_can_be_added(those: Cast, at: Browser) -> None:
    publication = draft(those)
    page = at(those.owner).get(f"{address(publication)}?more=creators").content.decode()
    assert 'name="creators-1-name"' in page
    assert 'name="creators-2-name"' not in page


def test_entries_move(those: Cast, at: Browser) -> None:
    publication = draft(those)
    content = Content(title="T", creators=(Creator(family_name="A"), Creator(family_name="B")))
    drafting.save(publication.pk, those.owner, content, publication.revision)
    answer = at(those.owner).post(address(publication), form(publication, do="up creators 1"))
    assert answer["Location"].endswith("#creators-0")
    assert [one.family_name for one in kept(publication).creators] == ["B", "A"]


def test_what_is_to_mend_stands_beside_its_field(those: Cast, at: Browser) -> None:
    publication = draft(those)
    sent = form(publication, **{"creators-0-identifier": "1234", "title": "", "do": "save"})
    page = at(those.owner).post(address(publication), sent, follow=True).content.decode()
    problem = re.search(r'id="creators-0-identifier-problem">([^<]*)<', page)
    assert problem
    assert "ORCID" in problem[1]
    assert '<a href="#title">' in page


def test_who_is_named_twice_and_what_is_too_long_is_told(those: Cast, at: Browser) -> None:
    publication = draft(those)
    one = Creator(family_name="Wang", given_name="Wei")
    named = Creator(family_name="Ruiz", orcid="0000-0002-1825-0097")
    content = Content(title="T" * 2_001, creators=(one, named, one, named))
    drafting.save(publication.pk, those.owner, content, publication.revision)
    page = at(those.owner).get(address(publication)).content.decode()
    said = dict(re.findall(r'id="([\w-]+)-problem">([^<]+)<', page))
    assert "only 2,000 are published" in said["title"]
    assert "Another creator has this ORCID iD" in said["creators-3-identifier"]
    assert "creators-1-identifier" not in said
    assert "creators-2-name" not in said


def test_writing_reads_no_list_of_files(
    those: Cast, at: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only how many there are is told of them, at each key."""
    files = tuple(File(path=f"{number}.h5") for number in range(3))
    listed = FileList(record=those.public, count=3, packed=pack(encode_files(files)))
    listed.save()
    body = replace(those.public.metadata, file_count=None)
    Record.objects.filter(pk=those.public.pk).update(body=encode_record(body).decode())
    publication, client = draft(those), at(those.owner)
    with monkeypatch.context() as patched:
        patched.setattr(FileList, "files", property(lambda _: pytest.fail("a list was read")))
        sent = form(publication, title="T", do="auto")
        answer = client.post(address(publication), sent, headers={"accept": "application/json"})
        assert answer.json()["problems"] == []
        page = client.get(address(publication, "preview")).content.decode()
        assert "3\u00a0files" in page or "3 files" in page
    [frozen] = freezing.frozen(freezing.chosen(publication))
    assert frozen.files == files


def test_a_list_of_many_is_one_field(those: Cast, at: Browser) -> None:
    publication = draft(those)
    people = tuple(Creator(family_name=f"Person {n}", given_name="A.") for n in range(3000))
    drafting.save(publication.pk, those.owner, Content(title="T", creators=people), 1)
    answer = at(those.owner).get(address(publication))
    assert len(answer.content) < 400_000
    assert 'name="creators-0-name"' not in answer.content.decode()
    at(those.owner).post(address(publication), form(publication, title="U", do="save"))
    assert kept(publication).creators == people
    assert kept(publication).title == "U"


def test_mistakes_in_a_table_are_said_by_their_rows(those: Cast, at: Browser) -> None:
    publication = draft(those)
    people = tuple(Creator(family_name="A", orcid="12") for _ in range(60))
    content = Content(title="T", abstract="A", licence="MIT", creators=people)
    drafting.save(publication.pk, those.owner, content, publication.revision)
    page = at(those.owner).get(address(publication)).content.decode()
    assert '<a href="#creators-text">Row 50: ' in page
    assert "Row 51: " not in page
    assert "<li>And 10 more.</li>" in page


def test_a_dataset_is_added_moved_and_removed(those: Cast, at: Browser) -> None:
    publication, client = draft(those), at(those.owner)

    def do(command: str, **more: str) -> list[int]:
        client.post(address(publication), form(publication, do=command, **more))
        return list(publication.chosen.values_list("record_id", flat=True))

    one, two = those.public.pk, those.private.pk
    assert do("dataset add", dataset=those.private.pid) == [one, two]
    last = publication.chosen.get(record=those.private).pk
    assert do(f"dataset up {last}") == [two, one]
    assert do(f"dataset down {last}") == [one, two]
    assert do("dataset order", order=f"{last} 7 x") == [two, one]
    assert do(f"dataset drop {last}") == [one]
    assert do("dataset add", dataset=f"http://testserver/records/{two}") == [one, two]


@pytest.mark.parametrize(
    "named", ["nothing", "", "a\x00b", "x" * 3000, "/records/999999999999999999"]
)
def test_what_names_no_dataset_is_said(those: Cast, at: Browser, named: str) -> None:
    publication = draft(those)
    sent = form(publication, do="dataset add", dataset=named)
    page = at(those.owner).post(address(publication), sent, follow=True).content.decode()
    assert 'class="notice wrong"' in page
    assert publication.chosen.count() == 1


def test_a_private_dataset_of_others_is_told_from_none_by_nobody(those: Cast, at: Browser) -> None:
    publication = draft(those)
    drafting.save(publication.pk, those.owner, Content(), publication.revision)
    those.owner.socialaccount_set.all().delete()
    said = []
    for named in (those.private.pid, "20.500.12269/none"):
        sent = form(publication, do="dataset add", dataset=named)
        page = at(those.owner).post(address(publication), sent, follow=True).content.decode()
        found = re.search(r'<li class="notice wrong">([^<]*)<', page)
        assert found
        said.append(found[1].replace(named, "X"))
    assert said[0] == said[1]


def test_who_saves_later_loses_nothing(those: Cast, at: Browser) -> None:
    publication = draft(those)
    mine = form(publication, title="Mine", do="save")
    at(those.curator).post(address(publication), form(publication, title="Theirs", do="save"))
    answer = at(those.owner).post(address(publication), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "saved this publication while you wrote: curator" in page
    assert ">\nMine</textarea>" in page
    assert re.search(r"<del>.*Theirs.*</del>", page)
    assert kept(publication).title == "Theirs"
    again = {**mine, "revision": re.search(r'name="revision" value="(\d+)"', page)[1]}  # type: ignore[index]
    at(those.owner).post(address(publication), again)
    assert kept(publication).title == "Mine"


def test_a_step_taken_meanwhile_loses_nothing(those: Cast, at: Browser) -> None:
    publication = draft(those)
    mine = form(publication, title="Mine", do="save")
    stepping.submit(publication.pk, those.owner)
    answer = at(those.owner).post(address(publication), mine)
    assert answer.status_code == 403
    assert ">\nMine</textarea>" in answer.content.decode()
    assert kept(publication).title != "Mine"


def test_what_did_not_change_is_not_saved_again(those: Cast, at: Browser) -> None:
    publication = draft(those)
    before = publication.revision
    at(those.owner).post(address(publication), form(publication, do="save"))
    publication.refresh_from_db()
    assert publication.revision == before


def test_what_is_public_changes_apart(those: Cast, at: Browser) -> None:
    those.enrolment.review = False
    those.enrolment.save()
    publication, client = published(those), at(those.owner)
    client.post(address(publication), form(publication, do="save"))
    publication.refresh_from_db()
    assert publication.pending == ""
    client.post(address(publication), form(publication, title="Better", do="save"))
    publication.refresh_from_db()
    assert kept(publication).title != "Better"
    assert decode(publication.pending).title == "Better"


def test_a_script_is_answered_in_json(those: Cast, at: Browser) -> None:
    publication = draft(those)
    sent = form(publication, title="", **{"subjects-9-text": "SAXS"})
    answer = at(those.owner).post(address(publication), sent, HTTP_ACCEPT="application/json")
    told = answer.json()
    assert told["revision"] == publication.revision + 1
    assert {"field": "title", "message": "Give it a title."} in told["problems"]
    assert told["techniques"]["subjects-9-text"].startswith("PaNET")
    assert "Access-Control-Allow-Origin" not in answer


def test_a_script_learns_of_a_conflict(those: Cast, at: Browser) -> None:
    publication = draft(those)
    mine = form(publication, title="Mine")
    at(those.curator).post(address(publication), form(publication, title="Theirs"))
    answer = at(those.owner).post(address(publication), mine, HTTP_ACCEPT="application/json")
    told = answer.json()
    assert (answer.status_code, told["by"]) == (409, "curator")
    assert told["differences"][0]["lines"] == [["gone", "Theirs"], ["new", "Mine"]]


def test_a_script_learns_that_one_is_logged_out(those: Cast, at: Browser) -> None:
    publication = draft(those)
    answer = at(None).post(address(publication), form(publication), HTTP_ACCEPT="application/json")
    assert answer.status_code == 401
    assert "Log in in another window" in answer.json()["error"]["message"]


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 5000, "²"])
def test_a_strange_revision_is_another_one(those: Cast, at: Browser, revision: str) -> None:
    publication = draft(those)
    sent = form(publication, title="Mine", revision=revision)
    assert at(those.owner).post(address(publication), sent).status_code == 409


@pytest.mark.parametrize("command", ["up", "x", "remove creators 99", "more nothing", "dataset x"])
def test_a_strange_button_only_saves(those: Cast, at: Browser, command: str) -> None:
    publication = draft(those)
    sent = form(publication, title="Mine", do=command)
    assert at(those.owner).post(address(publication), sent).status_code == 302
    assert kept(publication).title == "Mine"


def test_the_preview_is_the_landing_page(those: Cast, at: Browser) -> None:
    publication = draft(those, those.public, those.private)
    answer = at(those.owner).get(address(publication, "preview"))
    page = answer.content.decode()
    assert "Reflectivity of film two" in page
    assert "How to cite" in page
    assert page.count("[its DOI comes with its publication]") == 5  # in every style
    assert "/records/0" not in page
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    stepping.reserve(publication.pk, those.owner)
    page = at(those.owner).get(address(publication, "preview")).content.decode()
    publication.refresh_from_db()
    assert f'Its DOI will be <span class="mono">{publication.doi.name}' in page
    assert "is version of" not in page  # that DOI leads nowhere yet


def test_who_paid_is_shown_before_it_is_public(those: Cast, at: Browser) -> None:
    publication = draft(those)
    paid = Funding(funder="Vetenskapsrådet", award_number="2024-1", award_title="Thin films")
    content = Content(title="Films", funding=(paid,))
    Publication.objects.filter(pk=publication.pk).update(content=encode(content))
    token = sharing.share(publication.pk, those.owner)
    for user, page in ((those.owner, address(publication, "preview")), (None, f"/review/{token}")):
        text = at(user).get(page).content.decode()
        assert "<li>Vetenskapsrådet: Thin films (2024-1)</li>" in text


def test_markup_is_shown_as_text(those: Cast, at: Browser) -> None:
    publication = draft(those)
    content = Content(title="<script>x</script>", abstract="</textarea><b>", remarks='"><i>')
    Publication.objects.filter(pk=publication.pk).update(content=encode(content))
    for what in ("edit", "preview"):
        page = at(those.owner).get(address(publication, what)).content.decode()
        assert "<script>x" not in page
        assert "<b>" not in page
        assert "<i>" not in page
