"""Texts of a record as they may leave the house: fit for XML, without e-mail addresses."""

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar
from urllib.parse import quote

from portal.normalise.identifiers import doi
from portal.normalise.text import MASK, without_addresses
from publishing.exports.xml import allowed

LINE = 2_000  # characters of a title, a name, a keyword
LONG = 50_000  # characters of a description
LISTED = 5_000  # creators, subjects, … of one resource

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")

# An address as RFC 3986 has it, without a login before the host.
_SIGN = r"(?:[A-Za-z0-9._~!$&'()*+,;=:/?-]|%[0-9A-Fa-f]{2})"
_ADDRESS = re.compile(
    rf"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{{1,5}})?(?:[/?]{_SIGN}*)?(?:#{_SIGN}*)?", re.ASCII
)
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HANDLE = re.compile(r"2[01]\.[0-9A-Z.]{2,30}/[^\s@]+", re.ASCII)


def public(text: str, longest: int = LINE) -> str:
    """The text as everybody may read it; "" where nothing of it is left.

    Characters go first: one of them might part an e-mail address; so might the cut.
    """
    cleaned = without_addresses(allowed(text[: longest + LINE])).strip()
    return "" if cleaned == MASK else cleaned[:longest].rstrip()


def web_address(text: str) -> str:
    """The http or https address with everything escaped that must be, "" if it isn't one."""
    if not text.startswith(("https://", "http://")) or len(text) > LINE or "@" in text:
        return ""
    if not _ADDRESS.fullmatch(text):
        text = quote(_LONE_PERCENT.sub("%25", allowed(text)), safe=":/?#!$&'()*+,;=~%")
    return text if _ADDRESS.fullmatch(text) else ""


def typed(identifier: str) -> tuple[str, str]:
    """A persistent identifier and its DataCite type; ("", "") for one of no known type."""
    address = web_address(identifier)
    if address:
        return address, "URL"
    found = doi(identifier)
    if found and identifier.lower().removeprefix("doi:") == found:
        return allowed(found), "DOI"
    handle = identifier.removeprefix("hdl:")
    return (allowed(handle), "Handle") if _HANDLE.fullmatch(handle) else ("", "")


def listed(given: Iterable[_Given], make: Callable[[_Given], _Made | None]) -> tuple[_Made, ...]:
    """What is made of each, without blanks and repeats, and within bounds."""
    made = (make(one) for one in islice(given, LISTED))
    return tuple(dict.fromkeys(one for one in made if one))
