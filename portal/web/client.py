"""Who asks, as far as an address tells."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

NETWORK = 64  # bits of an IPv6 address that one customer has; the rest anybody chooses freely


def address(request: HttpRequest) -> str:
    """The client's address, or its network for IPv6; "" where none is known.

    Behind a proxy (``CLIENT_ADDRESS_HEADER``) that is the last address of its header: the one
    the proxy itself has seen. What stands before it the client may have made up.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    given = request.META.get(header, "").rpartition(",")[2] if header else ""
    try:
        found = ipaddress.ip_address((given or request.META.get("REMOTE_ADDR", "")).strip())
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), NETWORK), strict=False).network_address)
