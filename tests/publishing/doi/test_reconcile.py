"""Reconciling finds whatever differs from the registrar, and has it mended."""

from typing import Any

import pytest
from django.core.management import call_command

from publishing.doi import reconcile
from publishing.doi.client import Registrar
from publishing.doi.models import Doi
from publishing.doi.registrars import Registrars
from publishing.doi.sandbox.server import Server
from publishing.enrolment.models import Enrolment
from tests.publishing.doi.making import attributes
from tests.publishing.doi.world import State, World, enrolled


@pytest.fixture(autouse=True)
def _only_ours(sandbox: Server) -> None:
    """The registrar has nothing of other tests."""
    with sandbox.sandbox.state.change() as change:
        change.connection.execute("DELETE FROM doi")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code of the command, and what it printed."""
    try:
        call_command("doi", "reconcile", *words)
        code: Any = 0
    except SystemExit as end:
        code = end.code
    return code, capsys.readouterr().out


def test_all_agree(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    for state in (State.DRAFT, State.REGISTERED, State.FINDABLE, State.NONE):
        world.doi(state)
    world.mint()
    assert told(capsys) == (0, "3 agree, 0 wait, 0 differ\n")


def test_what_waits_is_no_difference(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    doi = world.doi()
    code, text = told(capsys)
    assert code == 0
    assert f"{doi.name}: the worker is at it: the registrar doesn't have it" in text
    assert "0 agree, 1 wait, 0 differ" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"event": "publish"}, "findable at the registrar, and registered is wanted"),
        ({"url": "https://elsewhere.example.org/"}, "the registrar shows other url"),
        (
            {"attributes": {"titles": [{"title": "Altered"}]}},
            "the registrar shows other titles",
        ),
        (
            {"attributes": {"creators": [{"name": "Somebody"}], "sizes": []}},
            "the registrar shows other sizes, creators",
        ),
    ],
)
def test_a_change_behind_our_back_is_mended(
    world: World,
    registrar: Registrar,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, Any],
    said: str,
) -> None:
    doi = world.doi(State.REGISTERED)
    world.mint()
    registrar.put(doi.name, change.pop("attributes", {}), **change)
    code, text = told(capsys)
    assert (code, text) == (1, f"{doi.name}: {said}\n0 agree, 0 wait, 1 differ\n")
    code, text = told(capsys, "--mend")
    assert code == 0
    assert "1 differ, 1 are being mended" in text
    world.mint()
    world.mint()
    assert told(capsys) == (0, "1 agree, 0 wait, 0 differ\n")
    assert world.state(doi) == "registered"


def test_a_lost_one_is_made_again(
    world: World, sandbox: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    doi = world.doi(State.FINDABLE)
    world.mint()
    with sandbox.sandbox.state.change() as change:
        change.delete(doi.name)
    code, text = told(capsys)
    assert code == 1
    assert "the registrar doesn't have it" in text
    told(capsys, "--mend")
    assert world.mint() == 1
    assert world.state(doi) == "findable"


def test_a_draft_that_should_be_gone_goes(
    world: World, registrar: Registrar, capsys: pytest.CaptureFixture[str]
) -> None:
    doi = world.doi(State.DRAFT)
    world.mint()
    world.want(doi, State.NONE)
    world.mint()
    registrar.put(doi.name, {}, url=f"http://127.0.0.1:8000/doi/{doi.name}")
    assert told(capsys)[0] == 1
    assert told(capsys, "--mend")[0] == 0
    assert world.mint() == 1
    assert world.state(doi) == ""


def test_what_was_not_written_down_is_found(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    doi = world.doi(State.FINDABLE)
    world.mint()
    Doi.objects.update(seen="", seen_hash="")
    assert "wasn't written down" in told(capsys)[1]
    told(capsys, "--mend")
    assert world.mint() == 1
    doi.refresh_from_db()
    assert doi.settled


def test_what_only_the_registrar_has_is_left_alone(
    world: World, registrar: Registrar, capsys: pytest.CaptureFixture[str]
) -> None:
    registrar.put("10.5072/theirs", attributes())
    code, text = told(capsys, "--mend")
    assert code == 1
    assert "10.5072/theirs: the registrar has it as draft, we don't" in text
    assert registrar.get("10.5072/theirs") is not None
    assert not Doi.objects.exists()


@pytest.mark.parametrize("wanted", [State.NONE, State.DRAFT, State.FINDABLE])
def test_one_of_our_name_that_somebody_else_made_is_left_alone(
    world: World, registrar: Registrar, capsys: pytest.CaptureFixture[str], wanted: State
) -> None:
    """Neither overwritten nor, where ours was discarded, deleted."""
    doi = world.doi(State.DRAFT)
    theirs = "https://elsewhere.example.org/"
    registrar.put(doi.name, attributes(titles=[{"title": "Theirs"}]), url=theirs)
    world.want(doi, wanted)
    for _ in range(2):
        world.mint()
        code, text = told(capsys, "--mend")
        assert f"{doi.name}: somebody else made it, and it leads to {theirs}" in text
        assert (code, "0 are being mended" in text) == (1, True)
        world.later(hours=2)
    found = world.there(doi)
    assert found is not None
    assert (found.state, found.url) == ("draft", theirs)
    assert found.attributes["titles"] == [{"title": "Theirs"}]


def test_a_registrar_that_is_away_is_told(
    world: World, settings, capsys: pytest.CaptureFixture[str]
) -> None:
    world.doi()
    settings.SANDBOX_URL = "http://127.0.0.1:9"
    code, text = told(capsys, "--mend")
    assert code == 2
    assert "10.5072: the registrar can't be reached" in text


def test_one_that_fails_half_way_keeps_what_was_found(
    world: World, sandbox: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever isn't listed is asked for by name, and that may fail."""
    doi = world.doi()
    world.mint()
    with sandbox.sandbox.state.change() as change:
        change.delete(doi.name)
    world.fail("status", doi, method="GET")
    assert told(capsys)[0] == 2


def test_each_account_is_asked_with_its_prefix(
    world: World, settings, tmp_path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "password"
    file.write_text("theirs")
    settings.DATACITE_URL = world.server.url
    world.server.sandbox.state.open_account("max.account", "theirs", ["*"])
    maxiv = enrolled("maxiv", registrar="datacite", account="max.account", prefix="10.1234")
    Enrolment.objects.filter(pk=maxiv.pk).update(password_file=str(file))
    found = reconcile.places()
    assert found == [
        reconcile.Place("datacite", maxiv.facility_id, "10.1234"),
        reconcile.Place("sandbox", 0, "10.5072"),
    ]
    assert reconcile.places("10.1234") == found[:1]
    with Registrars() as registrars:
        assert registrars.named("datacite", maxiv.facility_id).account == "max.account"
    assert told(capsys, "--prefix", "10.1234")[0] == 0
    file.unlink()
    code, text = told(capsys)
    assert code == 2
    assert "password file of MAXIV" in text


def test_many_in_pages(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconcile, "AT_ONCE", 2)
    for _ in range(5):
        world.doi()
    world.mint()
    assert told(capsys) == (0, "5 agree, 0 wait, 0 differ\n")


def test_status(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.doi()
    world.mint()
    waiting = world.doi(creators=[])
    world.mint()
    call_command("doi", "status")
    text = capsys.readouterr().out
    assert text.splitlines()[:3] == ["DOIs: 2", "waiting: 1", "failing: 1"]
    assert waiting.name in text
