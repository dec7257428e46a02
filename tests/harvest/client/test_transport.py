"""The connection goes to the address that was checked; TLS asks for the name."""

import socket
import time

import httpcore2
import pytest

from harvest.client import errors
from harvest.client.guard import Guard
from harvest.client.transport import GuardedBackend
from portal.web.timed import Deadline
from tests.harvest.client.servers import reply


class Sockets:
    """Stands in for the network: notes where it was asked to connect."""

    def __init__(self, *answers: object) -> None:
        self.asked: list[tuple[str, int]] = []
        self._answers = list(answers)

    def connect_tcp(self, host: str, port: int, *rest: object) -> object:
        self.asked.append((host, port))
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def backend(resolver, *answers: object) -> tuple[GuardedBackend, Sockets]:
    made = GuardedBackend(Guard((), resolver), Deadline())
    made._sockets = Sockets(*answers)  # type: ignore[assignment]
    return made, made._sockets  # type: ignore[return-value]


def test_it_connects_to_the_checked_address_and_asks_dns_once():
    """A name server that answers differently the second time gains nothing."""
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    made, sockets = backend(lambda host, port: answers.pop(0), httpcore2.MockStream([]))
    made.connect_tcp("rebinding.example", 443)
    assert sockets.asked == [("93.184.216.34", 443)]
    assert answers == [["127.0.0.1"]]


def test_it_tries_the_next_address():
    refused = httpcore2.ConnectError("refused")
    made, sockets = backend(
        lambda host, port: ["2606:4700::1", "1.1.1.1"], refused, httpcore2.MockStream([])
    )
    made.connect_tcp("two.example", 80)
    assert sockets.asked == [("2606:4700::1", 80), ("1.1.1.1", 80)]


def test_it_tries_some_addresses_but_not_thousands():
    many = [f"1.1.{n // 256}.{n % 256}" for n in range(5000)]
    made, sockets = backend(lambda host, port: many, *[httpcore2.ConnectTimeout("")] * 8)
    with pytest.raises(httpcore2.ConnectTimeout):
        made.connect_tcp("many.example", 80)
    assert len(sockets.asked) == 8


def test_it_connects_nowhere_when_the_time_is_over():
    deadline = Deadline()
    deadline.moment = time.monotonic() - 1
    made = GuardedBackend(Guard((), lambda host, port: ["1.1.1.1"]), deadline)
    with pytest.raises(httpcore2.ConnectTimeout):
        made.connect_tcp("late.example", 80)


def test_no_unix_sockets():
    made, _ = backend(lambda host, port: [])
    with pytest.raises(NotImplementedError):
        made.connect_unix_socket("/var/run/docker.sock")


def test_tls_is_for_the_name(serve, make_client, certificate):
    server_context, client_context = certificate
    names: list[str | None] = []
    server_context.sni_callback = lambda sock, name, context: names.append(name)
    server = serve(reply(b"1"), tls=server_context)
    client = make_client(
        allowed_hosts=["catalogue.test"],
        ssl_context=client_context,
        resolver=lambda host, port: ["127.0.0.1"],
    )
    assert client.get_json(f"https://catalogue.test:{server.port}/") == 1
    assert client.get_json(f"https://catalogue.test:{server.port}/") == 1
    assert names == ["catalogue.test"]
    assert f"Host: catalogue.test:{server.port}\r\n" in server.heads[0]


@pytest.mark.parametrize("name", ["other.test", "127.0.0.1"])
def test_a_certificate_for_another_name(serve, make_client, certificate, name):
    server_context, client_context = certificate
    server = serve(reply(b"1"), tls=server_context)
    client = make_client(
        allowed_hosts=[name],
        ssl_context=client_context,
        resolver=lambda host, port: ["127.0.0.1"],
    )
    with pytest.raises(errors.Unreachable, match="no valid certificate"):
        client.get_json(f"https://{name}:{server.port}/")
    assert client.numbers.requests == 1
    assert server.heads == []


def test_a_certificate_that_nobody_signed(serve, make_client, certificate):
    server = serve(reply(b"1"), tls=certificate[0])
    client = make_client(
        allowed_hosts=["catalogue.test"], resolver=lambda host, port: ["127.0.0.1"]
    )
    with pytest.raises(errors.Unreachable, match="no valid certificate"):
        client.get_json(f"https://catalogue.test:{server.port}/")


def test_https_asked_of_a_plain_server(serve, make_client):
    server = serve(reply(b"1"))
    client = make_client(server, max_retries=1, read_timeout=0.2, connect_timeout=0.2)
    with pytest.raises((errors.Unreachable, errors.TimedOut)):
        client.get_json(f"https://{server.host}/")


def test_a_server_that_closes_an_idle_connection(serve, make_client):
    def once(connection: socket.socket) -> None:
        connection.sendall(reply(b"1"))
        connection.shutdown(socket.SHUT_RDWR)

    server = serve(once)
    client = make_client(server)
    for _ in range(3):
        assert client.get_json(server.url()) == 1
    assert client.numbers.requests - client.numbers.retries == 3
