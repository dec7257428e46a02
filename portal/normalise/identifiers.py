"""Persistent identifiers of things: DOI, ROR, IGSN."""

import re
from urllib.parse import unquote

LONGEST = 2_000

_DOI = re.compile(
    r"(?<![\w.])10\.\d{4,9}(?:\.\d{1,9})*/[^\s<>\"\x00-\x1f\x7f-\x9f]{1,400}", re.ASCII
)
_RESOLVER = re.compile(r"https?://(?:dx\.)?(?:www\.)?doi\.org/", re.IGNORECASE)
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_ROR = re.compile(r"(?<![0-9a-z])(0[a-hj-km-np-tv-z0-9]{6}\d{2})(?![0-9a-z])")
_ROR_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32
_IGSN = re.compile(
    r"(?:https?://)?(?:(?:www\.)?igsn\.org/|(?:hdl\.handle\.net/)|igsn:?\s*)?"
    r"(?P<handle>10273/)?(?P<code>[A-Za-z0-9][A-Za-z0-9._-]{3,60})",
    re.ASCII | re.IGNORECASE,
)


def doi(text: object) -> str:
    """The first DOI in ``text``, in lower case and without resolver; "" if there is none.

    Understands "https://doi.org/10.…", "doi:10.…", %2F, and sentences around it; drops
    the punctuation of the sentence at its end.
    """
    if not isinstance(text, str) or "10." not in text:
        return ""
    text = text[:LONGEST]
    resolver = _RESOLVER.search(text)
    if "%2f" in text.lower():
        text = unquote(text)
    match = _DOI.search(text.replace("doi:", " ").replace("DOI:", " "))
    if match is None:
        return ""
    found = match[0]
    if resolver is not None:
        found = re.split(r"[?#]", found, maxsplit=1)[0]
    return _without_punctuation(found).lower()


def _without_punctuation(found: str) -> str:
    """Drops what belongs to the sentence; a closing bracket only when it closes nothing."""
    while found:
        last = found[-1]
        opening = _BRACKETS.get(last)
        if last not in ".,;:'!?*" and not (opening and found.count(opening) < found.count(last)):
            break
        found = found[:-1]
    return found if not found.endswith("/") or found.count("/") > 1 else ""


def ror(text: object) -> str:
    """The ROR address ("https://ror.org/01js2sh04") in ``text``, "" without a right checksum."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return ""
    for match in _ROR.finditer(text.lower()):
        number = 0
        for letter in match[1][:7]:
            number = number * 32 + _ROR_LETTERS.index(letter)
        if 98 - (number * 100) % 97 == int(match[1][7:]):
            return f"https://ror.org/{match[1]}"
    return ""


def igsn(text: object) -> str:
    """The IGSN in ``text``: a handle "10273/CODE" in capitals, or its DOI in lower case.

    A bare word without "IGSN", "igsn.org" or the prefix 10273 is not taken for one.
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return ""
    text = text.strip()
    if "10273/" in text or "igsn" in text.lower():
        match = _IGSN.fullmatch(text)
        if match is not None and match["code"].lower() != "igsn":
            return f"10273/{match['code'].upper()}"
    return doi(text)
