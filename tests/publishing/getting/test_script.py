"""The script, really run, against a server that breaks off in the middle."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote

import pytest
from django.test import Client

from portal.catalogue.records import File
from publishing.getting.manifests import script
from publishing.getting.names import local
from tests.factories import dataset, make_record
from tests.publishing.getting.test_pure import HOSTILE

BODY = bytes(range(256)) * 40
DIGEST = hashlib.sha256(BODY).hexdigest()


class Server(ThreadingHTTPServer):
    """Serves BODY at any path; ``breaks`` is after how many bytes an answer ends too early."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.breaks: list[int] = []
        self.statuses: list[int] = []
        self.ranges = True
        self.asked: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/d/"


class Answering(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        server, wanted = self.server, self.headers.get("Range", "")
        server.asked.append((unquote(self.path), wanted))
        if server.statuses:
            self.send_error(server.statuses.pop(0))
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-") or 0) if server.ranges else 0
        if start >= len(BODY):
            self.send_error(416)
            return
        body = BODY[start:]
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(BODY) - 1}/{len(BODY)}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: server.breaks.pop(0)] if server.breaks else body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def run(text: bytes, folder: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    (folder / "get.sh").write_bytes(text)
    environment = {"PATH": path or os.environ["PATH"], "HOME": str(folder), "PAUSE": "0"}
    return subprocess.run(
        ["/bin/sh", "get.sh", "data"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def written(*files: tuple[str, str, str, str, str], last: bytes = b"ended\n") -> bytes:
    lines = [f"get {' '.join(map(script.quoted, file))}\n" for file in files]
    return b"#!/bin/sh\n" + script.beginning() + "".join(lines).encode() + last


def one(server: Server, size: int | str = len(BODY), digest: str = DIGEST) -> bytes:
    algorithm = "sha-256" if digest else ""
    return written((f"{server.url}a.h5", "./x/a.h5", str(size), algorithm, digest))


@pytest.fixture(params=["curl", "wget"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A PATH on which there is one of the two only."""
    folder = tmp_path / "bin"
    folder.mkdir()
    needed = ("sh", "wc", "tr", "cut", "mv", "rm", "mkdir", "sleep", "sha256sum", "md5sum")
    for name in (*needed, request.param):
        found = shutil.which(name)
        assert found, f"install {name}"
        (folder / name).symlink_to(found)
    return str(folder)


class TestFetching:
    def test_it_works(self, server: Server, tmp_path: Path, path: str) -> None:
        done = run(one(server), tmp_path, path)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "data/x/a.h5").read_bytes() == BODY
        assert "1 fetched, 0 already here, 0 failed." in done.stderr
        again = run(one(server), tmp_path, path)
        assert "0 fetched, 1 already here, 0 failed." in again.stderr
        assert len(server.asked) == 1

    def test_it_goes_on_where_it_was_cut_off(
        self, server: Server, tmp_path: Path, path: str
    ) -> None:
        server.breaks = [100, 200]
        done = run(one(server), tmp_path, path)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "data/x/a.h5").read_bytes() == BODY
        assert [asked for _, asked in server.asked] == ["", "bytes=100-", "bytes=300-"]

    def test_what_was_begun_before_is_gone_on_with(
        self, server: Server, tmp_path: Path, path: str
    ) -> None:
        part = tmp_path / "data/x/a.h5.part"
        part.parent.mkdir(parents=True)
        part.write_bytes(BODY[:4000])
        assert run(one(server), tmp_path, path).returncode == 0
        assert server.asked == [("/d/a.h5", "bytes=4000-")]
        assert not part.exists()

    def test_a_part_that_was_whole_is_only_checked(
        self, server: Server, tmp_path: Path, path: str
    ) -> None:
        part = tmp_path / "data/x/a.h5.part"
        part.parent.mkdir(parents=True)
        part.write_bytes(BODY)
        assert run(one(server), tmp_path, path).returncode == 0
        assert server.asked == []

    def test_a_wrong_beginning_is_found_out_and_fetched_anew(
        self, server: Server, tmp_path: Path, path: str
    ) -> None:
        part = tmp_path / "data/x/a.h5.part"
        part.parent.mkdir(parents=True)
        part.write_bytes(b"something else")
        assert run(one(server), tmp_path, path).returncode == 0
        assert (tmp_path / "data/x/a.h5").read_bytes() == BODY

    def test_a_server_without_ranges(self, server: Server, tmp_path: Path, path: str) -> None:
        server.breaks, server.ranges = [100], False
        assert run(one(server), tmp_path, path).returncode == 0
        assert (tmp_path / "data/x/a.h5").read_bytes() == BODY

    def test_a_failing_server_is_tried_again(
        self, server: Server, tmp_path: Path, path: str
    ) -> None:
        server.statuses = [503, 429]
        assert run(one(server), tmp_path, path).returncode == 0

    def test_without_size_or_checksum(self, server: Server, tmp_path: Path, path: str) -> None:
        server.breaks = [100]
        assert run(one(server, "", ""), tmp_path, path).returncode == 0
        assert (tmp_path / "data/x/a.h5").read_bytes() == BODY


class TestFailing:
    @pytest.mark.parametrize("what", ["size", "digest"])
    def test_what_isnt_what_it_should_be_isnt_kept(
        self, server: Server, tmp_path: Path, what: str
    ) -> None:
        wrong = one(server, size=7) if what == "size" else one(server, digest="a" * 64)
        done = run(wrong, tmp_path)
        assert done.returncode == 1
        assert "differ from what the facility tells" in done.stderr
        assert list((tmp_path / "data/x").iterdir()) == []

    def test_a_missing_file_isnt_asked_for_again(self, server: Server, tmp_path: Path) -> None:
        server.statuses = [404] * 9
        done = run(one(server), tmp_path)
        assert done.returncode == 1
        assert "0 fetched, 0 already here, 1 failed." in done.stderr
        assert len(server.asked) == 1

    def test_it_gives_up(self, server: Server, tmp_path: Path) -> None:
        server.statuses = [503] * 9
        assert run(one(server), tmp_path).returncode == 1
        assert len(server.asked) == 6

    def test_a_file_of_ones_own_is_never_written_over(self, server: Server, tmp_path: Path) -> None:
        own = tmp_path / "data/x/a.h5"
        own.parent.mkdir(parents=True)
        own.write_text("mine")
        done = run(one(server), tmp_path)
        assert done.returncode == 1
        assert "move it away" in done.stderr
        assert own.read_text() == "mine"

    def test_a_script_that_was_cut_off_says_so(self, server: Server, tmp_path: Path) -> None:
        whole = one(server)
        for cut in (whole.removesuffix(b"ended\n"), whole[: whole.rindex(b"/x/a.h5")]):
            done = run(cut, tmp_path)
            assert done.returncode != 0
            assert "0 failed" not in done.stderr

    def test_one_failure_doesnt_stop_the_others(self, server: Server, tmp_path: Path) -> None:
        server.statuses = [404]
        names = ("a.h5", "b.h5")
        files = [(f"{server.url}{n}", f"./x/{n}", str(len(BODY)), "", "") for n in names]
        assert run(written(*files), tmp_path).returncode == 1
        assert (tmp_path / "data/x/b.h5").read_bytes() == BODY


class TestHostileNames:
    @pytest.mark.django_db
    def test_they_are_only_names(self, client: Client, server: Server, tmp_path: Path) -> None:
        """In the record's own script: nothing runs, nothing lands elsewhere."""
        paths = [path for path in HOSTILE if path and "\ud800" not in path]
        paths = [path for path in paths if not path.startswith("http") and len(path) < 200]
        paths += ["';touch evil;'", '";touch evil;"', "$(touch evil)", "`touch evil`", "*"]
        files = tuple(
            File(path=path, size=len(BODY), checksum=DIGEST, algorithm="sha256") for path in paths
        )
        title = "x\ntouch evil\r$(touch evil)"
        record = make_record(dataset(title=title, files=files, download_url=server.url))
        text = client.get(f"/records/{record.pk}/get.sh").content
        done = run(text, tmp_path)
        assert done.returncode == 0, done.stderr
        assert {one.name for one in tmp_path.iterdir()} == {"get.sh", "data"}
        (only,) = (tmp_path / "data").iterdir()
        assert only.name == f"ess-{record.pk}"
        found = {str(one.relative_to(only)) for one in only.rglob("*") if one.is_file()}
        sane = [p for p in paths if not p.startswith("/") and not {".", ".."} & set(p.split("/"))]
        assert found == {local(path) for path in sane}
        assert {asked for asked, _ in server.asked} == {f"/d/{path}" for path in sane}
        for line in done.stderr.splitlines():
            assert not line.startswith("touch")

    @pytest.mark.parametrize("name", [one for one in HOSTILE if "\ud800" not in one])
    def test_a_quoted_word_is_one_word(self, name: str) -> None:
        command = f"printf '%s' {script.quoted(name)}"
        done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=True)
        assert done.stdout.decode() == script.line(name)

    def test_an_address_with_braces_isnt_many(self, server: Server, tmp_path: Path) -> None:
        address = server.url + quote("[1-3]{a,b}.h5", safe="[]{},")
        assert run(written((address, "./a", "", "", "")), tmp_path).returncode == 0
        assert [asked for asked, _ in server.asked] == ["/d/[1-3]{a,b}.h5"]
