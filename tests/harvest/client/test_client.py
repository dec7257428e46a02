"""What the client does when all goes well, and what it sends."""

import gzip
import threading

import httpx2
import pytest

from harvest.client import Client
from harvest.client.errors import Insecure, NotFound, ServerError
from harvest.client.politeness import Traffic
from tests.harvest.client.servers import redirect, reply


def test_it_works(serve, make_client):
    server = serve(reply(b'{"count": 3}'))
    client = make_client(server)
    assert client.get_json(server.url("/api/v3/datasets"), {"limit": 10}) == {"count": 3}
    assert server.heads[0].startswith("GET /api/v3/datasets?limit=10 HTTP/1.1\r\n")
    numbers = client.numbers
    assert (numbers.requests, numbers.retries, numbers.bytes) == (1, 0, 12)


def test_it_says_who_it_is(serve, make_client):
    server = serve(reply())
    make_client(server, user_agent="Beamfinder/1 (+https://x.org)", contact="a@x.org").get_json(
        server.url()
    )
    head = server.heads[0]
    assert "User-Agent: Beamfinder/1 (+https://x.org)\r\n" in head
    assert "From: a@x.org\r\n" in head
    assert "Accept: application/json\r\n" in head
    assert "Accept-Encoding: gzip\r\n" in head
    assert f"Host: {server.host}\r\n" in head


def test_from_settings(settings, serve):
    server = serve(reply())
    settings.SITE_URL = "https://portal.example"
    settings.ADMIN_EMAIL = ""
    settings.HARVEST_ALLOWED_HOSTS = [server.host]
    with Client.from_settings() as client:
        client.get_json(server.url())
    assert "User-Agent: Beamfinder/" in server.heads[0]
    assert "(+https://portal.example)\r\n" in server.heads[0]
    assert "From:" not in server.heads[0]


def test_it_keeps_the_connection(serve, make_client):
    server = serve(reply(b"[1]"))
    client = make_client(server)
    for _ in range(20):
        assert client.get_bytes(server.url()) == b"[1]"
    assert client.status(server.url()) == 200
    assert server.connections == 1


def test_it_uses_no_proxy_of_the_environment(serve, make_client, monkeypatch):
    server, proxy = serve(reply(b"1")), serve(reply(b"2"))
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url())
    assert make_client(server, proxy).get_json(server.url()) == 1
    assert proxy.connections == 0


def test_it_keeps_no_cookies(serve, make_client):
    server = serve(reply(b"1", 200, "Set-Cookie: a=b; Path=/"), reply(b"2"))
    client = make_client(server)
    client.get_json(server.url())
    client.get_json(server.url())
    assert "cookie" not in server.heads[1].lower()


def test_encoded_slashes_stay(serve, make_client):
    server = serve(reply())
    make_client(server).get_json(server.url("/datasets/10.16907%2Fabc?filter=%7B%7D"))
    assert server.heads[0].startswith("GET /datasets/10.16907%2Fabc?filter=%7B%7D HTTP")


def test_gzip_and_deflate(serve, make_client):
    packed = gzip.compress(b"[1,") + gzip.compress(b"2]")
    server = serve(
        reply(packed, 200, "Content-Encoding: gzip"),
        reply(gzip.compress(b"3", 0), 200, "Content-Encoding: X-GZIP"),
        reply(__import__("zlib").compress(b"4"), 200, "Content-Encoding: deflate"),
        reply(b"", 200, "Content-Encoding: gzip"),
    )
    client = make_client(server)
    assert client.get_json(server.url()) == [1, 2]
    assert client.get_json(server.url()) == 3
    assert client.get_json(server.url()) == 4
    assert client.get_bytes(server.url()) == b""


def test_the_transport_can_be_replaced(make_client):
    """So that connectors can be tested against a fake catalogue in process."""

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [b'{"path": "%s"}' % environ["PATH_INFO"].encode()]

    client = make_client(transport=httpx2.WSGITransport(application))
    assert client.get_json("https://catalogue.example/api") == {"path": "/api"}


@pytest.mark.parametrize("status", [200, 204, 403, 404, 410, 418, 429, 503])
def test_status(serve, make_client, status):
    server = serve(reply(b"x", status))
    assert make_client(server, max_retries=1).status(server.url()) == status


def test_status_reads_no_body(serve, make_client):
    server = serve(reply(b"x" * 1000, length=10**12))
    client = make_client(server, read_timeout=0.2)
    assert client.status(server.url()) == 200
    assert client.numbers.bytes == 0


def test_status_follows_redirects(serve, make_client):
    server = serve(redirect("/new"), reply(b"", 410))
    assert make_client(server).status(server.url()) == 410


def test_the_token_goes_to_its_origin_only(serve, make_client):
    other = serve(reply())
    source = serve(redirect("/again", 307), redirect(other.url(), 307))
    client = make_client(source, other, token="s3cret")
    client.get_json(source.url(), headers={"X-Own": "1", "Cookie": "a"})
    client.get_json(other.url())
    assert all("Authorization: Bearer s3cret\r\n" in head for head in source.heads)
    assert len(source.heads) == 2
    for head in other.heads:
        assert "s3cret" not in head
        assert "X-Own" not in head
        assert "Cookie" not in head
        assert "Accept: application/json" in head


def test_the_token_can_be_bound_to_an_origin_beforehand(serve, make_client):
    source, other = serve(reply()), serve(reply())
    client = make_client(source, other, token="s3cret", token_origin=source.url("/api"))
    client.get_json(other.url())
    client.get_json(source.url())
    assert "Authorization" not in other.heads[0]
    assert "Authorization" in source.heads[0]


def test_the_token_never_travels_in_the_clear(make_client):
    client = make_client(token="s3cret", resolver=lambda host, port: ["93.184.216.34"])
    with pytest.raises(Insecure, match="in the clear"):
        client.get_json("http://catalogue.example/api")


@pytest.mark.parametrize("token", ["a b", "a\r\nX: y", "ä", "a\0"])
def test_a_token_that_is_none(make_client, token):
    with pytest.raises(ValueError, match="token") as caught:
        make_client(token=token)
    assert token not in str(caught.value)


def test_errors_show_no_secrets(serve, make_client):
    server = serve(reply(b"", 404))
    with pytest.raises(NotFound) as caught:
        make_client(server).get_json(server.url("/x"), {"sessionId": "abc", "access_token": "abc"})
    assert "abc" not in str(caught.value)
    assert caught.value.url == server.url("/x?sessionId=…&access_token=…")


def test_threads_share_one_client(serve, make_client):
    server = serve(reply(b"[1]"))
    client = make_client(server)
    results: list[object] = []
    threads = [
        threading.Thread(
            target=lambda: results.extend(client.get_json(server.url()) for _ in range(25))
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[1]] * 100
    assert server.connections == 1  # one at a time
    assert client.numbers.requests == 100


def test_two_clients_take_turns_at_one_host(serve, make_client):
    busy, most = [0], [0]

    def answer(connection):
        busy[0] += 1
        most[0] = max(most[0], busy[0])
        server.wait(0.01)
        busy[0] -= 1
        connection.sendall(reply(b"1"))

    server = serve(answer)
    traffic = Traffic()
    clients = [make_client(server, traffic=traffic) for _ in range(4)]
    threads = [
        threading.Thread(target=lambda c=client: [c.get_json(server.url()) for _ in range(5)])
        for client in clients
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.heads) == 20
    assert most[0] == 1


def test_an_error_does_not_block_the_lane(serve, make_client):
    server = serve(reply(b"", 501), reply(b"1"))
    client = make_client(server)
    with pytest.raises(ServerError):
        client.get_json(server.url())
    assert client.get_json(server.url()) == 1
