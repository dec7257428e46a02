"""Names under which files are kept: below one folder, harmless to any system.  Pure.

Catalogues tell any text as a path.  Whoever unpacks a manifest must end up with files inside the
folder meant for them, under names that terminals, shells and other systems can live with.
"""

import re
import unicodedata
from hashlib import blake2b
from urllib.parse import unquote, urlsplit

from publishing.getting.addresses import SCHEMES

LONGEST = 180  # bytes of one part; file systems allow 255
_INSTEAD = "_"
_PLAIN = re.compile(
    r"[A-Za-z0-9_+=,@%^()\[\]{} $!&#~;'.-]+(/[A-Za-z0-9_+=,@%^()\[\]{} $!&#~;'.-]+)*"
)
_KINDS = ("C", "Z")  # control and format characters, lone surrogates, other blanks than the usual


def local(path: str) -> str:
    """A relative path without ".", ".." and empty parts, backslashes and control characters.

    What had to be changed has a mark made from the path as it was, so that two files that
    differ in such things only don't become one.
    """
    said = unquote(urlsplit(path).path) if path.startswith(SCHEMES) else path
    if _PLAIN.fullmatch(said) and all(map(_fine, said.split("/"))):
        return said
    parts = [_part(one) for one in said.split("/") if one not in ("", ".")]
    name = "/".join(parts) or _INSTEAD
    return name if name == said else marked(name, path)


def marked(name: str, text: str) -> str:
    """The name with a mark of the text before its ending: run~1a2b3c4d.nxs."""
    mark = blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()
    folder, slash, last = name.rpartition("/")
    stem, dot, ending = last.rpartition(".")
    if not stem or len(ending) > 10:
        stem, dot, ending = last, "", ""
    return f"{folder}{slash}{stem}~{mark}{dot}{ending}"


class Names:
    """Gives every file of a list a name of its own, whatever the catalogue calls them."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, path: str) -> str:
        """The path's name; of the same one again, or but for its case, one with a mark."""
        name = fresh = local(path)
        number = 1
        while fresh.lower() in self._taken:
            number += 1
            fresh = marked(name, f"{number} {path}")
        self._taken.add(fresh.lower())
        return fresh


def _fine(part: str) -> bool:
    return part not in (".", "..") and len(part) <= LONGEST


def _part(part: str) -> str:
    if part == "..":
        return _INSTEAD
    kept = "".join(_INSTEAD if _unseen(sign) else sign for sign in part)
    while len(kept.encode()) > LONGEST:
        kept = kept[: len(kept) * 9 // 10]
    return kept


def _unseen(sign: str) -> bool:
    return sign == "\\" or (sign != " " and unicodedata.category(sign).startswith(_KINDS))
