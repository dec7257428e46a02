"""Answers that are too much: bytes, packed bytes, headers, values."""

import gzip
import tracemalloc
import zlib

import pytest

from harvest.client import errors
from tests.harvest.client.servers import reply

MEGABYTE = 1 << 20


def test_a_length_over_the_limit_is_not_even_begun(serve, make_client):
    server = serve(reply(b"", length=1 << 30))
    client = make_client(server)
    with pytest.raises(errors.TooLarge, match="over 67,108,864 bytes"):
        client.get_json(server.url())
    assert (client.numbers.requests, client.numbers.bytes) == (1, 0)


@pytest.mark.parametrize("size", ["9" * 30, "9" * 5000])
def test_an_absurd_length(serve, make_client, size):
    server = serve(f"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n".encode())
    with pytest.raises(errors.FetchError):
        make_client(server).get_json(server.url())


def endless(start: bytes, piece: bytes):
    def act(connection):
        connection.sendall(start)
        while True:
            connection.sendall(piece)

    return act


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
ENDLESS = {
    "chunks": endless(CHUNKED, b"10000\r\n" + b" " * 65536 + b"\r\n"),
    "without length": endless(b"HTTP/1.1 200 OK\r\n\r\n", b" " * 65536),
    "a gigabyte": endless(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[", b"1," * 32768
    ),
}


@pytest.mark.parametrize("act", ENDLESS.values(), ids=ENDLESS)
def test_a_body_without_end(serve, make_client, act):
    server = serve(act)
    client = make_client(server, max_bytes=MEGABYTE)
    with pytest.raises(errors.TooLarge):
        client.get_json(server.url())
    assert client.numbers.requests == 1
    assert client.numbers.bytes < 2 * MEGABYTE


def test_endless_headers(serve, make_client):
    server = serve(endless(b"HTTP/1.1 200 OK\r\n", b"X-Header: " + b"x" * 5000 + b"\r\n"))
    with pytest.raises(errors.BadAnswer):
        make_client(server).get_json(server.url())


def test_one_endless_header(serve, make_client):
    server = serve(endless(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 50_000))
    with pytest.raises(errors.BadAnswer):
        make_client(server).get_json(server.url())


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    pieces = [packer.compress(b" " * MEGABYTE) for _ in range(megabytes)]
    return b"".join(pieces) + packer.flush()


def test_a_gzip_bomb_is_stopped_while_it_unpacks(serve, make_client):
    server = serve(reply(bomb(300), 200, "Content-Encoding: gzip"))
    client = make_client(server, max_bytes=10 * MEGABYTE)
    tracemalloc.start()
    try:
        with pytest.raises(errors.TooLarge):
            client.get_json(server.url())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 40 * MEGABYTE
    assert client.numbers.requests == 1


def test_a_gzip_of_very_many_parts(serve, make_client):
    server = serve(reply(gzip.compress(b"") * 5000, 200, "Content-Encoding: gzip"))
    with pytest.raises(errors.BadAnswer, match="1,000 parts"):
        make_client(server).get_json(server.url())


def test_gzip_in_gzip_is_not_unpacked_twice(serve, make_client):
    server = serve(reply(gzip.compress(bomb(1)), 200, "Content-Encoding: gzip, gzip"))
    with pytest.raises(errors.BadAnswer, match="wasn't asked for"):
        make_client(server).get_json(server.url())


def test_exactly_the_limit(serve, make_client):
    server = serve(reply(b" " * 999 + b"1"), reply(b" " * 1000 + b"1"))
    client = make_client(server, max_bytes=1000)
    assert client.get_json(server.url()) == 1
    with pytest.raises(errors.TooLarge):
        client.get_json(server.url())
