"""Identifiers that a schema takes for a URI (xs:anyURI, RFC 3986)."""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

# More than RFC 3986 allows: schema validators escape the rest of ASCII's signs and everything
# beyond ASCII before they look.  Blanks, control characters and brackets they refuse.
_CHARACTER = r"""(?:[A-Za-z0-9._~!$&'()*+,;=:@"<>{}|\\^`-]|[^\x00-\xa0\s]|%[0-9A-Fa-f]{2})"""
_URI = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]*:|(?![^/?#]*:))"  # a scheme, or no colon in the first part
    r"(?://[A-Za-z0-9._~-]*(?::[0-9]{1,5})?(?=[/?#]|\Z)|(?!//))"
    rf"(?:{_CHARACTER}|/)*(?:\?(?:{_CHARACTER}|[/?])*)?(?:#(?:{_CHARACTER}|[/?])*)?"
)
_SAFE = "/:@!$&'()*+,;=~-._"


def is_uri(text: str) -> bool:
    """Whether the text can stand where a schema wants a URI or a relative one."""
    return _URI.fullmatch(text) is not None


def as_uri(identifier: str) -> str:
    """The identifier itself if it is a URI; else percent-encoded until it is one."""
    if identifier.isascii() and is_uri(identifier):
        return identifier
    encoded = quote(identifier, safe=_SAFE, errors="replace")
    return encoded if is_uri(encoded) else quote(identifier, safe="", errors="replace")


@lru_cache(maxsize=256)  # whole pages come from one address
def public(url: str) -> str:
    """The address without what may be secret in it: login, password and query."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return as_uri(re.split(r"[?#]", url)[0].rpartition("@")[2])
    return as_uri(urlunsplit((parts.scheme, host, parts.path, "", "")))
