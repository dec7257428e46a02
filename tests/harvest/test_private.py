"""What only a login sees is stored and shown to nobody, by any way."""

from pathlib import Path

import pytest
from django.test import Client

from portal.catalogue.models import Record, SourceRecord
from search import services
from search.indexing.drain import drain
from search.indexing.rebuild import rebuild
from search.query.tree import Words
from tests.harvest import hostile
from tests.harvest.replayed import counts

pytestmark = pytest.mark.django_db

TOKEN = "let-me-in"
KINDS = ("scicat", "scicat4", "panosc")


def catalogue(kind: str, private: set[int]):
    """Five datasets, some of them private."""
    if kind == "panosc":
        sets = [hostile.panosc(n, isPublic=n not in private) for n in range(5)]
    else:
        sets = [hostile.scicat(n, isPublished=n not in private) for n in range(5)]
    return hostile.recording("panosc" if kind == "panosc" else "scicat", sets)


@pytest.fixture
def token_file(tmp_path) -> Path:
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n")
    return path


@pytest.fixture
def source(replayed, settings, tmp_path, token_file, request):
    settings.SEARCH_URL = f"tantivy:{tmp_path / 'index'}"
    rebuild()
    kind = request.param
    return replayed.source(kind, catalogue(kind, {1, 3}), token=TOKEN, token_file=str(token_file))


each_kind = pytest.mark.parametrize("source", KINDS, indirect=True)


def seen() -> set[str]:
    """What a stranger sees, the same by every way."""
    drain(None)
    public = {record.pid for record in Record.objects.public()}
    answer = services.search(services.SearchRequest(query=Words("quartz"), size=100))
    assert {record.pid for record in Record.objects.filter(pk__in=answer.ids)} == public
    assert answer.total == len(public)
    browser = Client()
    for record in Record.objects.all():
        page = browser.get(f"/records/{record.pk}")
        assert page.status_code == (200 if record.pid in public else 404), record.pid
        if record.pid not in public:
            assert record.metadata.title not in page.content.decode()
            assert browser.get(f"/records/{record.pk}.json").status_code == 404
    listed = browser.get("/search.json", {"q": "quartz"}).json()
    assert listed["total"] == len(public)
    return public


@each_kind
def test_private_records_are_stored_and_shown_to_nobody(source):
    assert counts(source.harvest()) == (5, 5, 0, 0, 0, 0, 0)
    assert Record.objects.count() == 5
    assert seen() == {"set/0", "set/2", "set/4"}


@each_kind
def test_what_becomes_private_disappears_and_comes_back(source):
    kind = source.source.kind
    source.harvest()
    source.harvest(catalogue(kind, {1, 2, 3}), full=True)
    assert seen() == {"set/0", "set/4"}
    run = source.harvest(catalogue(kind, set()), full=True)
    assert counts(run) == (5, 0, 3, 2, 0, 0, 0)
    assert seen() == {f"set/{n}" for n in range(5)}


@each_kind
def test_without_the_login_what_was_private_stays_so(source):
    """A PaNOSC provider that shows what isn't public to strangers says so, too."""
    source.harvest()
    source.source.token_file = ""
    source.source.save()
    for _ in range(3):
        source.harvest(full=True)
    assert seen() == {"set/0", "set/2", "set/4"}
    assert not SourceRecord.objects.filter(state="rejected").exists()


@each_kind
def test_a_login_that_is_refused_fails_and_loses_nothing(source, token_file):
    source.harvest()
    token_file.write_text("wrong")
    run = source.harvest(full=True)
    assert run.state == "failed"
    assert "give the source a token that is still valid" in run.error
    assert seen() == {"set/0", "set/2", "set/4"}
    assert SourceRecord.objects.filter(state="present").count() == 5


@each_kind
def test_a_token_file_that_is_gone_or_spoilt_is_a_failed_run(source, token_file):
    token_file.write_text("two words")
    assert "its token file can't be used: the token has spaces" in source.harvest().error
    token_file.unlink()
    run = source.harvest()
    assert run.state == "failed"
    assert "No such file" in run.error


@each_kind
def test_the_token_is_in_nothing_that_is_stored(source):
    run = source.harvest()
    stored = [run.checkpoint, run.error, source.source.cursor, source.source.url]
    stored += [row.payload for row in SourceRecord.objects.all()]
    assert TOKEN not in str(stored)
