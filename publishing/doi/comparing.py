"""Whether the registrar has of a DOI what we told it.

DataCite tidies up what it is given: it takes markup out of texts, adds subjects, writes
licences its own way, and gives more members than were sent.  None of that is a difference.
"""

import html
import re
from collections.abc import Mapping
from typing import Any

from portal.web import links
from publishing.doi.answers import Seen
from publishing.doi.kernel import LISTS, SINGLE
from publishing.doi.problems import absent

_TAG = re.compile(r"<[^<>]{0,2000}>")
_NO_LETTER = re.compile(r"[\W_]+")
_RESOLVER = re.compile(r"https?://(?:dx\.)?(?:doi|orcid|ror)\.org/", re.IGNORECASE)


def leads_elsewhere(seen: Seen) -> bool:
    """Whether it leads to another page than ours of this DOI: so somebody else made it."""
    return bool(seen.url) and seen.url != links.page_of_doi(seen.doi)


def lost(body: Mapping[str, Any], seen: Seen) -> list[str]:
    """The attributes that didn't arrive: another address or year, or not as many of a list."""
    names = [name for name in ("url",) if body.get(name) and body[name] != seen.url]
    for name in LISTS:
        wanted, there = _length(body.get(name)), _length(seen.attributes.get(name))
        if wanted > there or (wanted != there and name != "subjects"):
            names.append(name)
    if not _same(body.get("publicationYear"), seen.attributes.get("publicationYear")):
        names.append("publicationYear")
    return names


def differences(body: Mapping[str, Any], seen: Seen) -> list[str]:
    """The attributes that say something else there than we said, ``lost`` ones among them."""
    missing = lost(body, seen)
    return missing + [
        name
        for name in (*LISTS, *SINGLE)
        if name not in missing and not _alike(name, body.get(name), seen.attributes.get(name))
    ]


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


def _alike(name: str, wanted: object, there: object) -> bool:
    if name == "subjects":
        others = there if isinstance(there, list) else []
        return all(any(_same(one, other) for other in others) for one in _listed(wanted))
    if name == "rightsList" and isinstance(wanted, list):
        return _same([_rights(one) for one in wanted], there)
    if name == "types" and isinstance(wanted, dict):
        wanted = {"resourceTypeGeneral": wanted.get("resourceTypeGeneral")}
    return _same(wanted, there)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _rights(one: object) -> object:
    """Of a licence that has one, its identifier alone."""
    if isinstance(one, dict) and one.get("rightsIdentifier"):
        return {"rightsIdentifier": one["rightsIdentifier"]}
    return one


def _same(wanted: object, there: object) -> bool:
    if absent(wanted):
        return absent(there)
    if isinstance(wanted, dict):
        if not isinstance(there, dict):  # a publisher or an affiliation may be a name alone
            return not absent(there) and _same(wanted.get("name"), there)
        return all(absent(one) or _same(one, there.get(key)) for key, one in wanted.items())
    if isinstance(wanted, list):
        others = there if isinstance(there, list) else []
        pairs = zip(wanted, others, strict=False)
        return len(wanted) == len(others) and all(_same(one, other) for one, other in pairs)
    return _words(wanted) == _words(there)


def _words(value: object) -> str:
    """The letters and digits of a text, without markup, case and resolvers."""
    text = html.unescape(_TAG.sub("", str(value)))
    return _NO_LETTER.sub("", _RESOLVER.sub("", text)).casefold()
