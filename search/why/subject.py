"""A record as a search sees it: its index document, and what that was made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from portal import techniques as panet
from portal.catalogue import given
from portal.catalogue.models import FileList, Record
from portal.catalogue.records import AnyRecord, Parameter
from portal.normalise import names
from portal.normalise.text import without_addresses
from portal.web import rows, show
from search import facets
from search.analysis import split, tokens
from search.files.names import folded
from search.indexing import techniques, texts
from search.indexing.document import IndexDocument
from search.indexing.projection import LONGEST_TEXT, PROBES, other_values, project
from search.indexing.texts import Text
from search.query import terms
from search.why.budget import Budget, UsedUp

Places = dict[str, dict[int, list[int]]]  # by token and number of a text: places of chunks
Read = TypeVar("Read")
Paths = tuple[tuple[str, str], ...]  # as it is, and folded

_SHORT = 40  # signs of a chunk that is remembered, as most texts are of the same words


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands between two blanks: as it is, its words, and their tokens."""

    text: str
    words: tuple[str, ...]
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A whole value of a field, the terms that find it, and what else to say of it."""

    field: str
    shown: str
    terms: frozenset[str]
    beside: str = ""


class NotPublic(Exception):
    """The record isn't public, or not any more."""


class Subject:
    """A public record, and how much of it may be read.

    Raises NotPublic when it isn't one (any more).
    """

    def __init__(self, record: Record, budget: Budget | None = None) -> None:
        document = project(record)
        if document is None:
            raise NotPublic
        self.record = record
        self.budget = budget or Budget()
        self.metadata: AnyRecord = record.metadata
        self.document: IndexDocument = document

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(self.document.terms)

    @cached_property
    def tokens(self) -> frozenset[str]:
        return frozenset(self.document.text.split())

    @cached_property
    def texts(self) -> tuple[tuple[str, tuple[Chunk, ...]], ...]:
        """Everything that words are looked for in, each text once.  Raises UsedUp."""
        found = dict.fromkeys((where, text) for where, text in self._texts() if text)
        self.budget.read_signs(sum(len(text) for _, text in found))
        return tuple((where, _chunks(text)) for where, text in found)

    @property
    def places(self) -> Places:
        """Where each token stands: in which of the texts, in which chunks.  Raises UsedUp."""
        return _known(self._places)

    @cached_property
    def _places(self) -> Places | UsedUp:
        try:
            texts = self.texts
        except UsedUp as left:
            return left
        found: Places = {}
        for number, (_, chunks) in enumerate(texts):
            for place, chunk in enumerate(chunks):
                for token in set(chunk.tokens) if len(chunk.tokens) > 1 else chunk.tokens:
                    found.setdefault(token, {}).setdefault(number, []).append(place)
        return found

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Everything that whole values are compared with."""
        return tuple(dict.fromkeys(self._values()))

    @property
    def paths(self) -> Paths:
        """The paths of its files, each also folded.  Raises UsedUp."""
        return _known(self._paths)

    @cached_property
    def _paths(self) -> Paths | UsedUp:
        found = FileList.objects.defer("packed").filter(pk=self.record.pk).first()
        if found is None:
            return ()
        try:
            self.budget.read_files(found.count)
        except UsedUp as left:
            return left
        listed = given.files(self.record, found.files)
        return tuple((file.path, folded(file.path)) for file in listed)

    @property
    def probes(self) -> tuple[str, ...]:
        """What its facility measures with."""
        return PROBES[self.record.facility.probe]

    def measured(self, name: str, dimension: str) -> Iterator[Parameter]:
        """The record's parameters of this name with numbers."""
        for parameter in self.metadata.parameters[: texts.MOST_PARAMETERS]:
            known = parameter.dimension == dimension and texts.is_measured(parameter)
            if known and texts.name_of(parameter) == name:
                yield parameter

    def _texts(self) -> Iterator[Text]:
        yield "title", rows.title(self.metadata)[:LONGEST_TEXT]
        others = (texts.free, texts.shared, texts.of_techniques, texts.of_parameters)
        for gathered in others:
            for where, text in gathered(self.metadata):
                yield where, without_addresses(text[:LONGEST_TEXT])
        yield from texts.of_facility(self.record.facility)

    def _values(self) -> Iterator[Value]:
        facility = self.record.facility
        yield _value("facility", facility.slug, facility.short_name)
        yield _value("facility", facility.short_name)
        yield _value("facility", facility.name)
        for probe in self.probes:
            yield _value("probe", probe)
        yield _value("title", rows.title(self.metadata))
        for name in ("kind", "instrument", "type", "year", "availability", "keyword"):
            for value in self.document.facets.get(name, ()):
                said = facets.WORDS.get(name, {}).get(value, value)
                yield _value(name, value, said)
        for name, value in other_values(self.metadata):
            if value:
                yield _value(name, value if name == "pid" else without_addresses(value))
        yield from self._techniques()
        for parameter in self.metadata.parameters[: texts.MOST_PARAMETERS]:
            name = texts.name_of(parameter)
            found = frozenset([terms.exact("parameter", name)])
            yield Value("parameter", names.label(name), found, show.comparable(parameter))

    def _techniques(self) -> Iterator[Value]:
        for technique in self.metadata.techniques[: texts.MOST_NAMES]:
            name = without_addresses(technique.name)
            found = {terms.folded("technique", name)}
            entry = techniques.entry(technique.panet) if technique.panet else None
            label = panet.get(technique.panet) if entry else None
            beside = label.label if label and label.label != name else ""
            yield Value(
                "technique",
                name,
                frozenset(found | set(entry.terms if entry else ())),
                beside,
            )


def _known(found: Read | UsedUp) -> Read:
    """What was read; raises UsedUp where it wasn't, which isn't tried again."""
    if isinstance(found, UsedUp):
        raise UsedUp(*found.args)
    return found


def _value(field: str, value: str, shown: str = "") -> Value:
    return Value(field, shown or value, frozenset(terms.both(field, value)))


def _chunks(text: str) -> tuple[Chunk, ...]:
    return tuple(_chunk(one) if len(one) <= _SHORT else _new(one) for one in text.split())


def _new(text: str) -> Chunk:
    return Chunk(text, tuple(split(text)), tuple(tokens(text)))


_chunk = lru_cache(maxsize=16_384)(_new)
