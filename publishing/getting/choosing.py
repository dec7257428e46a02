"""Which of the files one wants: those ticked in a table, those that match a pattern.  Pure."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import translate
from hashlib import blake2b
from urllib.parse import urlencode

from django.http import QueryDict

from portal.catalogue.records import File

TICKED, MATCHING = "file", "matching"
MOST_TICKED, MOST_PATTERNS, MOST_WILDCARDS, LONGEST = 500, 8, 8, 200
_WILD = re.compile(r"\*+|\?|\[")
_KEY = re.compile(r"[A-Za-z0-9_-]{8}")


class BadChoice(ValueError):
    """The choice can't be read; the message says what to write instead."""


@dataclass(frozen=True)
class Pattern:
    """``*.h5`` is compared with the file's name, ``raw/*.h5`` with its whole path.

    * stands for any characters, ? for one, [ab] for one of these; case doesn't count.
    """

    text: str
    expression: re.Pattern[str]

    def matches(self, path: str) -> bool:
        subject = path if "/" in self.text else path.rpartition("/")[2]
        return self.expression.match(subject) is not None


@dataclass(frozen=True)
class Choice:
    """All files where nothing was chosen; else what is ticked or matches."""

    ticked: frozenset[str] = frozenset()
    patterns: tuple[Pattern, ...] = ()

    @property
    def everything(self) -> bool:
        return not self.ticked and not self.patterns

    @property
    def matching(self) -> str:
        """The patterns as they are typed."""
        return " ".join(pattern.text for pattern in self.patterns)

    @property
    def query(self) -> str:
        """The choice as the end of an address, with its question mark; "" for everything."""
        pairs = [(TICKED, one) for one in sorted(self.ticked)]
        pairs += [(MATCHING, pattern.text) for pattern in self.patterns]
        return f"?{urlencode(pairs)}" if pairs else ""

    def picks(self, file: File) -> bool:
        """Whether the file is among what was chosen."""
        if self.everything or any(one.matches(file.path) for one in self.patterns):
            return True
        return bool(self.ticked) and key(file.path) in self.ticked


def key(path: str) -> str:
    """A short name of a file within its dataset: 48 bits, so that a hundred fit in an address."""
    digest = blake2b(path.encode("utf-8", "replace"), digest_size=6).digest()
    return urlsafe_b64encode(digest).decode()


def choice(query: QueryDict) -> Choice:
    """What ``file=…&matching=…`` asks for, each as often as one likes.

    Several patterns may stand in one value, blanks between.  Raises BadChoice.
    """
    ticked = frozenset(query.getlist(TICKED))
    if len(ticked) > MOST_TICKED or not all(map(_KEY.fullmatch, ticked)):
        raise BadChoice("The ticked files can't be read: go back and tick them again.")
    words = dict.fromkeys(word for text in query.getlist(MATCHING) for word in text.split())
    return Choice(ticked, _patterns(words))


def _patterns(words: Iterable[str]) -> tuple[Pattern, ...]:
    texts = tuple(words)
    if len(texts) > MOST_PATTERNS:
        raise BadChoice(f"Write at most {MOST_PATTERNS} patterns, such as *.h5 or raw/*.")
    return tuple(map(_pattern, texts))


def _pattern(text: str) -> Pattern:
    if len(text) > LONGEST:
        raise BadChoice(f"A pattern has at most {LONGEST} characters.")
    if len(_WILD.findall(text)) > MOST_WILDCARDS:
        raise BadChoice(f"A pattern has at most {MOST_WILDCARDS} of the signs *, ? and [ ].")
    return Pattern(text, re.compile(translate(text), re.IGNORECASE))
