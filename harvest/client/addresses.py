"""Which IP addresses belong to strangers on the public internet, and which are refused.

The tables follow IANA's special-purpose address registries for IPv4 and IPv6 (RFC 6890
and later), and not ``ipaddress.is_global``, whose answers changed between releases of
Python.  What isn't known to be public is refused.
"""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_IPV4 = [
    (ip_network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud metadata"),
        ("169.254.0.0/16", "link-local or cloud metadata"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
]
_IPV6 = [
    (ip_network(network), reason)
    for network, reason in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b:1::/48", "local NAT64"),
        ("2001::/23", "reserved or Teredo"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
]
_NAT64 = IPv6Network("64:ff9b::/96")
_PUBLIC_IPV6 = IPv6Network("2000::/3")
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")
_NAME = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")


def refusal(address: str) -> str:
    """Why no stranger may send us to this IP address; "" if it is a public one.

    A NAT64 address (RFC 6052) is as public as the IPv4 address inside it: networks
    without IPv4 reach the whole IPv4 internet by them.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return "not an IP address"
    if isinstance(parsed, IPv4Address):
        return next((reason for network, reason in _IPV4 if parsed in network), "")
    return _refusal_of_ipv6(parsed)


def _refusal_of_ipv6(address: IPv6Address) -> str:
    if address.scope_id:
        return "link-local"
    if address in _NAT64:
        inner = refusal(str(IPv4Address(int(address) & 0xFFFFFFFF)))
        return f"NAT64 of {inner}" if inner else ""
    for network, reason in _IPV6:
        if address in network:
            return reason
    return "" if address in _PUBLIC_IPV6 else "reserved"


def host_problem(host: str) -> str:
    """What is wrong with a host as an address names it, lower case; "" if nothing.

    Only plain IP addresses and DNS names pass: forms such as 2130706433, 0x7f.1 and
    0177.0.0.1, which some resolvers read as IP addresses, have no honest use.
    """
    try:
        ip_address(host)
    except ValueError:
        pass
    else:
        return "an address with a zone" if "%" in host else ""
    if not _NAME.fullmatch(host) or len(host) > 253:
        return "not a host name"
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        return "an IP address written in an unusual way"
    return ""
