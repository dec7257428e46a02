"""Asks this portal a collection's queries, and says how good its answers are."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from portal.bench.relevance import collection
from portal.bench.relevance.collection import Question
from portal.bench.relevance.gain import DEPTH, ndcg
from portal.catalogue.models import Record
from search import analysis, services
from search.query.tree import MostWords, Node, Words
from search.request import SearchRequest

ALL_OF = 5  # so many words, and fewer, must all be found


def measure(path: Path) -> dict[str, Any]:
    """The mean nDCG@10 over the queries of the collection that this portal was filled with."""
    questions = collection.read(path).questions
    reached = sum(_reached(one) for one in questions) / len(questions)
    return {"ndcg_at_10": round(reached, 4), "queries": len(questions)}


def asked(text: str, count: Callable[[Node], int]) -> Node:
    """The query that the portal answers when this is typed.

    A few words must all be found; sentences, and words that aren't found together, are
    answered by most words.  ``count`` says how many records a query finds.
    """
    few = Words(text)
    if len(analysis.split(text)) <= ALL_OF and count(few):
        return few
    return MostWords(text)


def _reached(question: Question) -> float:
    answer = services.search(SearchRequest(query=asked(question.text, services.count), size=DEPTH))
    names = dict(Record.objects.filter(pk__in=answer.ids).values_list("pk", "pid"))
    return ndcg([names[number] for number in answer.ids], question.grades)
