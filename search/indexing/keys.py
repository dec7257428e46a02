"""The texts that an index document is ordered by, as search.fields.TEXT_KEYS name them."""

import re
from functools import lru_cache

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord
from search import analysis
from search.columns import FIELDS, Entry
from search.fields import SEVERAL_TEXTS, TEXTS

LONGEST = 80  # characters of a text that count in an order
MOST = 2_000  # texts of one record and column that are compared
_DIGITS = re.compile("[0-9]+")


def text_keys(record: Record, metadata: AnyRecord) -> dict[str, str]:
    """The keys that the record has: of what its columns show, in words without case and
    accents; none where there is no word."""
    entry, found = Entry(record, metadata), {}
    for name in TEXTS:
        key = text_key(str(FIELDS[name].value(entry))[: 2 * LONGEST])
        if key:
            found[f"key_{name}"] = key
    for name in SEVERAL_TEXTS:
        value = FIELDS[name].value(entry)
        texts = value[:MOST] if isinstance(value, tuple) else ()
        keys = {text_key(str(one)[: 2 * LONGEST]) for one in texts} - {""}
        if keys:
            found[f"least_{name}"], found[f"most_{name}"] = min(keys), max(keys)
    return found


@lru_cache(maxsize=65_536)
def text_key(text: str) -> str:
    """Letters and digits, with a hyphen between words, in which 9 comes before 10."""
    words = "-".join(analysis.split(text[:LONGEST]))[:LONGEST].strip("-")
    return _DIGITS.sub(_by_value, words)


def _by_value(digits: re.Match[str]) -> str:
    """Behind how many digits there are: as 1 to 8, or from nine on as 909, 910, …"""
    number = digits[0].lstrip("0") or "0"
    length = len(number)
    return f"{length}{number}" if length < 9 else f"9{length:02}{number}"
