"""The techniques of photon and neutron science: PaNET, its names and its tree.

``panet.json`` is made from the published ontology (PaNET 1.3.0, CC BY 4.0) by
``manage.py techniques rebuild PATH``.
"""

from .names import MOST_WORDS, find, named
from .tree import Technique, tree

__all__ = [
    "MOST_WORDS",
    "Technique",
    "ancestors",
    "children",
    "descendants",
    "find",
    "get",
    "named",
    "path",
    "roots",
    "techniques",
]


def get(identifier: str) -> Technique | None:
    """The technique of a short identifier ("PaNET01168"), None if there is none."""
    return tree().techniques.get(identifier)


def techniques() -> tuple[Technique, ...]:
    """Every technique, by number."""
    return tuple(tree().techniques.values())


def ancestors(identifier: str) -> tuple[str, ...]:
    """The identifiers of all it is a kind of, without itself; () for an unknown one."""
    technique = get(identifier)
    return technique.ancestors if technique else ()


def children(identifier: str) -> tuple[str, ...]:
    """The identifiers directly below it, by number; () for an unknown one."""
    return tree().children.get(identifier, ())


def descendants(identifier: str) -> frozenset[str]:
    """The identifiers of all that is a kind of it, without itself."""
    return tree().descendants.get(identifier, frozenset())


def path(identifier: str) -> list[Technique]:
    """From the root to the technique, by its most specific parents; [] for an unknown one."""
    return tree().path(identifier) if get(identifier) else []


def roots() -> tuple[str, ...]:
    """The identifiers of techniques without parents: the root of the tree."""
    return tuple(one.id for one in techniques() if not one.parents)
