"""Which form of a record a request asks for: by ``?format=``, else by Accept (RFC 9110, 12.5.1).

The q-value of a form is that of the most telling range that names it.  Of equal ones the more
telling range wins, then the one that stands first in the header, then the form offered first.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_RANGES = 50  # of one header; nobody wants more
_PARTS = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_WORD = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
_RANGE = re.compile(rf"({_WORD})/({_WORD})", re.ASCII)
_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.ASCII)

Offered = Mapping[str, Sequence[str]]  # by name, the media types of a form


class NotOffered(ValueError):
    """No form there is will do; the message tells what was asked for."""


@dataclass(frozen=True)
class Range:
    """One media range of an Accept header; "*" stands for any type or subtype."""

    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    quality: float

    @property
    def telling(self) -> int:
        """How much it says: nothing, the type, the subtype, and each parameter."""
        return (self.type != "*") + (self.subtype != "*") + len(self.parameters)

    def means(self, media: "Range") -> bool:
        return (
            self.type in ("*", media.type)
            and self.subtype in ("*", media.subtype)
            and self.parameters <= media.parameters
        )


def asked(format_name: str, accept: str, offered: Offered) -> str:
    """The name of the form wanted, of those offered.  Raises NotOffered.

    A header that isn't there, or of which nothing can be read, wants the first form.
    """
    if format_name:
        if format_name not in offered:
            raise NotOffered(f"There is no format “{format_name[:40]}”.")
        return format_name
    ranges = accepted(accept)
    if not ranges:
        return next(iter(offered))
    best = max(offered, key=lambda name: _rank(offered[name], ranges))  # the first of equal ones
    if _rank(offered[best], ranges)[0] <= 0:
        raise NotOffered(f"There is no “{accept[:100]}”.")
    return best


def accepted(header: str) -> list[Range]:
    """The media ranges of an Accept header; those that can't be read are left out."""
    found = (_range(part) for part in _PARTS.findall(header)[:MOST_RANGES])
    return [one for one in found if one is not None]


def _rank(media_types: Iterable[str], ranges: Sequence[Range]) -> tuple[float, int, int]:
    """How well the best of these media types will do: its q, how telly named, how early."""
    return max((_quality(one, ranges) for one in media_types), default=(0.0, 0, 0))


def _quality(media_type: str, ranges: Sequence[Range]) -> tuple[float, int, int]:
    media = _range(media_type)
    fits = [
        (one.telling, -place, one.quality)
        for place, one in enumerate(ranges)
        if media is not None and one.means(media)
    ]
    if not fits:
        return 0.0, 0, 0
    telling, place, quality = max(fits)
    return quality, telling, place


def _range(text: str) -> Range | None:
    first, *others = (part.strip() for part in text.split(";"))
    named = _RANGE.fullmatch(first.lower())
    if named is None or (named[1] == "*" and named[2] != "*"):
        return None
    quality, parameters = 1.0, set()
    for other in others:
        name, _, value = (part.strip() for part in other.partition("="))
        if name.lower() != "q":
            parameters.add((name.lower(), value.strip('"').lower()))
            continue
        if not _QUALITY.fullmatch(value):
            return None
        quality = float(value)
    charset = {one for one in parameters if one[0] == "charset"}  # it's always UTF-8
    return Range(named[1], named[2], frozenset(parameters - charset), quality)
