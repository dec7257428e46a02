"""Asks this portal a collection's queries, and says how good its answers are."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from portal.bench.relevance import collection
from portal.bench.relevance.collection import Question
from portal.bench.relevance.gain import DEPTH, ndcg
from portal.catalogue.models import Record
from search import services
from search.matching import Answered, parts, serving
from search.query.box import Clause
from search.query.tree import And, Node, Words
from search.request import SearchAnswer, SearchRequest


def measure(path: Path) -> dict[str, Any]:
    """The mean nDCG@10 over the queries of the collection that this portal was filled with."""
    questions = collection.read(path).questions
    reached = sum(_reached(one) for one in questions) / len(questions)
    return {"ndcg_at_10": round(reached, 4), "queries": len(questions)}


def answered(text: str, ask: Callable[[Node], Answered]) -> Answered:
    """What ``ask`` answers to the query that the portal makes of words.

    A collection's questions are plain text: a quotation mark or a colon is no sign here.
    """
    clauses = (Clause(text, Words(text), text),)
    return serving(clauses, "", lambda match: ask(And(tuple(parts(clauses, match)))))[1]


def _reached(question: Question) -> float:
    answer = answered(question.text, _first)
    names = dict(Record.objects.filter(pk__in=answer.ids).values_list("pk", "pid"))
    return ndcg([names[number] for number in answer.ids], question.grades)


def _first(query: Node) -> SearchAnswer:
    return services.search(SearchRequest(query=query, size=DEPTH))
