"""Addresses of pages, so that templates and JSON agree on them."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlencode

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme

MOST_ESCAPED = 3  # times that an address is escaped within others
SANDBOX = "10.5072/"  # DataCite's prefix for trying things out: registered nowhere
_RESOLVER = re.compile(r"https?://(?:[a-z]+\.)*(?:doi\.org|handle\.net)[:/]", re.IGNORECASE)
_DOI = re.compile(r"(?<![\d.])10\.\d{4,9}(?:\.\d{1,9})*/[^\s<>\"]*", re.ASCII)


def search(**filters: str | Iterable[str]) -> str:
    """The results page with these filters: ``search(facility="ess", q="person:…")``."""
    return "/search?" + urlencode(filters, doseq=True)


def field(name: str, value: str) -> str:
    """The results page for one field of the search box, the value quoted."""
    return search(q=f'{name}:"{value.replace(chr(34), " ")}"')


def absolute(path: str) -> str:
    """The address as other sites know it."""
    return settings.SITE_URL + path


def doi(doi: str) -> str:
    """Where a DOI leads: the resolver's address, or our page of one that no resolver knows."""
    if is_sandbox(doi):
        return page_of_doi(doi)
    return "https://doi.org/" + quote(doi, safe="/:;()")


def page_of_doi(doi: str) -> str:
    """Our own page of the record with this DOI."""
    return absolute("/doi/" + quote(doi, safe="/:;()"))


def is_sandbox(text: str) -> bool:
    """Whether the text names a DOI that was only tried out, however it is written: bare, with
    "doi:", or in an address (of any resolver, or of our own page of it), escaped or not."""
    for _ in range(MOST_ESCAPED):
        text = unquote(text) if "%" in text else text
    if SANDBOX not in text:
        return False
    return any(found[0].startswith(SANDBOX) for found in _DOI.finditer(text))


def leads_nowhere(address: str) -> bool:
    """Whether a resolver would be asked for a DOI that was only tried out."""
    return is_sandbox(address) and _RESOLVER.match(address) is not None


def tries_stay_at_home() -> bool:
    """Whether this portal isn't there for trying: others aren't told of DOIs tried out."""
    return bool(settings.PRODUCTION)


def stays_at_home(text: str) -> bool:
    """Whether others mustn't be told of this identifier or address, as it is of such a DOI:
    linked data are taken up by others, and nobody could resolve it."""
    return tries_stay_at_home() and is_sandbox(text)


def handle(handle: str) -> str:
    """The resolver's address of a handle."""
    return "https://hdl.handle.net/" + quote(handle, safe="/:;()")


def orcid(identifier: str) -> str:
    return f"https://orcid.org/{identifier}"


def is_own(address: str) -> bool:
    """Whether browsers stay here when they follow it, as a form may say where to go on.

    They and urlsplit drop tabs and line feeds, so none may be in.
    """
    if not address.isprintable() or not address.startswith("/"):
        return False
    if address.startswith(("//", "/\\")):
        return False
    return url_has_allowed_host_and_scheme(address, allowed_hosts=None)
