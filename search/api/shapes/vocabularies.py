"""What searches are made of: techniques, names of parameters, units."""

from search.api.shapes.base import Shape


class Technique(Shape, frozen=True, kw_only=True):
    """A technique of PaNET; the others are named by their identifiers. "parents" and
    "children" are those right above and below it."""

    id: str
    self: str
    iri: str
    label: str
    alternatives: tuple[str, ...]
    parents: tuple[str, ...]
    children: tuple[str, ...]
    deprecated: bool


class TechniqueInTree(Technique, frozen=True, kw_only=True):
    """A technique with all it is a kind of, all kinds of it, and one path from the root."""

    ancestors: tuple[str, ...]
    descendants: tuple[str, ...]
    path: tuple[str, ...]


class TechniqueList(Shape, frozen=True, kw_only=True):
    """Techniques, by number."""

    total: int
    items: tuple[Technique, ...]


class KnownParameter(Shape, frozen=True, kw_only=True):
    """A parameter's name, what it measures, and the usual units.

    "unit" is the one most used; "least" and "most" are the smallest and the largest value in it,
    null where there are none. "spellings" are names as they came, the commonest first.
    """

    name: str
    label: str
    dimension: str
    units: tuple[str, ...]
    unit: str
    records: int
    least: float | None
    most: float | None
    spellings: tuple[str, ...]


class ParameterList(Shape, frozen=True, kw_only=True):
    """Names of parameters; "total" counts also those beyond the limit."""

    total: int
    items: tuple[KnownParameter, ...]


class UnitOfDimension(Shape, frozen=True, kw_only=True):
    """A unit; an SI value is (value + offset) × factor."""

    symbol: str
    factor: float
    offset: float


class Dimension(Shape, frozen=True, kw_only=True):
    """A kind of quantity, its SI unit, and the usual units."""

    name: str
    label: str
    si: str
    units: tuple[UnitOfDimension, ...]


class DimensionList(Shape, frozen=True, kw_only=True):
    """All dimensions, by name."""

    total: int
    items: tuple[Dimension, ...]
