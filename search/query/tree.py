"""The query tree: what is searched for, whatever wrote it and whatever answers it.

The readers (the search box, facet links, later the PaNOSC filter) produce these
plain values and the engines compile them.  Nothing here is text in an engine's
own language.  A tree from strangers goes through ``search.query.limits`` first.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class All:
    """Everything."""


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of ``text`` occurs somewhere in the record's text, in any form.

    Words that say nothing ("the", "of") are left out where others remain; text
    without any word finds everything.
    """

    text: str


@dataclass(frozen=True, slots=True)
class MostWords:
    """Any word of ``text`` occurs in the record's text; more and rarer ones weigh more.

    For whole sentences, of which no record has every word.  Words that say nothing
    are left out where others remain; text without any word finds everything.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of ``text`` follow one another, in any form."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """A word that begins with ``text`` occurs in the record's text: "polym" for "polymers".

    ``text`` is one folded word's begin; search.query.beginnings tells which tokens count.
    It says what is found and adds nothing to the score.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """The field has this value as a whole; ``search.fields.TERM_FIELDS`` lists the fields.

    ``exact`` compares characters, as facet links do; otherwise case, accents and
    repeated blanks don't count.
    """

    field: str
    value: str
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Pattern:
    """A whole value of the field matches the expression; case and accents don't count.

    ``search.fields.PATTERN_FIELDS`` lists the fields, search.query.patterns.parsing
    what an expression may be: a part of what regular expressions are elsewhere.
    """

    field: str
    expression: str


@dataclass(frozen=True, slots=True)
class Range:
    """A number between two bounds; None is no bound.

    ``search.fields.RANGE_FIELDS`` lists the fields.  Times are seconds since 1970
    (UTC); a record's date is an interval, and matches where the two overlap.
    """

    field: str
    low: int | float | None = None
    high: int | float | None = None
    include_low: bool = True
    include_high: bool = True


@dataclass(frozen=True, slots=True)
class ParameterRange:
    """Any value of a parameter lies between two bounds in SI; None is no bound.

    ``name`` is the canonical name and ``dimension`` a word of portal.units
    ("number" where there is no unit): parameters of one name and another
    dimension are other parameters.
    """

    name: str
    dimension: str
    low: float | None = None
    high: float | None = None
    include_low: bool = True
    include_high: bool = True


@dataclass(frozen=True, slots=True)
class ParameterExists:
    """The record has the parameter, numeric or not; any dimension where none is given."""

    name: str
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class Crossed:
    """A parameter that says the same otherwise, at facilities with this probe.

    Photons' wavelength says their energy: search.query.spectral converts.
    """

    probe: str
    name: str
    dimension: str


@dataclass(frozen=True, slots=True)
class Near:
    """A record with any of the parameters; the nearer to ``value``, the earlier it comes.

    ``names`` are canonical ones; value and scale are in SI.  At ``scale`` from the value
    a record counts half.  Only the order by relevance heeds it, and only within And:
    search.query.near.  ``crossed`` are converted before they are compared.
    """

    names: tuple[str, ...]
    dimension: str
    value: float
    scale: float
    crossed: tuple[Crossed, ...] = ()


@dataclass(frozen=True, slots=True)
class Favoured:
    """What ``part`` finds, each record the more relevant for it by the same amount.

    A ``weight`` of 1 is that of a word which one record in a thousand has.  Weights are
    positive and below 100; of multiples of 1/64 any forty add up exactly, in both engines.
    """

    part: "Node"
    weight: float


@dataclass(frozen=True, slots=True)
class Ids:
    """These records, by their internal ids."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """Datasets with such a file: ``text`` is a part of its path, or with ``pattern`` an expression.

    No engine of records knows these: search.files.within puts Ids in their place.
    """

    text: str
    pattern: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """All of them; none at all is everything."""

    parts: tuple["Node", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them; none at all is nothing."""

    parts: tuple["Node", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


Node = (
    All
    | Words
    | MostWords
    | Phrase
    | Prefix
    | Term
    | Pattern
    | Range
    | ParameterRange
    | ParameterExists
    | Near
    | Favoured
    | Ids
    | Files
    | And
    | Or
    | Not
)


def preferred(node: Node) -> tuple[Node, ...]:
    """What moves a record forward and keeps none out: alternatives to everything."""
    match node:
        case Or((All(), *others)):
            return tuple(others)
        case _:
            return ()


def has_words(node: Node) -> bool:
    """Whether anything in the tree makes one hit more relevant than another."""
    match node:
        case Words() | MostWords() | Phrase() | Favoured():
            return True
        case And(parts) | Or(parts):
            return any(has_words(part) for part in parts)
        case _:
            return False
