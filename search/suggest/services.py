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
from portal.normalise.text import without_addresses
from portal.web import rows
from search import services
from search.analysis import fold
from search.suggest import typed
from search.suggest.document import KINDS, TITLE, counted, record_id, wanted
from search.suggest.engines import open_store
from search.suggest.engines.base import Store
from search.suggest.keeping import Keeper
from search.suggest.parameters import quantities
from search.suggest.reading import writable
from search.suggest.typed import Run, Typed

PARAMETER = "parameter"
LABELS = {
    "technique": "Techniques",
    "instrument": "Instruments",
    "facility": "Facilities",
    "sample": "Samples",
    "person": "People",
    PARAMETER: "Measured quantities",
    TITLE: "Titles",
}
SHARES = {1: 8, 2: 5, 3: 4}  # suggestions of each kind, by the number of kinds
SHARE = 3
_READ = 24  # entries of a kind: some differ only in case, or share their title


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``q`` is what the box holds once it is chosen; a title has the ``url`` of its record.

    ``count`` is how many records have the name, 0 for a title; ``detail`` says more about it.
    """

    label: str
    q: str = ""
    url: str = ""
    count: int = 0
    detail: str = ""


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
        if self.kind == PARAMETER:
            return "adds its range to the search"
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
    made = _named(asked)
    if asked.field in ("", PARAMETER):
        made[PARAMETER] = _parameters(asked)
    found = [(kind, made[kind]) for kind in LABELS if made.get(kind)]
    share = SHARES.get(len(found), SHARE)
    return [Group(kind, tuple(items[:share])) for kind, items in found]


def _named(asked: Typed) -> dict[str, list[Suggestion]]:
    """What the index holds of each kind, for the longest run of words that it has."""
    made: dict[str, list[Suggestion]] = {}
    left = [kind for kind in (*KINDS, TITLE) if asked.field in ("", kind)]
    for run in asked.runs:
        found = _first(left, run.words)
        made |= {kind: _items(asked, kind, run, orders) for kind, orders in found.items()}
        left = [kind for kind in left if kind not in found]
    return made


def _first(kinds: Sequence[str], words: tuple[str, ...]) -> dict[str, list[str]]:
    """The first entries of each kind: those that begin with the words, then the others.

    Others are only asked for where there is room, as they take longest where most are found.
    """
    asked = [wanted(kind, words, from_start=True) for kind in kinds]
    found = dict(zip(kinds, store().first(asked, _READ), strict=True))
    room = [kind for kind in kinds if len(found[kind]) < _READ]
    others = store().first([wanted(kind, words, from_start=False) for kind in room], _READ)
    for kind, orders in zip(room, others, strict=True):
        found[kind] = list(dict.fromkeys([*found[kind], *orders]))
    return {kind: orders for kind, orders in found.items() if orders}


def _parameters(asked: Typed) -> list[Suggestion]:
    for run in asked.runs:
        found = quantities(" ".join(run.words), SHARES[1])
        if found:
            return [
                Suggestion(one.label, asked.chosen(run, one.clause), "", one.records, one.range)
                for one in found
            ]
    return []


def _items(asked: Typed, kind: str, run: Run, orders: Sequence[str]) -> list[Suggestion]:
    if kind == TITLE:
        return _titles(orders)
    called = selectors.facility_names() if kind == "facility" else {}
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
    return value


def _written(kind: str, value: str, label: str) -> str:
    """How the box is told of the value."""
    if kind == "technique":
        found = techniques.find(label)
        return label if found and found.id == value and writable(label) else value
    if kind == "facility":
        return label if writable(label) else value
    return value


def address(item: Suggestion) -> str:
    """Where choosing the suggestion leads without a box."""
    return item.url or f"/search?{urlencode({'q': item.q.strip()})}"
