"""The fields of the embedded index.

Parameters get numbered slots, plain numeric columns: tantivy's own dynamic (JSON)
fields also index every number as a term, which costs four times the time and
three times the space, and their ranges fail on bounds of mixed types.  The names
that come after the last slot share one JSON field, as sortable whole numbers
(see ``search.engines.tantivy.parameters``).  Of several values the least stands first in the
slot and the greatest in the slot's ``greatest``, as an order takes the first one
(see ``search.engines.tantivy.orders``).
"""

import tantivy

from search import analysis
from search.fields import FACETS, MEASURED, NUMBERS, TEXT_KEYS
from search.indexing.document import PROJECTION_VERSION

SLOTS = 2_000
TOKENS = "blanks"  # the tokenizer that splits at blanks only
FORMAT = 4  # raise it when the layout changes in ways that the lists below don't show


def build() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_text_field("text", tokenizer_name=TOKENS, index_option="position")
    builder.add_text_field("terms", tokenizer_name=TOKENS, index_option="basic")
    for name in (*map(facet, (*FACETS, MEASURED)), *TEXT_KEYS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBERS:
        builder.add_integer_field(name, fast=True)
    for number in range(SLOTS):
        builder.add_float_field(slot(number), fast=True)
        builder.add_float_field(greatest(slot(number)), fast=True)
    builder.add_json_field("tail", fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def facet(name: str) -> str:
    return f"facet_{name}"


def slot(number: int) -> str:
    return f"p{number}"


def greatest(slot: str) -> str:
    """The field for the greatest of a record's values in a slot, where it has several."""
    return f"{slot}_most"


def register(index: tantivy.Index) -> tantivy.Index:
    """The index with its tokenizer, which isn't kept with it."""
    splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENS, splitter)
    return index


def version() -> list[object]:
    """What the index of records is made by, apart from tantivy itself."""
    return [FORMAT, PROJECTION_VERSION, analysis.VERSION, FACETS, NUMBERS, TEXT_KEYS, SLOTS]
