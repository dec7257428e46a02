"""Writing to one index folder."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from search.engines.tantivy import schema
from search.engines.tantivy.failures import writing
from search.engines.tantivy.parameters import Slots, sortable, tail_key
from search.indexing.document import IndexDocument

BATCH_MEMORY = 64_000_000  # bytes of the writer's buffer, for a batch of changes
REBUILD_MEMORY = 256_000_000  # the same, while a whole index is written
_DELETED_AT_ONCE = 1_000


class Writer:
    """The one writer of a folder, from opening to ``close``."""

    def __init__(self, folder: Path, index: tantivy.Index, memory: int) -> None:
        self.slots = Slots(folder)
        self._schema = index.schema
        with writing():
            self._writer: tantivy.IndexWriter | None = index.writer(memory, 1)

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """All of them or, where one can't be made, none."""
        with writing():
            for made in [build(document, self.slots) for document in documents]:
                self._open.add_document(made)

    def delete(self, ids: Iterable[int]) -> None:
        """By query: ``delete_documents_by_term`` silently misses unsigned fields."""
        known = [number for number in ids if 0 <= number < 2**63]
        with writing():
            for start in range(0, len(known), _DELETED_AT_ONCE):
                part = known[start : start + _DELETED_AT_ONCE]
                query = tantivy.Query.term_set_query(self._schema, "id", part)
                self._open.delete_documents_by_query(query)

    def commit(self) -> None:
        """Make everything so far durable: first the parameters' columns, then the rest."""
        with writing():
            self.slots.save()
            self._open.commit()

    def close(self) -> None:
        """Let go of the folder; what wasn't committed is lost."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with writing():
                writer.wait_merging_threads()

    def abandon(self) -> None:
        """Let go at once, whatever state the writer is in."""
        self._writer = None

    @property
    def _open(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise RuntimeError("this writer was closed")
        return self._writer


def write(
    folder: Path,
    index: tantivy.Index,
    upserts: Sequence[IndexDocument],
    deletes: Iterable[int],
) -> None:
    """One batch, by a writer of its own: long-lived ones keep files that are gone."""
    writer = Writer(folder, index, BATCH_MEMORY)
    try:
        writer.delete(deletes)
        writer.delete(document.id for document in upserts)
        writer.add(upserts)
        writer.commit()
        writer.close()
    finally:
        writer.abandon()


def build(document: IndexDocument, slots: Slots) -> tantivy.Document:
    """The document as tantivy takes it, value by value: twice as fast as from a dict."""
    built = tantivy.Document()
    built.add_unsigned("id", document.id)
    add_text, add_integer, add_float = built.add_text, built.add_integer, built.add_float
    add_text("text", document.text)
    add_text("terms", " ".join(document.terms))
    for name, values in document.facets.items():
        field = schema.facet(name)
        for value in values:
            add_text(field, value)
    for name, text in document.keys.items():
        add_text(name, text)
    for name, number in document.numbers.items():
        add_integer(name, number)
    columns = slots.columns
    tail: dict[str, list[int]] = {}
    for key, measured in document.parameters.items():
        column = columns.get(key) or slots.assign(key)
        if column is None:
            tail[tail_key(key)] = [sortable(amount) for amount in measured]
            continue
        if len(measured) == 1:
            add_float(column, measured[0] + 0.0)  # adding nought makes -0 the same as 0
            continue
        for amount in (ordered := sorted(one + 0.0 for one in measured)):
            add_float(column, amount)
        if ordered:
            add_float(schema.greatest(column), ordered[-1])
    if tail:
        built.add_json("tail", tail)
    return built
