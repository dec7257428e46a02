"""Clean Unicode text: no control characters, no broken surrogates, no markup.

What comes out is NFC, can be put into XML 1.0 and JSON as it is, and comes out
unchanged when it is cleaned again.  Mojibake is left alone: guessing an encoding
spoils more names than it saves.
"""

import re
import unicodedata

from .markup import has_markup, without_markup

LINE = 1_000  # characters of a one-line text, unless said otherwise
LONG = 50_000  # characters of an abstract or description

_INVISIBLE = frozenset("\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\ufeff")
_KEPT_FORMATS = frozenset("\u200c\u200d")  # joiners that Indic and Persian scripts need
_PARAGRAPH = re.compile(r"\n{3,}")
_SPACE_BEFORE_BREAK = re.compile(r" *\n *")
_SPACES = re.compile(r"[^\S\n]+")
_EMAIL = re.compile(
    r"""(?:"[^"\n]{1,64}"|[\w.%+'-]{1,64})[@＠]"""
    r"""(?:[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|\[[0-9A-Fa-f.:]{3,45}\])"""
)
_FOLDERS = re.compile(r"(?:/|~/|\\\\|[A-Za-z]:[/\\]).*[/\\](?=[^/\\])", re.DOTALL)
MASK = "[address removed]"


def clean(value: object, limit: int = LINE) -> str:
    """One line of clean text, at most ``limit`` characters ("…" marks a cut).

    Numbers become their text; None, booleans, lists and objects give "".  HTML tags and
    entities are removed, the content of scripts with them; "a < b" stays.
    """
    text = _as_text(value)
    if _is_clean(text, limit):
        return text
    text = _sanitise(text[: 4 * limit + 10_000])
    return _cut(" ".join(text.split()), limit)


def plain(value: object, limit: int = LONG) -> str:
    """Clean text that keeps its lines and paragraphs, from plain text or HTML."""
    text = _as_text(value)
    if _is_clean(text, limit):
        return text
    text = _sanitise(text[: 4 * limit + 10_000])
    text = _SPACE_BEFORE_BREAK.sub("\n", _SPACES.sub(" ", text))
    return _cut(_PARAGRAPH.sub("\n\n", text).strip(), limit)


def without_addresses(text: str) -> str:
    """The text with every e-mail address replaced, for what may be shown in public."""
    return _EMAIL.sub(MASK, text) if "@" in text or "＠" in text else text


def without_folders(text: str) -> str:
    """Of an absolute path only its last part: folders bear the names of people and machines."""
    return _FOLDERS.sub("", text, count=1) if _FOLDERS.match(text) else text


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    if isinstance(value, int) and value.bit_length() > 1024:
        return ""  # Python refuses to print integers of thousands of digits
    return str(value)


def _is_clean(text: str, limit: int) -> bool:
    """The usual case, told at a glance: printable excludes all but letters, signs and space."""
    return (
        len(text) <= limit
        and text.isprintable()
        and "<" not in text
        and "&" not in text
        and "  " not in text
        and text[:1] != " "
        and text[-1:] != " "
        and (text.isascii() or unicodedata.is_normalized("NFC", text))
    )


def _sanitise(text: str) -> str:
    """Allowed characters only, markup removed, NFC; white space as it was."""
    text = _allowed(text)
    if has_markup(text):
        text = _allowed(without_markup(text))
    return unicodedata.normalize("NFC", text)


def _allowed(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n\n")
    text = text.replace("\u2028", "\n").replace("\t", " ").replace("\x85", "\n")
    if text.isprintable():
        return text
    return "".join([character for character in text if _is_allowed(character)])


def _is_allowed(character: str) -> bool:
    """Anything visible, white space and joiners; no private use, unassigned or bidi controls."""
    if character.isprintable() or character in "\n " or character in _KEPT_FORMATS:
        return True
    category = unicodedata.category(character)
    return category == "Zs" or (category == "Co" and character not in _INVISIBLE)


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return text[: max(limit - 1, 0)].rstrip() + "…"
