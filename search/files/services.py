"""What pages and commands call to find files.

``find(text, after)`` answers one page.  Errors: search.errors.BadQuery (and BadCursor)
for what the person can mend, EngineUnavailable (and IndexMissing) otherwise.
"""

from dataclasses import dataclass

from django.conf import settings

from search.errors import BadCursor, BadQuery
from search.files.document import Fragment
from search.files.engines import open_file_engine
from search.files.engines.base import FileEngine
from search.files.groups import SHOWN, Group, groups
from search.files.names import GRAM, folded

PAGE = 20  # datasets
LONGEST = 500  # signs of a part that is looked for


class TooShort(BadQuery):
    """Not enough was typed yet; a page says so without alarm."""


@dataclass(frozen=True)
class Found:
    """One page of datasets with the files that were looked for.

    ``total`` counts the datasets of all pages; there are others when ``uncounted``.
    ``next`` is the ``after`` of the next page, "" on the last one.
    """

    total: int
    uncounted: bool
    groups: list[Group]
    next: str


def engine() -> FileEngine:
    """The engine that the settings name."""
    return open_file_engine(settings.SEARCH_URL, settings.SEARCH_INDEX)


def stats() -> dict[str, object]:
    return engine().stats()


def find(text: str, after: str = "", size: int = PAGE, shown: int = SHOWN) -> Found:
    """The datasets with a file that ``text`` is a part of; case and accents don't count.

    ``size`` of them at most, of each the first ``shown`` of these files.
    Raises BadQuery or EngineUnavailable.
    """
    wanted = _checked(text)
    hits = engine().search(Fragment(wanted, size, _place(after)))
    made, read = groups(hits.ids, wanted, shown)
    further = hits.further or read < len(hits.ids)
    following = str(hits.ids[read - 1]) if further else ""
    return Found(hits.total, hits.uncounted, made, following)


def _checked(text: str) -> str:
    if len(text) > LONGEST:
        raise BadQuery(f"That is too long: a part of a path has up to {LONGEST} characters here.")
    wanted = folded(text.strip())
    if len(wanted) < GRAM:
        raise TooShort(f"Type at least {GRAM} characters of the file's name or path.")
    return wanted


def _place(after: str) -> int | None:
    if not after:
        return None
    if not (after.isascii() and after.isdigit() and len(after) < 19):
        raise BadCursor
    return int(after)
