"""Catalogues that fail: what is tried again, how often, and what error comes out."""

import socket
import zlib

import pytest

from harvest.client import errors
from tests.harvest.client.servers import hang_up, reply

GOOD = reply(b'{"good": true}')


def cut_off(connection: socket.socket) -> None:
    connection.sendall(reply(b'{"a": [1, 2', length=5000))
    hang_up(connection)


def cut_off_chunks(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,2,\r\n9\r\n")
    hang_up(connection)


def broken_chunks(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[1,2,\r\n")


PACKED = zlib.compress(b"[" + b"1," * 5000 + b"1]")
RUBBISH = b"\x00\x01<!doctype"

PASSING_FAULTS = {
    "500": reply(b"", 500),
    "502": reply(b"<html>", 502),
    "503": reply(b"", 503),
    "504": reply(b"", 504),
    "408": reply(b"", 408),
    "429": reply(b"", 429),
    "hang up": hang_up,
    "cut off": cut_off,
    "cut off chunks": cut_off_chunks,
    "broken chunks": broken_chunks,
    "html": reply(b"<html>Maintenance</html>"),
    "empty": reply(b""),
    "rubbish": reply(RUBBISH),
    "half the JSON": reply(b'{"a": [1, 2'),
    "not HTTP": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "packed and cut": reply(PACKED[:30], 200, "Content-Encoding: deflate"),
    "packed and damaged": reply(b"\x1f\x8b" + b"x" * 40, 200, "Content-Encoding: gzip"),
    "shorter length than body": reply(b"[1,2,3]", length=3),
}


@pytest.mark.parametrize("fault", PASSING_FAULTS.values(), ids=PASSING_FAULTS)
def test_a_fault_that_passes_goes_unnoticed(serve, make_client, fault):
    server = serve(fault, fault, GOOD)
    client = make_client(server)
    assert client.get_json(server.url()) == {"good": True}
    assert client.numbers.retries == 2


LASTING_FAULTS = [
    (reply(b"", 404), errors.NotFound, 1),
    (reply(b"", 410), errors.Gone, 1),
    (reply(b"", 401), errors.Forbidden, 1),
    (reply(b"", 403), errors.Forbidden, 1),
    (reply(b"", 400), errors.BadAnswer, 1),
    (reply(b"", 304), errors.BadAnswer, 1),
    (reply(b"", 302), errors.BadAnswer, 1),  # without Location
    (reply(b"", 501), errors.ServerError, 1),
    (reply(b"", 500), errors.ServerError, 5),
    (reply(b"", 429), errors.RateLimited, 5),
    (reply(b"", 408), errors.TimedOut, 5),
    (hang_up, errors.Unreachable, 5),
    (cut_off, errors.CutOff, 5),
    (cut_off_chunks, errors.CutOff, 5),
    (reply(b"<html>"), errors.NotJSON, 3),
    (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", errors.BadAnswer, 3),
    (b"HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n", errors.BadAnswer, 3),
    (reply(b"", 200, "Content-Encoding: br"), errors.BadAnswer, 1),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12", errors.BadAnswer, 3),
    (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n12345", errors.BadAnswer, 3),
]


@pytest.mark.parametrize(("fault", "kind", "tries"), LASTING_FAULTS)
def test_a_fault_that_lasts(serve, make_client, fault, kind, tries):
    server = serve(fault)
    client = make_client(server)
    with pytest.raises(kind) as caught:
        client.get_json(server.url("/api"))
    assert client.numbers.requests == tries
    assert client.numbers.retries == tries - 1
    assert type(caught.value) is kind
    message = str(caught.value)
    assert message.startswith(server.url("/api: "))
    assert message.endswith(".")


def test_nobody_listens(serve, make_client):
    server = serve(GOOD)
    server.close()
    client = make_client(server, max_retries=2)
    with pytest.raises(errors.Unreachable, match="refused"):
        client.get_json(server.url())
    assert client.numbers.requests == 3


def test_a_name_that_is_none(make_client):
    def no_such_name(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    client = make_client(resolver=no_such_name, max_retries=1)
    with pytest.raises(errors.Unreachable, match=r"can't find catalogue\.example"):
        client.get_json("https://catalogue.example/")


def test_no_answer(serve, make_client):
    server = serve(lambda connection: None)
    client = make_client(server, read_timeout=0.05, max_retries=2)
    with pytest.raises(errors.TimedOut, match="no answer in time"):
        client.get_json(server.url())
    assert client.numbers.requests == 3


def trickle(server, connection, start: bytes, piece: bytes) -> None:
    connection.sendall(start)
    while server.wait(0.01):
        connection.sendall(piece)


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"1"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n1\r\n"),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 404 X\r\nContent-Length: 60000\r\n\r\n", b"1"),
    ],
    ids=["body", "chunks", "headers", "continue", "body of an error"],
)
def test_an_answer_that_trickles_ends_at_the_deadline(serve, make_client, start, piece):
    server = serve(lambda connection: trickle(server, connection, start, piece))
    client = make_client(server, read_timeout=5.0, deadline=0.2)
    with pytest.raises(errors.TimedOut if b"404" not in start else errors.NotFound):
        client.get_json(server.url())
    assert client.numbers.requests <= 2  # the deadline is worth one more try, not four


def test_the_connection_after_a_wrong_length_is_not_used_on(serve, make_client):
    """What is left of the body must not be taken for the next answer."""
    server = serve(reply(b"[1]" + reply(b'"smuggled"'), length=3), GOOD)
    client = make_client(server)
    assert client.get_json(server.url()) == [1]
    assert client.get_json(server.url()) == {"good": True}


def test_backoff_grows_and_is_jittered(serve, make_client, monkeypatch):
    import stamina
    import tenacity.nap

    slept: list[float] = []
    monkeypatch.setattr(tenacity.nap.time, "sleep", slept.append)
    server = serve(reply(b"", 500))
    with stamina.set_testing(False), pytest.raises(errors.ServerError):
        make_client(server).get_json(server.url())
    assert len(slept) == 4
    for number, seconds in enumerate(slept):
        assert 0.5 * 2**number <= seconds <= 0.5 * 2**number + 1
