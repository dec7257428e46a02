"""From a record to its names: only what is public, and can be written in the search box."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from portal import techniques
from portal.catalogue.records import AnyRecord
from portal.normalise.text import without_addresses
from portal.web import rows
from search import analysis
from search.indexing.document import IndexDocument
from search.query.box.lexer import printable
from search.suggest.document import Name, RecordNames

LONGEST = 100  # characters of a name
MOST_NAMES = 500  # of one record
LONGEST_TEXT = 20_000  # characters of a text whose words are offered for misspelt ones
SHORTEST_WORD, LONGEST_WORD = 4, 30
_ASCII_WORD = re.compile(
    rf"(?<![a-z0-9])[a-z]{{{SHORTEST_WORD},{LONGEST_WORD}}}(?![a-z0-9])", re.ASCII
)
_FACETS = {"technique": "technique", "instrument": "instrument", "facility": "facility"}


def read(document: IndexDocument, metadata: AnyRecord) -> RecordNames:
    """The names of a record of which ``document`` is what the index holds."""
    return RecordNames(
        id=document.id,
        title=without_addresses(rows.title(metadata)),
        is_document="document" in document.facets.get("kind", ()),
        names=tuple(dict.fromkeys(_names(document, metadata)))[:MOST_NAMES],
        words=frozenset(_words(metadata)),
    )


def _names(document: IndexDocument, metadata: AnyRecord) -> Iterator[Name]:
    for facet, kind in _FACETS.items():
        for value in document.facets.get(facet, ()):
            if writable(value) and not (kind == "technique" and _says_little(value)):
                yield kind, value
    for sample in metadata.samples[:MOST_NAMES]:
        if writable(sample.name):
            yield "sample", sample.name
    for member in metadata.members[:MOST_NAMES]:
        if writable(member.person.full_name):
            yield "person", member.person.full_name


@cache
def _says_little(technique: str) -> bool:
    """Whether it is of the tree's first level: "defined by experimental probe"."""
    return len(techniques.path(technique)) <= 2


@lru_cache(maxsize=65_536)
def writable(value: str) -> bool:
    """Whether the box reads the value between quotation marks as it is."""
    plain = value == value.strip() and '"' not in value and printable(value) == value
    clean = "[address removed]" not in value and without_addresses(value) == value
    return plain and clean and len(value) <= LONGEST and bool(analysis.split(value))


def _words(metadata: AnyRecord) -> set[str]:
    """Words of letters only: a digit away is another sample, not a misspelt one."""
    found = {*_spellable(metadata.title), *_spellable(metadata.summary[:LONGEST_TEXT])}
    names = [*metadata.keywords, *(one.name for one in metadata.techniques)]
    names += [one.name for one in metadata.instruments]
    names += [one.name for one in metadata.samples]
    names += [one.person.full_name for one in metadata.members]
    return found.union(*map(_remembered, names))


@lru_cache(maxsize=32_768)
def _remembered(text: str) -> list[str]:
    return _spellable(text)


def _spellable(text: str) -> list[str]:
    folded = analysis.fold(without_addresses(text)) if text else ""
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    found = analysis.split(folded)
    return [word for word in found if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha()]
