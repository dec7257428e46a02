"""What the commands say, and how they fail."""

import io

import pytest
from django.core.management import CommandError, call_command

from harvest.replay import ReplayServer
from harvest.samples import CATALOGUES, payloads
from portal.catalogue.models import Source
from portal.locks import lock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def server(settings):
    with ReplayServer(CATALOGUES[0].kind, payloads(CATALOGUES[0], datasets=20)) as server:
        settings.HARVEST_ALLOWED_HOSTS = [server.host]
        yield server


def add(url: str, name: str = "here") -> str:
    out = io.StringIO()
    call_command(
        *("source", "add", "scicat", url, "--facility", "here", "--name", "Here", "--as", name),
        stdout=out,
    )
    return out.getvalue()


def test_it_works(server, capsys):
    assert add(server.url) == f"here: scicat at {server.url}, of Here\n"
    call_command("harvest", "--all")
    line = capsys.readouterr().out.strip()
    assert line.startswith("here: ")
    seen, parts = line.removeprefix("here: ").split(" seen = ")
    counts = [int(part.split()[0]) for part in parts.partition(";")[0].split(", ")]
    assert int(seen) == sum(counts) > 20
    assert line.endswith("(sweep, complete)")


def test_a_catalogue_that_fails_is_named(server, capsys):
    add(server.url)
    server.fail("403")
    with pytest.raises(CommandError, match="not read to the end: here; run it again"):
        call_command("harvest", "here")
    assert "failed" in capsys.readouterr().out


def test_a_busy_source_does_not_stop_the_others(server, capsys):
    add(server.url, "here")
    add("http://127.0.0.1:9", "there")
    busy = Source.objects.get(name="here")
    with lock(f"harvest-{busy.pk}"), pytest.raises(CommandError, match="here, there"):
        call_command("harvest", "here", "there")
    assert "here is being harvested already" in capsys.readouterr().out


def test_an_unknown_source_is_told():
    with pytest.raises(CommandError, match="there is no source 'x'"):
        call_command("harvest", "x")
    with pytest.raises(CommandError, match="there is no source 'x'"):
        call_command("source", "release", "x")


def test_nothing_named_is_told():
    with pytest.raises(CommandError, match="name the sources to harvest, or --all"):
        call_command("harvest")


def test_sources_and_presets_are_listed(server):
    add(server.url)
    out = io.StringIO()
    call_command("source", "list", stdout=out)
    call_command("source", "presets", stdout=out)
    assert f"here  scicat  {server.url}" in out.getvalue()
    assert "https://" in out.getvalue()
