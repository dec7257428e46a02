"""What a reference is made of, whatever format it is written in."""

import re
from dataclasses import dataclass

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Work:
    """Texts of one line each; what isn't known is "".

    ``doi`` is one that the resolver knows, as programs make links of it.  ``organisations`` are
    those of the authors that aren't people.
    """

    key: str
    title: str
    authors: tuple[str, ...]  # "Family, Given", or the whole name
    year: str
    date: str
    publisher: str
    kind: str
    doi: str
    url: str
    keywords: tuple[str, ...]
    summary: str
    version: str = ""
    language: str = ""
    organisations: tuple[str, ...] = ()


def line(text: str) -> str:
    """One line without control characters."""
    return " ".join(_UNSEEN.sub(" ", text).split())
