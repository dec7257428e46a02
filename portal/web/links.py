"""Addresses of pages, so that templates and JSON agree on them."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme

SANDBOX = "10.5072/"  # DataCite's prefix for trying things out: registered nowhere


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


def is_sandbox(doi: str) -> bool:
    """Whether the DOI was only tried out."""
    return doi.startswith(SANDBOX)


def stays_at_home(address: str) -> bool:
    """Whether the address is of a DOI that was only tried out, on a portal that isn't there for
    trying: linked data are taken up by others, and nobody could resolve it."""
    return bool(settings.PRODUCTION) and address.startswith(page_of_doi(SANDBOX))


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
