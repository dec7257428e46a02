"""The one keyword field behind ``Term``: how field and value become an index term.

Every value is indexed twice, as it is ("instrument=ID19") and folded
("instrument~id19"), so that facet links compare exactly and people needn't.
A term has no blanks ("sample=open␣beam"), so that many can be written as one text.
"""

import hashlib
import re
from functools import lru_cache

from search.analysis import fold, split

_BLANK = re.compile(r"\s")
BLANK = "␣"
LONGEST = 250  # characters of a value; a longer one keeps its start and a digest
_START = 200
CUT = "…"  # before the digest; folding leaves none of these in a value
DIGEST_LENGTH = 32


def exact(field: str, value: str) -> str:
    return f"{field}={_BLANK.sub(BLANK, shortened(value))}"


def folded(field: str, value: str) -> str:
    """The term that finds ``value`` however it is written.

    Canonical parameter names have only one spelling, and one term.
    """
    if field == "parameter":
        return exact(field, "_".join(split(value)))
    return f"{folded_start(field)}{BLANK.join(shortened(' '.join(fold(value).split())).split())}"


def folded_start(field: str) -> str:
    """What stands before the value in a folded term."""
    return f"{field}=" if field == "parameter" else f"{field}~"


@lru_cache(maxsize=65_536)
def both(field: str, value: str) -> tuple[str, ...]:
    """The terms that a record with this value is indexed by."""
    return tuple({exact(field, value): None, folded(field, value): None})


def shortened(value: str) -> str:
    """``value`` as the index keeps it: valid Unicode of bounded length."""
    if not value.isascii():
        value = value.encode("utf-8", "replace").decode("utf-8")
    if len(value) <= LONGEST:
        return value
    digest = hashlib.blake2b(value.encode(), digest_size=DIGEST_LENGTH // 2).hexdigest()
    return f"{value[:_START]}{CUT}{digest}"
