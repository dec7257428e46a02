"""Whether a value matches a pattern, by the same positions that its cost is worked out from.

Python's own expressions go back in a value, so strangers' patterns never meet them.
"""

from functools import lru_cache

from search.query import terms
from search.query.patterns.cost import END, Positions, holds
from search.query.patterns.shapes import Shape


def matches(shape: Shape, value: str) -> bool:
    """``value`` is folded and written as terms are (search.query.terms), without a field.

    Of one that was cut the start is compared, as the engines do it.
    """
    automaton = _positions(shape)
    state = automaton.first
    for sign in value.partition(terms.CUT)[0]:
        taken = [automaton.follow[one] for one in state if holds(automaton.sets[one], ord(sign))]
        state = frozenset[int]().union(*taken)
    return any(automaton.sets[one] == END for one in state)


@lru_cache(maxsize=64)
def _positions(shape: Shape) -> Positions:
    return Positions(shape)
