"""What a technique of PaNET adds to a record's index document, worked out once each."""

from dataclasses import dataclass
from functools import lru_cache

from portal import techniques
from search import analysis
from search.query import terms

# An ancestor that says so little that its words would find half the index: the first
# levels of the tree ("defined by purpose", "photon probe", "scattering technique") …
_GENERAL_LEVELS = 2
# … and whatever has so many kinds below it
_GENERAL_KINDS = 40


@dataclass(frozen=True, slots=True)
class TechniqueEntry:
    """``facets`` are the technique and its ancestors; ``names`` those they are found by, and
    ``text`` the same, analysed."""

    facets: tuple[str, ...]
    terms: tuple[str, ...]
    names: tuple[str, ...]
    text: str


@lru_cache(maxsize=4_096)
def entry(panet: str) -> TechniqueEntry | None:
    """What the technique adds; None when PaNET doesn't have it."""
    technique = techniques.get(panet)
    if technique is None:
        return None
    roots = techniques.roots()
    facets = tuple(one for one in (panet, *technique.ancestors) if one not in roots)
    telling = [one for one in technique.ancestors if not _is_general(one)]
    names = tuple(dict.fromkeys(name for one in (panet, *telling) for name in _names(one)))
    return TechniqueEntry(
        facets=facets,
        terms=(*(terms.exact("technique", one) for one in facets), *_own_terms(panet)),
        names=names,
        text=analysis.joined(*names),
    )


def _own_terms(panet: str) -> tuple[str, ...]:
    return tuple(terms.folded("technique", name) for name in (panet, *_names(panet)))


def _names(panet: str) -> tuple[str, ...]:
    technique = techniques.get(panet)
    return (technique.label, *technique.alternatives) if technique else ()


def _is_general(panet: str) -> bool:
    few = len(techniques.descendants(panet)) <= _GENERAL_KINDS
    return not few or len(techniques.path(panet)) <= _GENERAL_LEVELS + 1
