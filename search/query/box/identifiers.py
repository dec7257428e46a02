"""Identifiers among the words: a DOI, a handle or an ORCID as people paste them.

Their parts are no words to look for: "10.17199/brightness/v200111" names one thing.
"""

import re

from portal.normalise import identifiers, people
from search.query.box.parts import Clause
from search.query.tree import Node, Or, Phrase, Term

_DOI = re.compile(r"(?:https?://|(?:dx\.|www\.)?doi\.org/|10\.)", re.IGNORECASE)
_HANDLE = re.compile(
    r"(?:(?:https?://)?hdl\.handle\.net/(?=.)|(?=\d\d\.\d{3}))(?P<handle>[\d.]+/[^\s\"?#]+)", re.I
)
_ORCID = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/)?(?P<orcid>[\dX-]{19})/?", re.I)


def names(text: str) -> bool:
    """Whether a word only says what stands behind it: "doi: 10.…", "ORCID 0000-…"."""
    return text.rstrip(":").lower() in ("doi", "orcid")


def read(text: str) -> Clause | None:
    """What a word that is an identifier means, None when it isn't one.

    Finds what has the identifier, is related to it, or tells of it in its text.
    """
    orcid = _ORCID.fullmatch(text)
    if orcid:
        return _clause(text, "ORCID", people.orcid(orcid["orcid"]), ("orcid",))
    found = identifiers.doi(text) if _DOI.match(text) else ""
    if found and identifiers.doi(found) == found:
        return _clause(text, "DOI", found, ("doi", "pid", "related"))
    handle = _HANDLE.fullmatch(text)
    return _clause(text, "handle", handle["handle"].rstrip(".,;:"), ("pid",)) if handle else None


def _clause(text: str, kind: str, found: str, fields: tuple[str, ...]) -> Clause | None:
    if not any(sign.isalnum() for sign in found):
        return None
    terms: list[Node] = [Term(field, found, exact=False) for field in fields]
    return Clause(text, Or((*terms, Phrase(found))), f"the {kind} “{found}”")
