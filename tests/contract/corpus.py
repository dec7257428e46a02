"""Documents to search in, made as the projection makes them."""

from collections.abc import Mapping, Sequence

from search import analysis
from search.fields import NUMBERS
from search.indexing.document import IndexDocument, ParameterKey, whole_text
from search.indexing.moments import AFTER_ALL, BEFORE_ALL
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
    **numbers: int,
) -> IndexDocument:
    """A document with this id; ``numbers`` are those of search.fields.NUMBERS."""
    assert set(numbers) <= {*NUMBERS, "updated"}
    facets = facets or {}
    exact = [pair for name, shown in facets.items() for pair in ((name, one) for one in shown)]
    tokens = [terms.both(*pair) for pair in [*exact, *values]]
    names = {key[0] for key in parameters or {}}
    keys = {
        "newest": numbers.get("date_first", BEFORE_ALL),
        "oldest": numbers.get("date_first", AFTER_ALL),
        "largest": numbers.get("size", BEFORE_ALL),
        "updated": 0,
    }
    return IndexDocument(
        id=number,
        text=whole_text(analysis.joined(title), [analysis.joined(text)]),
        title_key="-".join(analysis.split(title))[:80].strip("-") or "~",
        terms=[*(one for both in tokens for one in both), *(f"parameter={n}" for n in names)],
        facets={name: list(shown) for name, shown in facets.items()},
        numbers=keys | numbers,
        parameters={key: tuple(found) for key, found in (parameters or {}).items()},
    )
