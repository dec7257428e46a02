"""What single values of DataCite's metadata look like: dates, languages, addresses, DOIs."""

import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from portal.normalise import identifiers, people

_DOI = re.compile(r"10\.\d{4,5}/[-._;()/:a-zA-Z0-9*~$=]+", re.ASCII)
LONGEST_DOI = 250

# W3CDTF (https://www.w3.org/TR/NOTE-datetime), with a fraction of a second of any length.
_DATE = re.compile(
    r"(?P<day>-?\d{4}(?:-\d{2}(?:-\d{2})?)?)"
    r"(?:T(?P<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,12})?(?:Z|[+-]\d{2}:\d{2}))?",
    re.ASCII,
)
_DAYS = ("%Y", "%Y-%m", "%Y-%m-%d")
_TIMES = ("%H:%M", "%H:%M:%S")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*", re.ASCII)  # xs:language
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x1f]+")
_SCHEMA = re.compile(r"https?://datacite\.org/schema/kernel-4(?:\.\d)?", re.ASCII)


def is_doi(text: str) -> bool:
    """A DOI that may be registered, by DataCite's own pattern."""
    return len(text) <= LONGEST_DOI and _DOI.fullmatch(text) is not None


def is_related_doi(text: str) -> bool:
    """A DOI of somebody else: bare or behind the resolver's address."""
    bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", "", text, flags=re.IGNORECASE)
    return identifiers.doi(bare) == bare.lower()


def is_year(text: str) -> bool:
    return re.fullmatch(r"\d{4}", text, re.ASCII) is not None


def is_date(text: str) -> bool:
    """A date by W3CDTF, or a range of two with a slash between them (RKMS-ISO8601)."""
    begin, slash, end = text.partition("/")
    if not slash:
        return _is_moment(text)
    return bool(begin or end) and all(_is_moment(one) for one in (begin, end) if one)


def _is_moment(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    # Years before our era, and the year 0, are beyond datetime.
    day = re.sub(r"^(?:-\d{4}|0000)", "2000", match["day"])
    time = match["time"]
    return _reads(day, _DAYS) and (time is None or _reads(time, _TIMES))


def _reads(text: str, forms: Sequence[str]) -> bool:
    for form in forms:
        try:
            datetime.strptime(text, form)
        except ValueError:
            continue
        return True
    return False


def is_language(text: str) -> bool:
    return _LANGUAGE.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """A URI of any scheme."""
    return _ADDRESS.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """An http, https or ftp address with a host."""
    try:
        parts = urlsplit(text)
        return (
            is_address(text) and parts.scheme in ("http", "https", "ftp") and bool(parts.hostname)
        )
    except ValueError:
        return False


def is_orcid(text: str) -> bool:
    """An ORCID iD with a right check digit."""
    return bool(people.orcid(text))


def is_schema(text: str) -> bool:
    """The name of a schema of kernel 4."""
    return _SCHEMA.fullmatch(text) is not None


def within(url: str, domains: Sequence[str]) -> bool:
    """Whether a repository with these domains ("example.org", "*.example.org", "*") allows it."""
    if not is_web_address(url):
        return False
    host = (urlsplit(url).hostname or "").rstrip(".")
    return any(_matches(host, one.strip().lower()) for one in domains)


def _matches(host: str, domain: str) -> bool:
    if domain.startswith("*."):
        return host.endswith(domain[1:])
    return domain in ("*", host)
