"""Plain BM25 over titles and texts, in a few lines: the peer that the portal is held to.

Robertson & Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond",
with the k1 and b that are usual in comparisons, and the idf that is never negative.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log

from portal.bench.relevance.collection import Collection
from portal.bench.relevance.gain import DEPTH, ndcg
from search.analysis import sentence_tokens, tokens

K1, B = 0.9, 0.4


class Plain:
    """A ranking of documents, given as tokens, by the words of a query."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._count = len(documents)
        self._lengths = [len(document) for document in documents]
        self._average = sum(self._lengths) / len(documents)
        self._found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, document in enumerate(documents):
            for token, times in Counter(document).items():
                self._found[token].append((number, times))

    def best(self, asked: Mapping[str, int]) -> list[int]:
        """The numbers of the best documents, best first."""
        scores: dict[int, float] = defaultdict(float)
        for token, weight in asked.items():
            found = self._found.get(token, ())
            rarity = log(1 + (self._count - len(found) + 0.5) / (len(found) + 0.5))
            for number, times in found:
                length = 1 - B + B * self._lengths[number] / self._average
                scores[number] += weight * rarity * times * (K1 + 1) / (times + K1 * length)
        return sorted(scores, key=lambda number: (-scores[number], number))[:DEPTH]


def plain_ndcg(given: Collection) -> float:
    """The mean nDCG@10 of plain BM25 over the collection's queries."""
    plain = Plain([tokens(f"{one.title} {one.text}") for one in given.documents])
    reached = [
        ndcg([given.documents[n].id for n in plain.best(sentence_tokens(one.text))], one.grades)
        for one in given.questions
    ]
    return sum(reached) / len(reached)
