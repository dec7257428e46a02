"""What a record may share with others: its samples, techniques, instruments, quantities, words.

Pure, from what the index holds of the record.  docs/results.md, "Similar records", gives the
reasons for the figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from portal.catalogue.records import AnyRecord
from portal.normalise import names
from portal.normalise.text import without_addresses
from portal.web.rows import TELLING
from search import analysis
from search.function_words import FUNCTION_WORDS
from search.indexing.document import IndexDocument
from search.query import terms
from search.query.tree import ParameterRange, Term, Words

MOST_NAMES = 4  # samples, techniques and instruments each
MOST_QUANTITIES = 4
MOST_WORDS = 24  # of which the rarest are kept
SHORTEST_WORD = 3
NEAR = 0.05  # how far off a value may be, as a share of it
LONGEST = 2_000  # characters of a text whose words may tell something

Kind = Literal["sample", "technique", "instrument", "quantity", "word"]


@dataclass(frozen=True, slots=True)
class Trait:
    """What is found by ``node``; ``name`` is what to call a quantity or a word."""

    kind: Kind
    name: str
    node: Term | ParameterRange | Words


def traits(metadata: AnyRecord, document: IndexDocument) -> list[Trait]:
    """All that others may have in common with the record, each once."""
    found = {
        trait.node: trait
        for trait in (*_named(metadata), *_quantities(document), *_words(metadata))
    }
    return list(found.values())


def has(document: IndexDocument, trait: Trait) -> bool:
    """Whether a record has it too, as an engine would find it."""
    match trait.node:
        case Term(field, value, exact):
            return (terms.exact if exact else terms.folded)(field, value) in document.terms
        case ParameterRange(name, dimension, low, high):
            values = document.parameters.get((name, dimension), ())
            return any((low or 0.0) <= value <= (high or 0.0) for value in values)
        case Words(text):
            return set(analysis.tokens(text)) <= set(document.text.split())


def _named(metadata: AnyRecord) -> Iterator[Trait]:
    for sample in metadata.samples[:MOST_NAMES]:
        if sample.name:
            yield _trait("sample", sample.name)
    for technique in metadata.techniques[:MOST_NAMES]:
        if technique.panet:
            yield Trait("technique", "", Term("technique", technique.panet))
        elif technique.name:
            yield _trait("technique", technique.name)
    for instrument in metadata.instruments[:MOST_NAMES]:
        if instrument.name:
            yield _trait("instrument", instrument.name)


def _trait(kind: Kind, name: str) -> Trait:
    """The field of the kind has the name as one of its values, however it is written."""
    return Trait(kind, "", Term(kind, without_addresses(name), exact=False))


def _quantities(document: IndexDocument) -> Iterator[Trait]:
    """Those that readers ask for first, around the record's first value."""
    measured = {
        name: (dimension, values[0])
        for (name, dimension), values in document.parameters.items()
        if values and dimension != "number"
    }
    for name in [name for name in TELLING if name in measured][:MOST_QUANTITIES]:
        dimension, value = measured[name]
        around = abs(value) * NEAR
        node = ParameterRange(name, dimension, value - around, value + around)
        yield Trait("quantity", names.label(name).lower(), node)


def _words(metadata: AnyRecord) -> Iterator[Trait]:
    """Words of the title and of samples, then of the summary, that may tell something."""
    texts = [metadata.title, *(one.name for one in metadata.samples[:MOST_NAMES])]
    found: dict[str, str] = {}
    for text in (*texts, metadata.summary):
        for word in analysis.split(without_addresses(text[:LONGEST])):
            if len(word) >= SHORTEST_WORD and not word.isdigit() and word not in FUNCTION_WORDS:
                found.setdefault(analysis.tokens(word)[0], word)
    for word in list(found.values())[:MOST_WORDS]:
        yield Trait("word", word, Words(word))
