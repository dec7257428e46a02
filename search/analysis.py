"""How text becomes tokens: one function for records and for queries, in both engines.

Lower case, accents folded, split where neither a letter nor a digit stands,
English stems (Snowball), tokens of bounded length.  Ideographs and kana are
tokens of one character each.  The engines get the tokens joined by blanks and
only split at blanks, so they can't disagree on what a word is.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Set

import Stemmer  # type: ignore[import-not-found]

from search.function_words import FUNCTION_WORDS

VERSION = 1  # raise it when the same text gives other tokens: the index is then rebuilt
LONGEST_TOKEN = 60  # characters; what follows is cut off, in records and queries alike
BREAK = "|"  # stands between texts that don't belong together: no phrase reaches over it

_CACHED_STEMS = 200_000
_WORD_ASCII = re.compile(r"[a-z0-9]+")
_SINGLE = r"\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"(?=\w)[{_SINGLE}]|[^\W_{_SINGLE}]+")
_CONTRACTED = re.compile(r"(?<=[a-z])'(?:s|t|m|d|re|ve|ll)\b")  # as in "I'd" and "what's"
# Letters that Unicode doesn't decompose
_FOLDED = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "æ": "ae"}
    | {"œ": "oe", "þ": "th", "ŋ": "n", "ĸ": "k", "’": "'", "ſ": "s"}
)
STOP_WORDS = frozenset(
    "a an and are as at be by for from in into is it its of on or "  # noqa: SIM905
    "that the their this to was were with".split()
)


class _Stems(dict[str, str]):
    """Stems by word, so that a word is stemmed once."""

    def __init__(self) -> None:
        super().__init__()
        self._stem = Stemmer.Stemmer("english", 0).stemWord

    def __missing__(self, word: str) -> str:
        if len(self) >= _CACHED_STEMS:
            self.clear()
        stem: str = self._stem(word[:LONGEST_TOKEN])[:LONGEST_TOKEN]
        if len(word) <= LONGEST_TOKEN:
            self[word] = stem
        return stem


_stems = _Stems()


def fold(text: str) -> str:
    """``text`` in lower case and without accents; broken characters become "?"."""
    if text.isascii():
        return text.lower()
    text = text.encode("utf-8", "replace").decode("utf-8")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join([sign for sign in decomposed if not unicodedata.combining(sign)])
    return unicodedata.normalize("NFC", kept.translate(_FOLDED)).casefold()


def split(text: str) -> list[str]:
    """The words of ``text``, folded but not stemmed."""
    folded = fold(text)
    return (_WORD_ASCII if folded.isascii() else _WORD).findall(folded)


def tokens(text: str) -> list[str]:
    """The tokens of ``text``, in order."""
    return [_stems[word] for word in split(text)]


def query_tokens(text: str) -> dict[str, int]:
    """The tokens to look for, and how often each was asked for.

    Words that say nothing are left out where others remain.
    """
    return _telling(split(text), STOP_WORDS)


def sentence_tokens(text: str) -> dict[str, int]:
    """The same for a whole sentence, of which all function words are left out."""
    return _telling(split(_CONTRACTED.sub("", fold(text))), FUNCTION_WORDS)


def _telling(words: list[str], saying_nothing: Set[str]) -> dict[str, int]:
    telling = [word for word in words if word not in saying_nothing]
    return dict(Counter(_stems[word] for word in telling or words))


def joined(*texts: str) -> str:
    """The tokens of several texts as an engine gets them: joined by blanks."""
    parts = [" ".join(tokens(text)) for text in texts if text]
    return f" {BREAK} ".join([part for part in parts if part])
