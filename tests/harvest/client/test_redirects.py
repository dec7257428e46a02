"""Redirects, and the private network behind them."""

import contextlib

import pytest

from harvest.client import errors
from tests.harvest.client.servers import redirect, reply

PUBLIC = "93.184.216.34"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(serve, make_client, status):
    server = serve(redirect("/new?x=1", status), redirect("newer", status), reply(b"1"))
    assert make_client(server).get_json(server.url("/old/")) == 1
    assert [head.split()[1] for head in server.heads] == ["/old/", "/new?x=1", "/newer"]


def test_five_redirects_and_no_more(serve, make_client):
    good = serve(*[redirect(f"/{n}") for n in range(5)], reply(b"1"))
    assert make_client(good).get_json(good.url()) == 1
    loop = serve(redirect("/a"))
    client = make_client(loop)
    with pytest.raises(errors.TooManyRedirects, match="more than 5"):
        client.get_json(loop.url("/a"))
    assert client.numbers.requests == 6


REFUSED = [
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:1/",
    "http://localhost/",
    "http://10.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[fe80::1]/",
    "http://0.0.0.0/",
    "http://[::]/",
    "//192.168.0.1/x",
    "http://metadata.google.internal/",
]


def resolver(host: str, port: int) -> list[str]:
    return {"localhost": ["127.0.0.1", "::1"], "metadata.google.internal": ["169.254.169.254"]}[
        host
    ]


@pytest.mark.parametrize("target", REFUSED)
def test_redirects_into_the_private_network(serve, make_client, target):
    server = serve(redirect(target))
    client = make_client(server, resolver=resolver)
    with pytest.raises(errors.Blocked, match="refused") as caught:
        client.get_json(server.url())
    assert "HARVEST_ALLOWED_HOSTS" in str(caught.value)
    assert client.numbers.requests == 2  # and no retries


@pytest.mark.parametrize("target", REFUSED)
def test_the_private_network_itself(make_client, target):
    client = make_client(resolver=resolver)
    address = target if target.startswith("http") else f"http:{target}"
    for fetch in (client.get_json, client.get_bytes, client.status):
        with pytest.raises(errors.Blocked):
            fetch(address)


def test_another_port_of_an_allowed_host(serve, make_client):
    secret = serve(reply(b'"secret"'))
    server = serve(redirect(secret.url()))
    with pytest.raises(errors.Blocked, match="loopback"):
        make_client(server).get_json(server.url())
    assert secret.connections == 0


BAD_LOCATIONS = [
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "http://user:password@127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://[fe80::1%25eth0]/",
    "http://[::1",
    "http://x:99999999999/",
    "http://a b/",
    "javascript:alert(1)",
    "https:",
]


@pytest.mark.parametrize("location", BAD_LOCATIONS)
def test_locations_that_are_no_addresses(serve, make_client, location):
    server = serve(redirect(location))
    client = make_client(server)
    with pytest.raises(errors.BadAddress):
        client.get_json(server.url())
    assert client.numbers.requests == 1


@pytest.mark.parametrize(
    "location", ["/x%0d%0aX-Injected: 1", "/x\r\nX-Injected: 1", "/ä", "/x\ty", "/x\x7f"]
)
def test_header_injection_in_location(serve, make_client, location):
    server = serve(redirect(location), reply(b"1"))
    with contextlib.suppress(errors.FetchError):
        assert make_client(server).get_json(server.url()) == 1
    assert not any("\r\nX-Injected" in head for head in server.heads)


def test_never_from_https_to_http(serve, make_client, certificate):
    server_context, client_context = certificate
    plain = serve(reply(b"1"))
    server = serve(redirect(plain.url()), tls=server_context)
    client = make_client(
        plain,
        allowed_hosts=["catalogue.test", plain.host],
        ssl_context=client_context,
        resolver=lambda host, port: ["127.0.0.1"],
    )
    with pytest.raises(errors.Insecure, match="from https to http"):
        client.get_json(f"https://catalogue.test:{server.port}/")
    assert plain.connections == 0
