"""Addresses of pages, so that templates and JSON agree on them."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from django.conf import settings


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
    """The resolver's address of a DOI."""
    return "https://doi.org/" + quote(doi, safe="/:;()")


def orcid(identifier: str) -> str:
    return f"https://orcid.org/{identifier}"
