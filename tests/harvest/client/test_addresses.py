"""The address guard: public addresses pass, all others don't, however they are written."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.client.addresses import host_problem, refusal
from harvest.client.errors import BadAddress
from harvest.client.guard import Guard, Refused, parse_address, resolve

PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:a00:1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2600::1%eth0",
    "fec0::1",
    "ff02::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "130.235.95.1",
    "172.32.0.1",
    "172.15.255.255",
    "100.128.0.1",
    "192.0.1.1",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001::200e",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address):
    assert refusal(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address):
    assert refusal(address) == ""


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_python_says_private_too(address):
    """All that Python's own table knows as not global is refused."""
    if not address.is_global or address.is_multicast or address.is_loopback:
        assert refusal(str(address))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_inside_an_ipv6_one(address):
    number = int(address)
    for inside in (
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address(number),
        IPv6Address((0x2002 << 112) | (number << 80)),
    ):
        assert refusal(str(inside))
    nat64 = IPv6Address((0x64FF9B << 96) | number)
    assert bool(refusal(str(nat64))) == bool(refusal(str(IPv4Address(number))))


@given(st.text())
def test_any_text_is_judged(text):
    if refusal(text) == "":
        ip_address(text)
    host_problem(text)


UNUSUAL = [
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://127.0.0.0x1/",
    "http://256.0.0.1/",
    "http://1.2.3.4.5/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[::1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://a b/",
    "http://a%20b/",
    "http://loc%61lhost/",
    "http://a..b/",
    "http://.a/",
    "http:///path",
    "http://",
    "http://host:99999/",
    "http://host:port/",
    "http://user@host/",
    "http://user:password@host/",
    "http://host\\@127.0.0.1/",
    "http://" + "a" * 64 + "/",
    "http://" + "a." * 200 + "a/",
    "ftp://host/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:25/",
    "javascript:alert(1)",
    "//host/path",
    "/path",
    "",
    "http://host/\r\nX: y",
    "http://host/\0",
    "http://host/" + "x" * 100_000,
    "\ud800",
]


@pytest.mark.parametrize("address", UNUSUAL, ids=range(len(UNUSUAL)))
def test_addresses_that_are_never_fetched(address):
    with pytest.raises(BadAddress) as caught:
        parse_address(address)
    assert "password@" not in str(caught.value)
    assert len(str(caught.value)) < 1000


@given(st.text())
def test_any_text_is_an_address_or_refused(text):
    for address in (text, f"http://{text}/", f"http://host{text}"):
        try:
            url = parse_address(address)
        except BadAddress:
            continue
        assert url.scheme in ("http", "https")
        assert url.userinfo == b""
        assert host_problem(url.raw_host.decode().strip("[]").lower().removesuffix(".")) == ""


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://EXAMPLE.org/a%2Fb", "example.org"),
        ("https://例え.jp:8443/", "xn--r8jz45g.jp"),
        ("http://127。0。0。1/", "127.0.0.1"),
        ("http://[::1]:80/", "::1"),
        ("http://search_api.example./", "search_api.example."),
    ],
)
def test_addresses_that_are_understood(address, host):
    assert parse_address(address).raw_host.decode() == host


def test_a_url_object_is_checked_as_well():
    with pytest.raises(BadAddress):
        parse_address(httpx2.URL("ftp://host/"))


def guard(*found: str, allowed: tuple[str, ...] = ()) -> Guard:
    return Guard(allowed, lambda host, port: found)


def test_all_public():
    assert guard("1.1.1.1", "2606:4700::1").addresses("catalogue.example", 443) == [
        "1.1.1.1",
        "2606:4700::1",
    ]


@pytest.mark.parametrize("private", PRIVATE)
def test_one_private_address_is_enough(private):
    for found in ((private,), ("1.1.1.1", private), (private, "1.1.1.1")):
        with pytest.raises(Refused, match=r"catalogue\.example is at .+ refused"):
            guard(*found).addresses("catalogue.example", 443)


def test_no_address_at_all():
    with pytest.raises(OSError, match="no address"):
        guard().addresses("catalogue.example", 443)


def test_an_ip_address_is_not_looked_up():
    assert guard("127.0.0.1").addresses("1.1.1.1", 80) == ["1.1.1.1"]
    with pytest.raises(Refused):
        guard("1.1.1.1").addresses("127.0.0.1", 80)


@pytest.mark.parametrize(
    ("entry", "host", "port", "allowed"),
    [
        ("127.0.0.1:8001", "127.0.0.1", 8001, True),
        ("127.0.0.1:8001", "127.0.0.1", 8002, False),
        ("127.0.0.1:8001", "localhost", 8001, False),
        ("127.0.0.1", "127.0.0.1", 1, True),
        ("127.0.0.1:80", "127.0.0.1", 80, True),
        ("127.0.0.1:80", "127.0.0.1", 443, False),
        ("[::1]:8001", "::1", 8001, True),
        ("[::1]", "0:0:0:0:0:0:0:1", 5, True),
        ("::1", "::1", 5, True),
        ("Catalogue.Internal.", "catalogue.internal", 443, True),
        ("catalogue.internal", "sub.catalogue.internal", 443, False),
        ("catalogue.internal", "CATALOGUE.internal.", 443, True),
        (" 例え.jp ", "xn--r8jz45g.jp", 443, True),
    ],
)
def test_allowed_hosts(entry, host, port, allowed):
    checked = guard("10.0.0.1", allowed=(entry,))
    assert checked.allows(host, port) is allowed
    if allowed:
        assert checked.addresses(host, port)
    else:
        with pytest.raises(Refused):
            checked.addresses(host, port)


@pytest.mark.parametrize(
    "entry",
    ["", "http://host", "host:", "host:x", "host:99999", "*", "*.org", "a/b", "a@b", "[::1", "1.2"],
)
def test_entries_that_are_no_hosts(entry):
    with pytest.raises(ValueError, match="isn't an allowed host: write host"):
        Guard([entry])


def test_the_system_resolver():
    assert "127.0.0.1" in resolve("localhost", 80)
    for name in ("no-such-name.invalid", "a" * 70 + ".invalid"):
        with pytest.raises(OSError, match=r"\w"):
            resolve(name, 80)
