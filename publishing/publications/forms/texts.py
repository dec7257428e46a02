"""What people type into fields, as it is kept: every sign they wrote, but for odd spaces."""

import re

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_END_OF_LINE = re.compile(r"[^\S\n]*(?:\r\n|\r|\n)")


def line(text: str) -> str:
    """One line, with single spaces between its words."""
    return " ".join(_UNWANTED.sub(" ", text).split())


def lines(text: str) -> str:
    """Several lines, without spaces at their ends nor empty ones around them."""
    return _END_OF_LINE.sub("\n", _UNWANTED.sub(" ", text)).strip()
