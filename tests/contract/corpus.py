"""Documents to search in, made as the projection makes them."""

from collections.abc import Mapping, Sequence

from search import analysis
from search.fields import NUMBERS
from search.indexing.document import IndexDocument, ParameterKey, whole_text
from search.indexing.keys import text_key
from search.query import terms

DAY = 86_400
TEMPERATURE = ("sample_temperature", "temperature")


def document(
    number: int,
    title: str = "",
    text: str = "",
    *,
    facets: Mapping[str, Sequence[str]] | None = None,
    values: Sequence[tuple[str, str]] = (),
    parameters: Mapping[ParameterKey, Sequence[float]] | None = None,
    keys: Mapping[str, str] | None = None,
    **numbers: int,
) -> IndexDocument:
    """A document with this id; ``numbers`` are those of search.fields.NUMBERS."""
    assert set(numbers) <= set(NUMBERS)
    facets = facets or {}
    exact = [pair for name, shown in facets.items() for pair in ((name, one) for one in shown)]
    tokens = [terms.both(*pair) for pair in [*exact, *values]]
    names = {key[0] for key in parameters or {}}
    titled = {"key_title": text_key(title)} if text_key(title) else {}
    return IndexDocument(
        id=number,
        text=whole_text(analysis.joined(title), [analysis.joined(text)]),
        terms=[*(one for both in tokens for one in both), *(f"parameter={n}" for n in names)],
        facets={name: list(shown) for name, shown in facets.items()},
        numbers={"updated": 0, **numbers},
        keys={**titled, **(keys or {})},
        parameters={key: tuple(found) for key, found in (parameters or {}).items()},
    )
