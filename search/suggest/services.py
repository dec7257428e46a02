"""What the box offers while it is typed in.

``suggest(text)`` answers groups of names and titles.  Errors: search.errors.BadQuery for
a text that is too long, EngineUnavailable where the index doesn't answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings

from portal import techniques
from portal.catalogue import selectors
from portal.normalise import names
from portal.normalise.text import without_addresses
from portal.web import rows
from search import services
from search.analysis import fold
from search.suggest import typed
from search.suggest.document import KINDS, TITLE, counted, record_id, wanted
from search.suggest.engines import open_store
from search.suggest.engines.base import Store
from search.suggest.keeping import Keeper
from search.suggest.reading import writable
from search.suggest.typed import Run, Typed

LABELS = {
    "technique": "Techniques",
    "instrument": "Instruments",
    "facility": "Facilities",
    "sample": "Samples",
    "person": "People",
    "parameter": "Measured quantities",
    TITLE: "Titles",
}
SHARES = {1: 8, 2: 5, 3: 4}  # suggestions of each kind, by the number of kinds
SHARE = 3
_READ = 24  # entries of a kind: some differ only in case, or share their title


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``q`` is what the box holds once it is chosen; a title has the ``url`` of its record.

    ``count`` is how many records have the name, 0 for a title.
    """

    label: str
    q: str = ""
    url: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Suggestions of one kind, the best ones first."""

    kind: str
    items: tuple[Suggestion, ...]

    @property
    def label(self) -> str:
        return LABELS[self.kind]

    @property
    def does(self) -> str:
        """What choosing one does."""
        return "opens the record" if self.kind == TITLE else f"adds {self.kind}: to the search"


def store() -> Store:
    """The index that the settings name."""
    return open_store(settings.SEARCH_URL, settings.SEARCH_INDEX)


def keeper() -> Keeper:
    """What writes to it."""
    return Keeper(store(), services.engine().counts)


def suggest(text: str) -> list[Group]:
    """What the end of ``text`` may become.  Raises BadQuery or EngineUnavailable."""
    asked = typed.read(text)
    kinds = [one for one in (*KINDS, TITLE) if asked.field in ("", one)]
    found: dict[str, tuple[Run, list[str]]] = {}
    for run in asked.runs:
        left = [kind for kind in kinds if kind not in found]
        for kind, orders in zip(left, _first(left, run.words), strict=True):
            if orders:
                found[kind] = run, orders
    made = {kind: _items(asked, kind, *found[kind]) for kind in kinds if kind in found}
    made = {kind: items for kind, items in made.items() if items}
    share = SHARES.get(len(made), SHARE)
    return [Group(kind, tuple(items[:share])) for kind, items in made.items()]


def _first(kinds: Sequence[str], words: tuple[str, ...]) -> list[list[str]]:
    """For each kind the first entries: those that begin with the words, then the others."""
    asked = [wanted(kind, words, begin) for kind in kinds for begin in (True, False)]
    found = store().first(asked, _READ)
    pairs = zip(found[::2], found[1::2], strict=True)
    return [list(dict.fromkeys([*begin, *others])) for begin, others in pairs]


def _items(asked: Typed, kind: str, run: Run, orders: Sequence[str]) -> list[Suggestion]:
    if kind == TITLE:
        return _titles(orders)
    called = facility_names() if kind == "facility" else {}
    kept: dict[str, Suggestion] = {}
    for order in orders:
        value, count = counted(order)
        label = called.get(value) or _label(kind, value)
        q = asked.chosen(run, f'{kind}:"{_written(kind, value, label)}"')
        kept.setdefault(fold(value), Suggestion(label, q, count=count))
    return list(kept.values())


def _titles(orders: Iterable[str]) -> list[Suggestion]:
    """As the catalogue is now: what is no longer public is left out."""
    kept: dict[str, Suggestion] = {}
    for record in selectors.rows([record_id(order) for order in orders]):
        title = without_addresses(rows.title(record.metadata))
        kept.setdefault(fold(title), Suggestion(title, url=record.get_absolute_url()))
    return list(kept.values())


def _label(kind: str, value: str) -> str:
    if kind == "technique":
        found = techniques.get(value)
        return found.label if found else value
    return names.label(value) if kind == "parameter" else value


def _written(kind: str, value: str, label: str) -> str:
    """How the box is told of the value."""
    if kind == "technique":
        found = techniques.find(label)
        return label if found and found.id == value and writable(label) else value
    if kind == "facility":
        return label if writable(label) else value
    return value


def facility_names() -> dict[str, str]:
    return dict(selectors.facilities().values_list("slug", "short_name"))


def address(item: Suggestion) -> str:
    """Where choosing the suggestion leads without a box."""
    return item.url or f"/search?{urlencode({'q': item.q.strip()})}"
