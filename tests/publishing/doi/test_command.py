"""`manage.py registrar` serves the sandbox registrar, and has it fail."""

import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from django.core.management import CommandError, call_command

from publishing.doi.sandbox import place
from publishing.doi.sandbox.server import Missing, Server
from publishing.doi.sandbox.state import State
from tests.house import commands


def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    command = [sys.executable, str(commands.ROOT / "manage.py"), "registrar"]
    process = subprocess.Popen(
        command, env=commands.environment(tmp_path), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    assert httpx2.get(f"{url}/heartbeat").status_code == 200
    assert (tmp_path / "registrar" / "port").read_text().strip() == url.rpartition(":")[2]
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert not (tmp_path / "registrar" / "port").exists()


def test_faults_come_and_go(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    call_command("registrar", "fail", "cut", method="PUT", times=3)
    state = State(place.folder())
    assert [(one.kind, one.method, one.times) for one in state.faults()] == [("cut", "PUT", 3)]
    call_command("registrar", "well")
    assert state.faults() == []


@pytest.mark.parametrize("wrong", [{"times": 0}, {"seconds": -1.0}, {"status": 200}])
def test_faults_that_make_no_sense(settings, tmp_path: Path, wrong: dict[str, object]) -> None:
    settings.HOME = tmp_path
    with pytest.raises(CommandError, match="must be"):
        call_command("registrar", "fail", "status", **wrong)


def test_faults_over_http(sandbox: Server) -> None:
    auth = ("beamfinder.sandbox", sandbox.sandbox.state.password)
    with httpx2.Client(base_url=sandbox.url, auth=auth) as client:
        cut = {"kind": "cut"}
        for wrong in ({}, [], {"kind": "flood"}, {**cut, "times": 0}, {**cut, "x": 1}):
            assert client.post("/sandbox/faults", json=wrong).status_code == 400
        answer = client.post("/sandbox/faults", json={"kind": "status", "status": 503})
        assert answer.json()["data"][0]["status"] == 503
        assert client.get("/dois").status_code == 503
        client.post("/sandbox/faults", json={"kind": "cut"})
        assert client.delete("/sandbox/faults").status_code == 204
        assert client.get("/sandbox/faults").json() == {"data": []}


def test_a_port_that_is_taken_is_told(settings, tmp_path: Path, sandbox: Server) -> None:
    settings.HOME = tmp_path
    with pytest.raises(CommandError, match="can't listen"):
        call_command("registrar", port=sandbox.port)


def test_it_is_where_the_settings_say(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    with pytest.raises(Missing):
        place.address()
    settings.SANDBOX_URL = "http://registrar:8080"
    assert place.address() == "http://registrar:8080"
