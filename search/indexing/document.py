"""What the index holds of one record, the same for both engines."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from search.analysis import BREAK

PROJECTION_VERSION = 8  # raise it when records project otherwise: the index is then rebuilt

TITLE_WEIGHT = 3  # how many mentions in the text one in the title is worth

ParameterKey = tuple[str, str]  # canonical name, dimension


@dataclass(slots=True)
class IndexDocument:
    """A public record as the engines get it.

    ``text`` is ``whole_text``, tokens joined by blanks (search.analysis).  ``terms`` are
    search.query.terms; ``facets`` values as shown, ``numbers`` search.fields.NUMBERS within
    63 bits, ``keys`` search.fields.TEXT_KEYS (search.indexing.keys), ``parameters`` finite
    SI values.
    """

    id: int
    text: str
    terms: list[str] = field(default_factory=list)
    facets: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    parameters: dict[ParameterKey, tuple[float, ...]] = field(default_factory=dict)


def whole_text(title: str, texts: Iterable[str]) -> str:
    """All that a record is found by: the title, ``TITLE_WEIGHT`` times, and each text once.

    One field with weighed mentions, and not a score for each field: that is BM25F, where
    a word that stands in title and summary counts for more, but never for two words.
    """
    others = dict.fromkeys(text for text in texts if text and text != title)
    return f" {BREAK} ".join([title] * (TITLE_WEIGHT if title else 0) + list(others))
