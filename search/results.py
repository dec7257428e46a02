"""The results page: what was found, in words and rows, with the ways on from here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from portal.catalogue import selectors
from portal.web import links, rows, show
from portal.web.rows import Row
from search import facets
from search.addresses import WITHOUT, State
from search.answering import answered
from search.asked import Asked, Choice
from search.columns import read as read_columns
from search.fields import DEEPEST, FACETS, RELEVANCE
from search.files.names import GRAM
from search.files.services import LONGEST
from search.histograms.present import made as histograms_made
from search.histograms.shown import Shown as HistogramShown
from search.histograms.shown import shown as histograms_shown
from search.matching import is_plain
from search.offers import Quantity, offered
from search.orders import by
from search.query import bare, naming
from search.query.box import Clause
from search.query.tree import Phrase, Words
from search.request import SearchAnswer, SearchRequest
from search.services import search
from search.suggest.spelling import Meant, did_you_mean
from search.table import Table, table
from search.ways import Way, ways_out
from search.why import Why, explained

SORTS = {
    "relevance": "Best match",
    "newest": "Newest first",
    "oldest": "Oldest first",
    "updated": "Recently changed",
    "largest": "Largest first",
    "title": "Title",
}
SIZES = (20, 50, 100, 200, 500, 1000)
STEPS_BACK = 20  # how many pages back an address remembers


@dataclass(frozen=True)
class Chip:
    """One thing asked for, in words, and the address without it."""

    says: str
    remove: str
    negated: bool = False
    phrase: str = ""  # as part of a sentence, where that differs

    @property
    def in_a_sentence(self) -> str:
        return self.phrase or self.says


@dataclass(frozen=True)
class Pager:
    first: str
    previous: str
    next: str


@dataclass(frozen=True)
class Results:
    """Everything a results page shows."""

    asked: Asked
    answer: SearchAnswer
    rows: list[rows.Row]
    facets: list[facets.Shown]
    chips: list[Chip]
    sentence: str
    pager: Pager
    ways: list[Way]
    table: Table | None = None
    meant: Meant | None = None
    quantities: list[Quantity] = field(default_factory=list)
    histograms: list[HistogramShown] = field(default_factory=list)
    why: Mapping[int, Why] = field(default_factory=dict)  # by the records' ids
    fallen: bool = False  # to most of the words, as no record has all

    @property
    def listed(self) -> list[tuple[Row, Why | None]]:
        """Each row with why it is there, where that was asked for."""
        return [(row, self.why.get(row.id)) for row in self.rows]

    @property
    def start(self) -> int:
        return min((self.asked.page - 1) * self.asked.size + 1, max(self.answer.total, 1))

    @property
    def stop(self) -> int:
        return min(self.start + len(self.answer.ids) - 1, self.answer.total)

    @property
    def matched(self) -> str:
        """How the words were read, where that needs saying: "fallen", "most", "all" or ""."""
        if self.asked.takes_most:
            return "fallen" if self.fallen else "most"
        return "all" if self.asked.match and self.asked.could_take_most else ""

    @property
    def other_reading(self) -> str:
        """The address that asks for all words where most of them do, or the other way round."""
        return self.asked.state.replaced(match="all" if self.asked.takes_most else "most")

    @property
    def cut_off(self) -> str:
        """Where to read all records, on the last page that ranks are told for; else ""."""
        last = self.rows and self.stop == DEEPEST < self.answer.total
        by_rank = self.asked.sort == RELEVANCE and not self.pager.next
        return self.asked.state.replaced(sort="newest") if last and by_rank else ""

    @property
    def in_files(self) -> str:
        """Where files are looked for by the word typed, if no record has it; else ""."""
        text = self.asked.text.strip()
        if (self.answer.total and not self.fallen) or not GRAM <= len(text) <= LONGEST:
            return ""
        one_word = len(text.split()) == 1 and all(map(is_plain, self.asked.box.clauses))
        return f"/files?{urlencode({'q': text})}" if one_word else ""

    def as_json(self) -> dict[str, Any]:
        following = self.pager.next.replace("/search?", "/search.json?", 1)
        return {
            "total": self.answer.total,
            "items": [row.as_json() for row in self.rows],
            "facets": {facet.name: facet.as_json() for facet in self.facets},
            "next": links.absolute(following) if following else None,
            "query": {
                "sentence": self.sentence,
                "notes": self.asked.notes,
                "quantities": [one.as_json() for one in self.quantities],
                "match": "most" if self.asked.takes_most else "all",
                "did_you_mean": self.meant.text if self.meant else None,
            },
            "histograms": [one.as_json() for one in self.histograms],
            "ways": [way.as_json(".json") for way in self.ways],
            "index_moved": self.answer.index_moved,
            "why": {str(number): why.as_json() for number, why in self.why.items()},
            "seconds": round(self.answer.took, 6),
        }


def find(asked: Asked) -> Results:
    """Search, and gather the page.  Raises BadQuery or EngineUnavailable."""
    typed, answer = answered(asked, _page)
    asked = _read_alike(typed)
    records = selectors.rows(answer.ids)
    names = selectors.facility_names()
    found = chips(typed, names)
    return Results(
        asked=asked,
        answer=answer,
        rows=[rows.row(record, asked.units) for record in records],
        table=table(asked, records) if asked.view == "table" else None,
        facets=facets.shown(asked, answer.facets, names),
        chips=found,
        sentence=sentence(asked, found),
        pager=pager(asked, answer.next),
        quantities=offered(asked),
        meant=did_you_mean(typed, answer.total),
        why=explained(asked, records, names) if asked.why else {},
        ways=[] if answer.total else ways_out(asked, names),
        histograms=histograms_shown(asked, histograms_made(asked, answer)),
        fallen=asked.state is not typed.state,
    )


def _page(asked: Asked) -> SearchAnswer:
    return search(
        SearchRequest(
            query=asked.query,
            filters=asked.filters,
            sort=asked.sort,
            size=asked.size,
            after=asked.after or None,
            facets=facets.requests(asked),
        )
    )


def sorts(asked: Asked) -> list[tuple[str, str]]:
    """What the list of orders offers: those with names, and the one by a column that is on."""
    key, direction = by(asked.sort)
    if asked.sort in SORTS or not key:
        return list(SORTS.items())
    (column,) = read_columns([key])
    return [*SORTS.items(), (asked.sort, f"{column.label}, {direction}")]


def chips(asked: Asked, names: Mapping[str, str]) -> list[Chip]:
    """Everything asked for, each with the address that drops it."""
    state = asked.state
    made = [
        Chip(_words(asked, clause), state.replaced(q=asked.box.without(clause)), clause.negated)
        for clause in asked.box.clauses
    ]
    made += _facet_chips(asked, names)
    made += [
        Chip(one.says, state.without_value("range", text), phrase=_uncapitalised(one.says))
        for one, text in zip(asked.ranges, state.values("range"), strict=True)
    ]
    if any(asked.period):
        made.append(Chip(show.period(*asked.period), state.replaced(**{"from": "", "to": ""})))
    return made


def sentence(asked: Asked, found: Iterable[Chip]) -> str:
    """What is searched for, in words."""
    kinds = asked.choices["kind"].wanted if "kind" in asked.choices else ()
    what = facets.WORDS["kind"][kinds[0]] if len(kinds) == 1 else "All records"
    parts = [chip for chip in found if not (chip.says.startswith("Kind: ") and len(kinds) == 1)]
    having = [chip.in_a_sentence for chip in parts if not chip.negated]
    lacking = [chip.in_a_sentence for chip in parts if chip.negated]
    text = what + (f" with {show.listing(having)}" if having else "")
    return text + (f", without {show.listing(lacking, 'or')}" if lacking else "")


def pager(asked: Asked, following: str | None) -> Pager:
    """The addresses of the first, the previous and the next page.

    The engine only goes forward, so the address remembers where the pages before began.
    """
    state, back = asked.state, [one for one in asked.state.values("back") if one]
    trail = [one for one in ".".join(back).split(".") if one]
    onward, previous = "", ""
    if following:
        before = [*trail, asked.after][-STEPS_BACK:] if asked.after else trail
        onward = _at(state, following, asked.page + 1, before)
    if asked.page == 2 or (asked.after and trail):
        place = trail[-1] if trail else ""
        previous = _at(state, place, asked.page - 1, trail[:-1])
    return Pager(_at(state, "", 1, []) if asked.after else "", previous, onward)


def _read_alike(asked: Asked) -> Asked:
    """With an address that says how the words were read.

    So every page made from it reads them so, and finds what was counted here.
    """
    state = asked.state
    if not asked.match or state.values("match"):
        return asked
    return replace(asked, state=State((*state.pairs, ("match", asked.match)), state.path))


def _words(asked: Asked, clause: Clause) -> str:
    """A clause in words: whether most words do, what is preferred, what names techniques."""
    text = clause.node.text if isinstance(clause.node, Words | Phrase) else ""
    says = clause.says
    if is_plain(clause):
        rest, found = bare.cut(text)
        preferred = show.listing([f"“{one.text}”" for one in found])
        if not rest:
            return f"{preferred} preferred"
        says = f"most of “{rest}”" if asked.takes_most and naming.parts(rest) > 1 else f"“{rest}”"
        says = f"{says} ({preferred} preferred)" if found else says
    techniques = show.listing([f"“{one}”" for one in naming.named(text)])
    return f"{says} ({techniques} also as a technique)" if techniques else says


def _uncapitalised(text: str) -> str:
    """For the middle of a sentence; "pH" and the like stay."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _facet_chips(asked: Asked, names: Mapping[str, str]) -> Iterable[Chip]:
    for name in FACETS:
        choice = asked.choices.get(name, Choice())
        for value in choice.wanted:
            yield _facet_chip(name, value, names, asked.state.without_value(name, value))
        for value in choice.unwanted:
            chip = _facet_chip(name, value, names, asked.state.without_value(WITHOUT + name, value))
            yield replace(chip, negated=True)


def _facet_chip(name: str, value: str, names: Mapping[str, str], remove: str) -> Chip:
    label, called = facets.LABELS[name], facets.label(name, value, names)
    return Chip(f"{label}: {called}", remove, phrase=f"{label.lower()} {called}")


def _at(state: State, after: str, page: int, back: list[str]) -> str:
    pairs = list(state.hidden())
    if after:
        pairs.append(("after", after))
    if page > 1:
        pairs.append(("page", str(page)))
    if back:
        pairs.append(("back", ".".join(back)))
    return f"{state.path}?{urlencode(pairs)}" if pairs else state.path
