"""Names and ORCIDs of human beings; login names and e-mail addresses aren't names."""

import re

from portal.catalogue.records import Person

from .text import clean

LONGEST = 200

# Spaces within a placeholder are written as "_".
_PLACEHOLDER_WORDS = """
    - -- . ? admin administrator al al. anon anonymous anonymus archivemanager author creator
    datamanager default dummy et_al et_al. example guest ingest ingestor local_contact me n/a na
    name nan nil no_name nobody none not_applicable not_available null owner person pi
    principal_investigator proposalingestor redacted root scicat scicatadmin scientist see_authors
    staff superuser support system tba tbd test tester testuser test_user undefined unknown
    unknown_unknown unnamed user various
"""
_PLACEHOLDERS = frozenset(word.replace("_", " ") for word in _PLACEHOLDER_WORDS.split())
_ORGANISATION_WORDS = """
    beamline centre center collaboration community consortium department division experiment
    facility gmbh group groups inc institut institute institution laboratory ltd network office
    organisation organization project research service services society team universität
    universite université university
"""
_ORGANISATIONS = frozenset(_ORGANISATION_WORDS.split())
_PARTICLE_WORDS = """
    af al bin da dal de degli dei del della den der di do dos du el ibn la le lo mac op san st.
    ten ter van vom von zu zum zur y
"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d."))
_LOGIN_PREFIX = re.compile(r"(?:ldap|oidc|keycloak|saml|local)\.(?=\S)", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?)+[^\W\d_]\S*")
_TITLE = re.compile(r"(?:(?:prof|dr|mr|mrs|ms|dipl|ing)\.?\s+)+(?=\S+\s+\S)", re.IGNORECASE)

_ORCID = re.compile(
    r"(?<![0-9A-Za-z])(\d{4})[-\u2010-\u2013\u2212 ]?(\d{4})[-\u2010-\u2013\u2212 ]?"
    r"(\d{4})[-\u2010-\u2013\u2212 ]?(\d{3}[\dXx])(?![0-9A-Za-z])",
    re.ASCII,
)
_FIRST_ORCID = 15_000_000  # ORCID's block of ISNI begins here; smaller ones are made up


def person(name: object, orcid: object = "") -> Person | None:
    """The human being of this name, None for anything that names none.

    None for login names ("tobkro", "jsmith2"), e-mail addresses, placeholders
    ("default", "unknown", "al.") and organisations.  "Family, Given" is turned
    round; of "Given Family" the last word with its particles is taken for the
    family name.
    """
    text = clean(name, LONGEST).strip(" ,;\"'")
    text = _LOGIN_PREFIX.sub("", text, count=1) if _LOGIN_PREFIX.match(text) else text
    text = _TITLE.sub("", text, count=1) if _TITLE.match(text) else text
    if not _is_name(text):
        return None
    given, family = _parts(text)
    full_name = f"{given} {family}" if given and "," in text else text
    return Person(
        full_name=full_name, given_name=given, family_name=family, orcid=find_orcid(orcid)
    )


def orcid(text: object) -> str:
    """The ORCID iD in ``text`` ("0000-0002-1825-0097"), "" if none has a right checksum.

    Any spelling: bare, with "https://orcid.org/" or "orcid.org/", sixteen digits.
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return ""
    for match in _ORCID.finditer(text):
        digits = "".join(match.groups()).upper()
        if int(digits[:15]) >= _FIRST_ORCID and _check_digit(digits[:15]) == digits[15]:
            return "-".join(digits[start : start + 4] for start in range(0, 16, 4))
    return ""


find_orcid = orcid  # ``person`` has an argument of that name


def _check_digit(digits: str) -> str:
    """ISO 7064 mod 11-2 over the first fifteen digits."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    result = (12 - total % 11) % 11
    return "X" if result == 10 else str(result)


def _is_name(text: str) -> bool:
    folded = text.casefold()
    if len(text) < 2 or folded in _PLACEHOLDERS or "@" in text or "/" in text:
        return False
    if any(character.isdigit() or character in "_:=<>{}[]|\\" for character in text):
        return False
    words = folded.replace(",", " ").split()
    if not any(character.isalpha() for character in text) or _ORGANISATIONS.intersection(words):
        return False
    return len(words) > 1 or _is_single_name(text)


def _is_single_name(word: str) -> bool:
    """Whether one word looks like a family name: "Müller", "J.Smith"; not "tobkro" or "ESS"."""
    letters = [character for character in word if character.isalpha()]
    if not any(character.isupper() or character.islower() for character in letters):
        return len(letters) > 1  # scripts without case
    if "." in word:
        return _INITIALS.fullmatch(word) is not None
    return word[0].isupper() and any(character.islower() for character in letters)


def _parts(text: str) -> tuple[str, str]:
    """Given and family name."""
    before, comma, after = text.partition(",")
    if comma and after.strip() and "," not in after:
        if after.strip().casefold() not in _SUFFIXES:
            return after.strip(), before.strip()
        text = before
    elif comma:
        return "", text
    words = text.split()
    start = len(words) - 1
    if start > 1 and words[start].casefold() in _SUFFIXES:
        start -= 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])
