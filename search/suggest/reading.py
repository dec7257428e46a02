"""From a record to its names: only what is public, and can be written in the search box."""

from collections.abc import Iterator
from functools import cache, lru_cache

from portal import techniques
from portal.catalogue.records import AnyRecord
from portal.normalise.text import without_addresses
from portal.web import rows
from search import analysis
from search.indexing.document import IndexDocument
from search.query.box.lexer import printable
from search.query.terms import BLANK
from search.suggest.document import Name, RecordNames

LONGEST = 100  # characters of a name
MOST_NAMES = 500  # of one record
LONGEST_TEXT = 20_000  # characters of a text whose words are offered for misspelt ones
SHORTEST_WORD, LONGEST_WORD = 4, 30
_FACETS = {"technique": "technique", "instrument": "instrument", "facility": "facility"}
_TERMS = {"sample=": "sample", "person=": "person"}


def read(document: IndexDocument, metadata: AnyRecord) -> RecordNames:
    """The names of a record of which ``document`` is what the index holds."""
    return RecordNames(
        id=document.id,
        title=without_addresses(rows.title(metadata)),
        is_document="document" in document.facets.get("kind", ()),
        names=tuple(dict.fromkeys(_names(document)))[:MOST_NAMES],
        words=frozenset(_words(metadata)),
    )


def _names(document: IndexDocument) -> Iterator[Name]:
    for facet, kind in _FACETS.items():
        for value in document.facets.get(facet, ()):
            if writable(value) and not (kind == "technique" and _says_little(value)):
                yield kind, value
    for term in document.terms:
        field, equals, value = term.partition("=")
        known = _TERMS.get(field + equals, "")
        if known and writable(shown := value.replace(BLANK, " ")):
            yield known, shown


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


def _words(metadata: AnyRecord) -> Iterator[str]:
    """Words of letters only: a digit away is another sample, not a misspelt one."""
    texts = [metadata.title, metadata.summary[:LONGEST_TEXT], *metadata.keywords]
    texts += [one.name for one in metadata.techniques]
    texts += [one.name for one in metadata.instruments]
    texts += [one.name for one in metadata.samples]
    texts += [one.person.full_name for one in metadata.members]
    for text in texts:
        yield from _split(text) if len(text) <= LONGEST else _spellable(text)


@lru_cache(maxsize=32_768)
def _split(text: str) -> tuple[str, ...]:
    return _spellable(text)


def _spellable(text: str) -> tuple[str, ...]:
    found = analysis.split(without_addresses(text))
    return tuple(
        word for word in found if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha()
    )
