"""What of the publications a request asks for: words, a facility, a year."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import msgspec
from django.http import QueryDict

from portal.catalogue.models.records import RecordQuerySet
from portal.catalogue.records import Member
from portal.normalise.text import without_addresses

LONGEST = 200  # characters of the words
MOST_READ = 10_000  # publications whose texts are read for the words, the newest first
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_SLUG = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)


class BadAsked(ValueError):
    """What can't be read in the address; the message tells what to write."""


@dataclass(frozen=True)
class Asked:
    """ "" for what isn't asked."""

    text: str = ""
    facility: str = ""
    year: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.facility or self.year)

    def address(self, path: str) -> str:
        """The address of these publications at a path."""
        given = {"q": self.text, "facility": self.facility, "year": self.year}
        query = urlencode({key: value for key, value in given.items() if value})
        return f"{path}?{query}" if query else path


class _Texts(msgspec.Struct, frozen=True, gc=False):
    """The part of a record's body that words are looked for in."""

    title: str = ""
    summary: str = ""
    doi: str = ""
    keywords: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()

    def folded(self) -> str:
        people = (one.person.full_name for one in self.members)
        orcids = (one.person.orcid for one in self.members)
        parts = (self.title, self.summary, self.doi, *self.keywords, *people, *orcids)
        return folded(without_addresses(" \n ".join(parts)))


_decoder = msgspec.json.Decoder(_Texts)


def read(query: QueryDict) -> Asked:
    """Raises BadAsked."""
    text, year = " ".join(query.get("q", "").split()), query.get("year", "").strip()
    facility = query.get("facility", "").strip()
    if len(text) > LONGEST:
        raise BadAsked(f"This is too long to look for: {LONGEST} characters are the most.")
    if year and not _YEAR.fullmatch(year):
        raise BadAsked("“year” is a year with four digits, or left out.")
    if facility and not _SLUG.fullmatch(facility):
        raise BadAsked("“facility” is the short name that the addresses of facilities end with.")
    return Asked(text, facility, year)


def narrowed(found: RecordQuerySet, asked: Asked) -> RecordQuerySet:
    """Those of the publications that are asked for, the newest first."""
    found = _of(found, asked).order_by("-appeared_at", "-pk")
    return found.filter(pk__in=_having(found, asked.text)) if asked.text else found


def newest_only(found: RecordQuerySet, asked: Asked) -> int | None:
    """In how many the words are looked for, where there are more; None where all are read."""
    if not asked.text:
        return None
    return MOST_READ if _of(found, asked)[: MOST_READ + 1].count() > MOST_READ else None


def _of(found: RecordQuerySet, asked: Asked) -> RecordQuerySet:
    """Those of the facility and the year."""
    if asked.facility:
        found = found.filter(facility__slug=asked.facility)
    if asked.year:
        found = found.filter(appeared_at__year=int(asked.year))
    return found


def folded(text: str) -> str:
    """Without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _having(found: RecordQuerySet, text: str) -> Iterable[int]:
    """Those with every word in what a reader would know them by."""
    words = folded(text.removeprefix("https://doi.org/")).split()
    bodies = found.values_list("pk", "body")[:MOST_READ].iterator()
    texts = ((pk, _decoder.decode(body).folded()) for pk, body in bodies)
    return [pk for pk, told in texts if all(word in told for word in words)]
