"""Wildcards: ``*`` is any text, ``?`` is any character."""

import re

_SIGN = re.compile(r"\\([*?\\])|(\*+)|(\?)|(.)", re.DOTALL)
_WILD = re.compile(r"(?<!\\)(?:\\\\)*[*?]")


def is_wildcard(value: str) -> bool:
    """Whether the value has a ``*`` or ``?`` that no backslash takes its meaning."""
    return _WILD.search(value) is not None


def expression_of(value: str) -> str:
    """The wildcard as a regular expression."""
    return _SIGN.sub(_translated, value)


def _translated(match: re.Match[str]) -> str:
    escaped, stars, mark, plain = match.groups()
    if stars:
        return ".*"
    if mark:
        return "."
    sign = escaped or plain
    return f"\\{sign}" if sign.isascii() and sign.isprintable() and _special(sign) else sign


def _special(sign: str) -> bool:
    return sign in r"\.*+?|()[]{}^$/"
