"""Servers and clients for the tests of the client.  Nothing here ever sleeps for long."""

import os
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import stamina

from harvest.client import Client
from harvest.client.politeness import Traffic
from tests.harvest.client.servers import Act, Server


@pytest.fixture(autouse=True)
def no_backoff() -> Iterator[None]:
    """The retries follow each other at once; their number stays the client's own."""
    with stamina.set_testing(True, attempts=1000, cap=True):
        yield


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def serve(stack: ExitStack) -> Callable[..., Server]:
    """``serve(act, …)`` starts a server; it is closed after the test."""

    def start(*acts: Act, **options: Any) -> Server:
        server = Server(*acts, **options)
        stack.callback(server.close)
        return server

    return start


@pytest.fixture
def waits() -> list[float]:
    """The pauses that the clients made, in seconds; none of them was really slept."""
    return []


@pytest.fixture
def make_client(stack: ExitStack, waits: list[float]) -> Callable[..., Client]:
    """A client that may go to the servers given first; keywords are the client's own."""

    def make(*servers: Server, **options: Any) -> Client:
        defaults: dict[str, Any] = {
            "user_agent": "Test/1",
            "allowed_hosts": [server.host for server in servers],
            "traffic": Traffic(),
            "sleep": waits.append,
        }
        return stack.enter_context(Client(**{**defaults, **options}))

    return make


@pytest.fixture(scope="session")
def certificate_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A fresh self-signed certificate for catalogue.test, and its key."""
    if not (openssl := shutil.which("openssl")):
        message = "openssl isn't installed: install it to test TLS"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = str(folder / "certificate.pem"), str(folder / "key.pem")
    subject = ["-subj", "/CN=catalogue.test", "-addext", "subjectAltName=DNS:catalogue.test"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    files = ["-keyout", key, "-out", certificate]
    subprocess.run(
        [openssl, "req", "-x509", "-days", "2", *kind, *subject, *files],
        check=True,
        capture_output=True,
    )
    return certificate, key


@pytest.fixture
def certificate(certificate_files: tuple[str, str]) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context for catalogue.test, and a client's that trusts it alone."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(*certificate_files)
    return server, ssl.create_default_context(cafile=certificate_files[0])
