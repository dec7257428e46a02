"""Decides which addresses may be fetched, and which IP addresses may be connected to."""

import re
import socket
from collections.abc import Callable, Collection, Sequence
from ipaddress import ip_address

import httpx2

from harvest.client.addresses import host_problem, refusal
from harvest.client.errors import BadAddress

Resolver = Callable[[str, int], Sequence[str]]

_ENTRY = re.compile(r"(\[[^\]]+\]|[^:\[\]/@]+)(?::([0-9]{1,5}))?")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Refused(Exception):
    """A host whose IP addresses are not all public; the message says which and why."""


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the system's order.

    Raises OSError (socket.gaierror) when there are none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label too long for DNS
        raise socket.gaierror(socket.EAI_NONAME, str(error)) from error
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def canonical_host(host: str) -> str:
    """A host's one spelling: lower case, no final dot, IP addresses in their short form."""
    host = host.strip("[]").lower().removesuffix(".")
    try:
        return str(ip_address(host))
    except ValueError:
        return host


def parse_address(text: str | httpx2.URL) -> httpx2.URL:
    """The address, checked for all that can be told without asking DNS.

    Raises BadAddress.
    """
    try:
        url = httpx2.URL(text)
        port = url.port or 0
    except (httpx2.InvalidURL, TypeError, ValueError) as error:
        raise BadAddress(text, "this isn't an address") from error
    problem = _problem(url, port)
    if problem:
        raise BadAddress(text, problem)
    return url


def _problem(url: httpx2.URL, port: int) -> str:
    if url.scheme not in _DEFAULT_PORTS:
        return "only http and https are fetched"
    if url.userinfo:
        return "there is a user name or password in it"
    if not url.raw_host:
        return "there is no host in it"
    if port > 65535:
        return f"there is no port {port}"
    problem = host_problem(place(url)[0])
    return f"its host is {problem}" if problem else ""


def place(url: httpx2.URL) -> tuple[str, int]:
    """The host, in its one spelling, and the port that an address points to."""
    return canonical_host(url.raw_host.decode("ascii")), url.port or _DEFAULT_PORTS[url.scheme]


class Guard:
    """Knows the hosts that a setting allows, and keeps us from all other private ones."""

    def __init__(self, allowed_hosts: Collection[str] = (), resolver: Resolver = resolve) -> None:
        """``allowed_hosts``: "host" for all its ports, "host:port" for one, IPv6 in brackets.

        Raises ValueError for an entry that is neither.
        """
        self._allowed = frozenset(_entry(text) for text in allowed_hosts)
        self._resolver = resolver

    def allows(self, host: str, port: int) -> bool:
        """Whether a setting allows this host, whatever its IP address."""
        host = canonical_host(host)
        return (host, 0) in self._allowed or (host, port) in self._allowed

    def addresses(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host that may be connected to.

        Connect to one of these and never to the name: another look-up could give another
        answer.  A name with a single private address is refused altogether.

        Raises Refused, and OSError when the name has no address.
        """
        host = canonical_host(host)
        found = [host] if _is_ip(host) else list(self._resolver(host, port))
        if not found:
            raise OSError(f"{host} has no address")
        if self.allows(host, port):
            return found
        for address in found:
            reason = refusal(address)
            if reason:
                raise Refused(f"{host} is at {address}, which is refused ({reason})")
        return found


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _entry(text: str) -> tuple[str, int]:
    """An allowed host and its port, 0 for all."""
    text = text.strip()
    match = _ENTRY.fullmatch(f"[{text}]" if ":" in text and _is_ip(text) else text)
    try:
        url = httpx2.URL(f"http://{match[1]}/") if match else None
    except httpx2.InvalidURL:
        url = None
    if match is None or url is None or host_problem(place(url)[0]) or int(match[2] or 1) > 65535:
        raise ValueError(
            f"{text!r} isn't an allowed host: write host or host:port, IPv6 in brackets"
        )
    return place(url)[0], int(match[2] or 0)
