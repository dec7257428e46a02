"""Which of a record's values a part of a search is about."""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from portal.catalogue.records import Parameter
from portal.normalise import names
from portal.web import show
from search.fields import INTERVALS
from search.files import names as names_of_files
from search.files.patterns import matcher
from search.indexing import texts
from search.query import patterns, terms
from search.query.bounds import real, whole_bounds
from search.query.files import part_of
from search.query.spectral import converted
from search.query.tree import Files, Near, ParameterRange, Pattern, Range, Term
from search.why.budget import UsedUp
from search.why.evidence import Place, whole
from search.why.subject import Subject, Value

MOST_FILES = 3  # of a name that many files have
LABELS = {
    "availability": "access",
    "doi": "DOI",
    "igsn": "IGSN",
    "orcid": "ORCID",
    "parameter": "has the parameter",
    "pid": "PID",
    "probe": "measures with",
    "related": "related work",
}


def of_term(subject: Subject, node: Term) -> list[Place] | None:
    """The values that are what the term asks for; None for none."""
    spell = terms.exact if node.exact else terms.folded
    wanted = spell(node.field, node.value)
    if wanted not in subject.terms:
        return None
    return _shown(subject, lambda value: value.field == node.field and wanted in value.terms)


def of_pattern(subject: Subject, node: Pattern) -> list[Place] | None:
    """The values that match the pattern; None for none."""
    matching = {term for term in subject.terms if patterns.matches(node, term)}
    if not matching:
        return None
    return _shown(
        subject, lambda value: value.field == node.field and not matching.isdisjoint(value.terms)
    )


def of_range(subject: Subject, node: Range) -> list[Place] | None:
    """The number or date that lies in the range; None where it doesn't."""
    bounds = whole_bounds(node.low, node.high, node.include_low, node.include_high)
    first, last = INTERVALS.get(node.field, (node.field, node.field))
    numbers = subject.document.numbers
    if bounds is None or first not in numbers or last not in numbers:
        return None
    low, high = bounds
    if (high is not None and numbers[first] > high) or (low is not None and numbers[last] < low):
        return None
    return [whole(*_said(subject, node.field))]


def of_parameter(subject: Subject, node: ParameterRange) -> list[Place] | None:
    """The parameters with values in the range, these values only; None for none."""
    known = subject.document.parameters.get((node.name, node.dimension), ())
    if not any(_within(value, node) for value in known):
        return None
    found = subject.measured(node.name, node.dimension)
    kept = ((one, [n for n, value in enumerate(one.si) if _within(value, node)]) for one in found)
    return [_place(parameter, places) for parameter, places in kept if places]


def of_near(subject: Subject, node: Near) -> list[Place] | None:
    """The value nearest to what was asked for, as the record has it; None where there is none."""
    found = list(_distances(subject, node))
    if not found:
        return None
    _, _, parameter, place = min(found, key=lambda one: one[:2])
    return [_place(parameter, [place])]


def _distances(subject: Subject, node: Near) -> Iterator[tuple[float, int, Parameter, int]]:
    """Each value's distance, converted where it is one of another quantity."""
    found: list[tuple[Parameter, int, float]] = []
    for name in node.names:
        for parameter in subject.measured(name, node.dimension):
            found += [(parameter, *one) for one in enumerate(parameter.si)]
    for crossed in node.crossed:
        if crossed.probe not in subject.probes:
            continue
        for parameter in subject.measured(crossed.name, crossed.dimension):
            above = [(place, value) for place, value in enumerate(parameter.si) if value > 0]
            found += [
                (parameter, place, converted(crossed, node.dimension, value))
                for place, value in above
            ]
    for order, (parameter, place, value) in enumerate(found):
        yield abs(value - node.value), order, parameter, place


def of_files(subject: Subject, node: Files) -> list[Place] | None:
    """The first files of that name, None for none.

    Raises UsedUp where the record has more than may be looked through, and none was found.
    """
    found: list[Place] = []
    try:
        found.extend(islice(_like(subject, node), MOST_FILES))
    except UsedUp:
        if not found:
            raise
    return found or None


def _like(subject: Subject, node: Files) -> Iterator[Place]:
    """Every file of that name.  Raises UsedUp."""
    if node.pattern:
        matches = matcher(node.text).matches
        for path, text in subject.paths:
            subject.budget.compare_file()
            if matches(text):
                yield whole("file", path)
        return
    wanted = part_of(node.text)
    for path, text in subject.paths:
        if wanted in text:
            yield Place("file", tuple(names_of_files.marked(path, wanted)))


def _shown(subject: Subject, wanted: Callable[[Value], bool]) -> list[Place]:
    return [
        whole(LABELS.get(value.field, value.field), value.shown, value.beside)
        for value in subject.values
        if wanted(value)
    ]


def _said(subject: Subject, field: str) -> tuple[str, str]:
    """What a field with ranges is called, and the record's value of it."""
    metadata = subject.metadata
    match field:
        case "size":
            return "size", show.size(metadata.size)
        case "files":
            return "files", show.number(metadata.file_count)
        case "released":
            return "released", show.day(metadata.release_date)
        case "open_from" if subject.record.open_from:
            return "open from", show.day(subject.record.open_from.isoformat())
        case "end":
            return "end", show.day(metadata.end_date)
        case "added" if subject.record.appeared_at:
            return "added", show.day(subject.record.appeared_at.isoformat())
        case "modified":
            return "changed by its facility", show.day(metadata.modified)
        case "date" if metadata.start_date:
            return "measured", show.span(metadata.start_date, metadata.end_date)
    return "year", str(subject.document.numbers.get("year", ""))


def _place(parameter: Parameter, kept: Sequence[int]) -> Place:
    """Some of a parameter's values: as given, and in the usual unit."""
    part = replace(
        parameter,
        values=tuple(parameter.values[place] for place in kept),
        si=tuple(parameter.si[place] for place in kept),
    )
    return whole(names.label(texts.name_of(parameter)), show.values(part), show.preferred(part))


def _within(value: float, node: ParameterRange) -> bool:
    return all(_sides(value, node))


def _sides(value: float, node: ParameterRange) -> Iterator[bool]:
    low, high = real(node.low), real(node.high)
    if low is not None and low != -math.inf:
        yield value >= low if node.include_low else value > low
    if high is not None and high != math.inf:
        yield value <= high if node.include_high else value < high
