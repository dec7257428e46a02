"""What the index holds of one record, the same for both engines."""

from dataclasses import dataclass, field

PROJECTION_VERSION = 2  # raise it when records project otherwise: the index is then rebuilt

ParameterKey = tuple[str, str]  # canonical name, dimension


@dataclass(slots=True)
class IndexDocument:
    """A public record as the engines get it.

    ``title`` and ``text`` are tokens joined by blanks (search.analysis); ``text``
    has the title's words too.  ``terms`` are search.query.terms; ``facets`` values as
    shown, ``numbers`` search.fields.NUMBERS and NUMBER_KEYS within 64 bits,
    ``parameters`` finite SI values.
    """

    id: int
    title: str
    text: str
    title_key: str
    terms: list[str] = field(default_factory=list)
    facets: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    parameters: dict[ParameterKey, tuple[float, ...]] = field(default_factory=dict)
