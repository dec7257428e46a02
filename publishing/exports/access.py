"""Whether the data may be had, under what licence, and the dates that go with it."""

import re
from datetime import date

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord
from portal.normalise import licences
from portal.web import show
from publishing.exports.kernel import Date, Rights
from publishing.exports.texts import public, web_address

EU_REPO = "info:eu-repo/semantics/"
COAR = "http://purl.org/coar/access_right/"
GIVEN = "As the licence of the data says"
SPDX = "https://spdx.org/licenses/"


def _terms(name: str, coar: str, label: str) -> tuple[Rights, Rights]:
    words = name.removesuffix("Access").capitalize() + " Access"
    return (
        Rights(rights=words, rights_uri=EU_REPO + name),
        Rights(rights=label, rights_uri=COAR + coar),
    )


# COAR has no closed access: nothing but the metadata may be had.
_RIGHTS: dict[str, tuple[Rights, Rights]] = {
    "open": _terms("openAccess", "c_abf2", "open access"),
    "embargoed": _terms("embargoedAccess", "c_f1cf", "embargoed access"),
    "restricted": _terms("restrictedAccess", "c_16ec", "restricted access"),
    "closed": _terms("closedAccess", "c_14cb", "metadata only access"),
}
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-(?:NC|SA|ND)){0,2})-(\d\.\d)", re.ASCII)
_CLOSING = re.compile("closed|restricted|embargo", re.IGNORECASE)
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_NEVER_SAID = "1970-01-01"  # since when metadata are public that always were


def access(record: Record, metadata: AnyRecord) -> str:
    """Whether the data may be had now: open, embargoed, restricted or closed.

    Both vocabularies want the day on which an embargo ends: one without is closed.
    """
    now = record.availability
    if now == "embargoed" and not _day(metadata.open_from):
        return "closed"
    return now if now in _RIGHTS else "closed"


def rights(metadata: AnyRecord, access: str) -> tuple[Rights, ...]:
    """The licence, if there is one, and the access right in the two vocabularies."""
    licence = _licence(metadata.licence)
    return (licence, *_RIGHTS[access]) if licence else _RIGHTS[access]


def _licence(given: str) -> Rights | None:
    text, address = public(given), web_address(given)
    if not text:
        return None
    if address or not licences.is_spdx(text):
        # B2FIND takes any such word for the access right, "unrestricted" too.
        said = _CLOSING.search(text)
        return Rights(rights=GIVEN if said else text, rights_uri=address)
    return Rights(
        rights=text,
        rights_uri=_licence_address(text),
        rights_identifier=text,
        rights_identifier_scheme="SPDX",
        scheme_uri=SPDX,
    )


def _licence_address(identifier: str) -> str:
    """Where the licence itself stands, else SPDX's page of it."""
    if identifier == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    common = _CREATIVE_COMMONS.fullmatch(identifier)
    if common:
        return f"https://creativecommons.org/licenses/{common[1].lower()}/{common[2]}/"
    return f"{SPDX}{identifier}.html"


def publication_year(record: Record, metadata: AnyRecord) -> str:
    """The year of publication; else the one the record is listed under, or was first seen in."""
    year = metadata.publication_year or 0
    if 1000 <= year <= 9999:
        return str(year)
    near = show.year(metadata.start_date, metadata.release_date, metadata.created)
    return _day(near) or f"{record.created_at.year:04}"


def dates(record: Record, metadata: AnyRecord, access: str) -> tuple[Date, ...]:
    """The dates that are known, to the day: OpenAIRE wants no times of day."""
    opened, released = _day(metadata.open_from), _day(metadata.release_date)
    embargoed = access == "embargoed"
    # Some tell only when the data will be free: that isn't when they were published.
    issued = "" if embargoed and released >= opened else released
    found = {
        "Collected": _span(_day(metadata.start_date), _day(metadata.end_date)),
        "Issued": issued or publication_year(record, metadata),
        "Accepted": _embargo_start(record, metadata, opened) if embargoed else "",
        "Available": opened if access in ("open", "embargoed") else "",
        "Created": _day(metadata.created),
        "Updated": _day(metadata.modified),
    }
    return tuple(Date(date=date, date_type=kind) for kind, date in found.items() if date)


def _embargo_start(record: Record, metadata: AnyRecord, end: str) -> str:
    """When the embargo began: OpenAIRE wants it, but few catalogues tell."""
    public_from = _day(metadata.public_from)
    told = (metadata.release_date, metadata.created, public_from)
    days = (_day(one) for one in told if one != _NEVER_SAID)
    return next((day for day in days if day and day < end), f"{record.created_at:%Y-%m-%d}")


def _span(start: str, end: str) -> str:
    if start and end and start < end:
        return f"{start}/{end}"
    return start


def _day(text: str) -> str:
    """The date to the day, or as far as there is such a date; "" for what isn't one."""
    found = _DAY.match(text)
    if not found or found[0].startswith("0000"):
        return ""
    try:
        date.fromisoformat(f"{found[0]}-01-01"[:10])
    except ValueError:
        return found[0][:7]  # no 31 February
    return found[0]
