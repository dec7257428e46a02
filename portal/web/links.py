"""Addresses of pages, so that templates and JSON agree on them."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from django.conf import settings

SANDBOX = "10.5072/"


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
    """The resolver's address of a DOI; ours of one that was only tried out, which it has never
    heard of."""
    if is_sandbox(doi):
        return absolute("/doi/" + quote(doi, safe="/:;()"))
    return "https://doi.org/" + quote(doi, safe="/:;()")


def is_sandbox(doi: str) -> bool:
    """Whether the DOI is of the prefix that DataCite keeps for trying out."""
    return doi.startswith(SANDBOX)


def orcid(identifier: str) -> str:
    return f"https://orcid.org/{identifier}"
