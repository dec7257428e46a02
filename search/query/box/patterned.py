"""Values written as patterns: ``sample:/NSP10.*_A[12]/`` and ``sample:*G12*``."""

import re

from search.fields import PATTERN_FIELDS
from search.query import patterns
from search.query.box.errors import NotCompared
from search.query.box.parts import Said, Written

TITLE = "title"
_SIGN = re.compile(r"[\\*?]")


def read(written: Written) -> Said | None:
    """A value between slashes, or with ``*`` or ``?``; None for any other, or in quotation marks.

    Raises PatternError, TooCostly or NotCompared.
    """
    field, value = written.name.lower(), written.value
    between = patterns.is_pattern(value)
    if written.quoted or not (between or patterns.is_wildcard(value)):
        return None
    if field not in PATTERN_FIELDS:
        return None
    if not written.equals:
        raise NotCompared(field, written.operator)
    node = (patterns.read if between else patterns.wildcard)(field, value)
    return Said(node, f"{field} like “{value}”", "" if between else note(value))


def title(written: Written) -> Said | None:
    """Text that stands anywhere in the title: who asks for one rarely knows the whole of it.

    Raises PatternError, TooCostly or NotCompared.
    """
    if written.name != TITLE:
        return None
    if not written.equals:
        raise NotCompared(TITLE, written.operator)
    part = _SIGN.sub(r"\\\g<0>", written.value)
    return Said(patterns.wildcard(TITLE, f"*{part}*"), f"“{written.value}” in the title")


def note(value: str) -> str:
    """For those who forgot the second slash, or the backslash before one within."""
    if value[0] != "/":
        return ""
    return (
        f"“{value}” was read with wildcards only: a regular expression stands between two "
        "slashes, and one within it is written \\/."
    )
