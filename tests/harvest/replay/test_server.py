"""The server itself: kinds, faults, logins, and being replaced."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from harvest.client import FetchError
from harvest.client import errors as client_errors
from harvest.replay import BadRecording, ReplayServer
from tests.harvest.connectors.catalogues import client, dataset, document, export

ROOT = Path(__file__).resolve().parents[3]
SHELF = export([document(1)], [dataset(1)])


def get(server: ReplayServer, path: str, **options):
    with client(**options) as made:
        return made.get_json(f"http://{server.host}{path}")


def test_it_works():
    with ReplayServer("scicat", SHELF) as server:
        assert server.url == f"http://127.0.0.1:{server.port}"
        assert get(server, "/api/v3/publisheddata/count") == {"count": 1}
        assert get(server, "/api/v3/datasets/set%2F1")["datasetName"] == "Dataset 1"
        assert server.targets[-1] == "/api/v3/datasets/set%2F1"


def test_a_panosc_address_ends_in_api():
    with ReplayServer("panosc", {"Dataset": {}}) as server:
        assert server.url.endswith("/api")


def test_a_connection_is_kept_alive():
    with (
        ReplayServer("scicat", SHELF) as server,
        socket.create_connection(("127.0.0.1", server.port)) as connection,
    ):
        for _ in range(3):
            connection.sendall(b"GET /api/v3/datasets/count HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = b""
            while not answer.endswith(b'{"count":1}'):
                answer += connection.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200")


def test_what_is_served_can_be_replaced_at_the_same_address():
    with ReplayServer("scicat", SHELF) as server:
        url = server.url
        server.replace(export([], []))
        assert server.url == url
        assert get(server, "/api/v3/publisheddata/count") == {"count": 0}


def test_a_filter_that_is_none_is_400():
    with ReplayServer("scicat", SHELF) as server:
        for path in ("/api/v3/datasets?filter={", "/api/v3/datasets?filter=[]"):
            with pytest.raises(client_errors.BadAnswer) as caught:
                get(server, path)
            assert caught.value.status == 400


def test_what_is_not_there_is_404():
    with ReplayServer("scicat", SHELF) as server:
        for path in ("/", "/api/v3/datasets/nope", "/api/v5/datasets", "/api/v3/users"):
            with pytest.raises(client_errors.NotFound):
                get(server, path)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("429:seconds=0", client_errors.RateLimited),
        ("500", client_errors.ServerError),
        ("503:seconds=0", client_errors.ServerError),
        ("403", client_errors.Forbidden),
        ("truncate", client_errors.CutOff),
        ("rubbish", client_errors.NotJSON),
        ("html", client_errors.NotJSON),
        ("deep", client_errors.TooDeep),
        ("close", client_errors.Unreachable),
        ("huge", client_errors.TooLarge),
        ("redirect", client_errors.Blocked),
        ("loop", client_errors.TooManyRedirects),
        ("timeout:seconds=30", client_errors.TimedOut),
    ],
)
def test_every_fault_is_an_error_of_its_own(fault, error):
    patience = 0.3 if fault.startswith("timeout") else 30.0
    with ReplayServer("scicat", SHELF, fail=fault) as server:
        with pytest.raises(error):
            get(server, "/api/v3/datasets", read_timeout=patience, max_bytes=3_000_000)
        server.fail(None)
        assert len(get(server, "/api/v3/datasets")) == 1


def test_a_slow_answer_is_an_answer():
    with ReplayServer("scicat", SHELF, fail="slow:seconds=0.05", delay=0.01) as server:
        assert len(get(server, "/api/v3/datasets")) == 1


def test_retry_after_is_sent():
    with ReplayServer("scicat", SHELF, fail="429:seconds=7") as server:
        with client() as made, pytest.raises(FetchError) as caught:
            made.get_json(f"{server.url}/api/v3/datasets")
        assert caught.value.retry_after == 7


def test_a_token_that_is_wrong_is_refused():
    with ReplayServer("scicat", SHELF, token="right") as server:
        for token in ("", "right"):
            assert len(get(server, "/api/v3/datasets", token=token)) == 1
        with pytest.raises(client_errors.Forbidden, match="401"):
            get(server, "/api/v3/datasets", token="wrong")


@pytest.mark.parametrize("given", [{"x": 1}, 5, "/no/such/file.json"])
def test_what_is_no_recording_is_refused(given):
    for kind in ("scicat", "panosc"):
        with pytest.raises(BadRecording):
            ReplayServer(kind, given)
    with pytest.raises(BadRecording, match="use one of"):
        ReplayServer("icat", given)


def test_it_is_a_command(tmp_path):
    path = tmp_path / "records.json"
    path.write_text(json.dumps([document(1)]))
    command = [sys.executable, "manage.py", "replay", "scicat", str(path), "--fail", "500:first=1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            url = process.stdout.readline().strip()
            with client(max_retries=1) as made:
                assert made.get_json(f"{url}/api/v3/publisheddata/count") == {"count": 1}
        finally:
            process.terminate()


def test_the_command_says_what_it_cannot_serve(tmp_path):
    path = tmp_path / "records.json"
    path.write_text("{")
    command = [sys.executable, "manage.py", "replay", "scicat", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "isn't JSON" in done.stderr
