"""nDCG: how good a ranking is, from 0 to 1, where graded answers come early.

Normalised discounted cumulative gain (Järvelin & Kekäläinen 2002) in the form of Burges
et al. (2005): a gain of 2^grade - 1 at rank r counts 1 / log2(r + 1), and the sum is
divided by that of the best order of all judged documents.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log2

DEPTH = 10


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """The nDCG@10 of documents in order; a document without a grade gains nothing.

    At least one of the grades is above 0.
    """
    best = sorted(grades.values(), reverse=True)
    return _gained(grades.get(name, 0) for name in ranked[:DEPTH]) / _gained(best[:DEPTH])


def _gained(grades: Iterable[int]) -> float:
    return sum((2 ** max(grade, 0) - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))
