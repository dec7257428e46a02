"""Where a record has the words that were asked for."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

from search.analysis import split, tokens
from search.query.beginnings import matches
from search.why.budget import UsedUp
from search.why.evidence import Evidence, Place
from search.why.subject import Chunk, Subject

MOST_PLACES = 6  # of one word; the title comes first
AROUND = 4  # chunks of the text before and after what was found


def words(subject: Subject, text: str, telling: Mapping[str, int]) -> list[Evidence]:
    """Each of the telling tokens of ``text``, by the word it was asked for by."""
    return [_word(subject, word, token) for token, word in _asked(text, telling).items()]


def has_phrase(subject: Subject, wanted: Sequence[str]) -> bool:
    """Whether the tokens follow one another, as the index has them."""
    known = all(token in subject.tokens for token in wanted)
    return known and f" {' '.join(wanted)} " in f" {subject.document.text} "


def phrase(subject: Subject, text: str) -> Evidence:
    """Where the words follow one another, in a record that has the phrase."""
    asked = f"the phrase “{text}”"
    wanted = tokens(text)
    try:
        subject.budget.read_signs(len(subject.document.text) * len(wanted))
        among = subject.places.get(wanted[0], {})
    except UsedUp as left:
        return Evidence(asked, note=str(left))
    places = []
    for number in among:
        where, chunks = subject.texts[number]
        found = list(_runs(chunks, wanted))
        if found:
            first = found[0]
            places.append(Place(where, _snippet(chunks, set(range(*first)), first[0]), len(found)))
    return Evidence(asked, tuple(places[:MOST_PLACES]))


def beginning(subject: Subject, text: str) -> Evidence | None:
    """Where words that begin with ``text`` stand; None where none does."""
    wanted = {token for token in subject.tokens if matches(text, token)}
    return _standing(subject, f"“{text}*”", wanted, ()) if wanted else None


def _asked(text: str, telling: Mapping[str, int]) -> dict[str, str]:
    """The word that each token comes from: as typed where that is one word, else folded."""
    found: dict[str, str] = {}
    for chunk in text.split():
        folded = split(chunk)
        for word in folded:
            token = tokens(word)[0]
            if token in telling:
                found.setdefault(token, chunk.strip("\"'.,;") if len(folded) == 1 else word)
    return found


def _word(subject: Subject, word: str, token: str) -> Evidence:
    asked = f"“{word}”"
    if token not in subject.tokens:
        return Evidence(asked, holds=False)
    return _standing(subject, asked, {token}, split(word))


def _standing(subject: Subject, asked: str, wanted: Set[str], typed: Collection[str]) -> Evidence:
    """Where words with one of these tokens stand, and their forms but those ``typed``."""
    by_text: dict[int, set[int]] = {}
    try:
        for token in wanted:
            known = subject.places.get(token, {})
            subject.budget.read_signs(len(token) * sum(map(len, known.values())))
            for number, found in known.items():
                by_text.setdefault(number, set()).update(found)
    except UsedUp as left:
        return Evidence(asked, note=str(left))
    forms: dict[str, None] = {}
    places = []
    for number, marked in sorted(by_text.items()):
        where, chunks = subject.texts[number]
        here = [form for place in sorted(marked) for form in _forms(chunks[place], wanted)]
        forms |= dict.fromkeys(here)
        places.append(Place(where, _snippet(chunks, marked, min(marked)), len(here)))
    others = [form for form in forms if form not in typed]
    note = f"as {', '.join(f'“{form}”' for form in others[:3])}" if others else ""
    return Evidence(asked, tuple(places[:MOST_PLACES]), note=note)


def _forms(chunk: Chunk, wanted: Set[str]) -> Iterable[str]:
    return (word for word, one in zip(chunk.words, chunk.tokens, strict=True) if one in wanted)


def _runs(chunks: Sequence[Chunk], wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The chunks from and to which the tokens stand one after the other."""
    flat = [(token, place) for place, chunk in enumerate(chunks) for token in chunk.tokens]
    size = len(wanted)
    for start in range(len(flat) - size + 1):
        run = flat[start : start + size]
        if [token for token, _ in run] == list(wanted):
            yield run[0][1], run[-1][1] + 1


def _snippet(chunks: Sequence[Chunk], marked: Set[int], first: int) -> tuple[tuple[str, bool], ...]:
    """The text around the first place that was found, in parts that are marked or not."""
    begin, end = max(first - AROUND, 0), min(first + AROUND + 1, len(chunks))
    parts: list[tuple[str, bool]] = [("… ", False)] if begin else []
    for place in range(begin, end):
        text = chunks[place].text[:80]
        parts.append((text, place in marked))
        parts.append((" ", {place, place + 1} <= marked))
    parts[-1] = (" …" if end < len(chunks) else "", False)
    return _joined(parts)


def _joined(parts: Iterable[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """The same with neighbours of one kind in one."""
    joined: list[tuple[str, bool]] = []
    for text, found in parts:
        if joined and joined[-1][1] == found:
            joined[-1] = (joined[-1][0] + text, found)
        elif text:
            joined.append((text, found))
    return tuple(joined)
