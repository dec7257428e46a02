"""Records as tantivy takes them, and their writer."""

from pathlib import Path

import tantivy

from search.engines.tantivy import schema
from search.engines.tantivy.failures import writing
from search.engines.tantivy.index import Writer
from search.engines.tantivy.parameters import Slots, sortable, tail_key
from search.indexing.document import IndexDocument


class RecordWriter(Writer[IndexDocument, int]):
    """Writes records, giving new parameters columns; the dictionary's come first."""

    def __init__(self, folder: Path, index: tantivy.Index, memory: int) -> None:
        super().__init__(folder, index, memory)
        self._slots = Slots(folder)
        if not self._slots.columns:
            self._slots.reserve()

    def built(self, document: IndexDocument) -> tantivy.Document:
        return build(document, self._slots)

    def commit(self) -> None:
        """First the parameters' columns, then the rest."""
        with writing():
            self._slots.save()
        super().commit()


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
