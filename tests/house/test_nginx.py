"""The whole front of an installation: nginx before gunicorn, in production, over https."""

import gzip
import http.client
import json
import os
import re
import runpy
import ssl
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house import commands
from tests.house.test_compose import make_secrets
from tests.services import nginx, running

HOST = "data.example.org"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Installation:
    """A running installation that answers to HOST."""

    front: nginx.Front
    portal: int
    home: Path
    settings: dict[str, str]

    def get(self, path: str, *, secure: bool = True, **headers: str) -> Answer:
        """One request through nginx; header names with _ for -."""
        port = self.front.https if secure else self.front.http
        if secure:
            trust = ssl.create_default_context(cafile=self.home / "secrets" / "certificate")
            trust.check_hostname = False
            connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=trust)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        sent = {"Host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
        method = "POST" if "Content_Length" in headers else "GET"
        connection.request(method, path, headers=sent)
        response = connection.getresponse()
        told = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, told, response.read())
        connection.close()
        return answer


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    home = tmp_path_factory.mktemp("installation")
    port = running.free_port()
    settings = commands.production(PORT=str(port))
    secrets = make_secrets(home)
    for words in ("migrate --verbosity 0", "collectstatic --no-input", "index rebuild"):
        done = commands.manage(home, *words.split(), **settings)
        assert done.returncode == 0, done.stderr
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    environment = commands.environment(home, **settings)
    with ExitStack() as stack:
        try:
            front = stack.enter_context(nginx.started(port, home / "static", secrets))
        except running.Missing as reason:
            pytest.fail(str(reason)) if os.environ.get("CI") else pytest.skip(str(reason))
        stack.enter_context(
            running.server(
                [*command, "portal.wsgi"],
                home / "gunicorn.log",
                lambda: nginx._listens(port),
                environment=environment,
                folder=commands.ROOT,
            )
        )
        yield Installation(front, port, home, settings)


def test_the_home_page(installation: Installation) -> None:
    answer = installation.get("/")
    assert answer.status == 200, answer.body[:2000]
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_plain_http_is_sent_to_https(installation: Installation) -> None:
    answer = installation.get("/search?q=beam", secure=False)
    assert answer.status == 301
    assert answer.headers["location"] == f"https://{HOST}/search?q=beam"


def test_another_host_is_refused(installation: Installation) -> None:
    assert installation.get("/", Host="evil.example.org").status == 400


def test_clients_cannot_pretend_a_host_or_protocol(installation: Installation) -> None:
    answer = installation.get("/", X_Forwarded_Host="evil.example.org", X_Forwarded_Proto="http")
    assert answer.status == 200
    assert b"evil.example.org" not in answer.body


def test_static_files_come_compressed_and_stay(installation: Installation) -> None:
    """Their names carry a hash, so browsers need never ask again."""
    page = installation.get("/").body.decode()
    sheet = re.search(r'href="(/static/css/base\.[0-9a-f]{12}\.css)"', page)
    assert sheet
    answer = installation.get(sheet[1], Accept_Encoding="gzip")
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/css")
    assert gzip.decompress(answer.body) == installation.get(sheet[1]).body


def test_static_files_under_their_plain_names(installation: Installation) -> None:
    answer = installation.get("/static/css/base.css")
    assert answer.status == 200
    assert "immutable" not in answer.headers["cache-control"]
    assert installation.get("/static/../secrets/certificate_key").status in (400, 404)


def test_pages_come_compressed(installation: Installation) -> None:
    answer = installation.get("/", Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(answer.body)


def test_a_body_too_big_is_refused_by_its_length(installation: Installation) -> None:
    answer = installation.get("/search", Content_Length=str(3_000_000))
    assert answer.status == 413


def test_the_containers_health_check(installation: Installation) -> None:
    command = [sys.executable, "deploy/healthy.py"]
    done = commands.run(command, installation.home, **installation.settings)
    assert json.loads(done.stdout)["status"] == "ok"
    assert done.returncode == 0


def test_the_health_check_of_a_portal_that_is_down(tmp_path: Path) -> None:
    command = [sys.executable, "deploy/healthy.py"]
    assert commands.run(command, tmp_path, PORT=str(running.free_port())).returncode == 1


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/account/confirm/Key-1", "/account/confirm/*"),
        ("/account/password/reset/1/Key-1", "/account/password/reset/*"),
        ("/account/searches/unsubscribe/Key-1", "/account/searches/unsubscribe/*"),
        ("/review/Key-1", "/review/*"),
    ],
)
def test_no_log_has_a_key_that_lets_somebody_in(
    installation: Installation, path: str, written: str
) -> None:
    assert installation.get(path, secure=False).status == 301
    assert installation.get(path).status in (200, 404)
    for log, times in ((installation.front.log, 2), (installation.home / "gunicorn.log", 1)):
        assert "Key-1" not in _logged(log, f'"GET {written}"', times)


def _logged(log: Path, line: str, times: int) -> str:
    """The log once it has the line so often: it is written after the answer."""
    text = ""
    for _ in range(200):
        text = log.read_text()
        if text.count(line) >= times:
            return text
        time.sleep(0.05)
    raise AssertionError(text)


def test_no_log_says_who_searched_what() -> None:
    """Neither nginx nor gunicorn writes down query strings and referrers."""
    text = (commands.ROOT / "deploy" / "nginx.conf").read_text()
    [logged] = re.findall(r"log_format portal '([^']*)'", text)
    telling = {"request", "request_uri", "args", "query_string", "http_referer", "http_cookie"}
    assert "$logged" in logged
    assert re.findall(r"map (\$\w+) \$logged", text) == ["$uri"]
    assert telling & set(re.findall(r"\$(\w+)", logged)) == set()
    gunicorn = runpy.run_path(str(commands.ROOT / "deploy" / "gunicorn.conf.py"))
    assert not re.findall(r"%\([rqf]\)", gunicorn["access_log_format"])
