"""Reads a test collection: documents, queries, and which documents answer which query.

Three files, as many collections are published in: ``corpus.jsonl`` (an object with ``id``,
``title`` and ``text`` a line), ``queries.tsv`` (identifier, tab, text) and ``qrels.txt``
(query, a number that says nothing, document, grade), the form of TREC's judgements.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

HIGHEST_GRADE = 20  # the gain doubles with each: more is no judgement


class Text(msgspec.Struct, frozen=True):
    """One document of a collection."""

    id: str
    title: str = ""
    text: str = ""


@dataclass(frozen=True)
class Question:
    """A query and its judged documents: 0 and less is irrelevant, more is better."""

    text: str
    grades: dict[str, int]


@dataclass(frozen=True)
class Collection:
    """The documents, and the queries for which any document is relevant."""

    documents: list[Text]
    questions: list[Question]


class BadCollection(RuntimeError):
    """Says which line of which file isn't as it should be."""


def read(folder: Path) -> Collection:
    """The collection in ``folder``.  Raises BadCollection."""
    documents = [_document(place, line) for place, line in _lines(folder / "corpus.jsonl")]
    texts = dict(_query(place, line) for place, line in _lines(folder / "queries.tsv"))
    grades: dict[str, dict[str, int]] = {}
    for place, line in _lines(folder / "qrels.txt"):
        query, document, grade = _judgement(place, line)
        grades.setdefault(query, {})[document] = grade
    questions = [
        Question(text, grades[name])
        for name, text in texts.items()
        if any(grade > 0 for grade in grades.get(name, {}).values())
    ]
    if not documents or not questions:
        raise BadCollection(f"{folder} has no documents, or no query that any of them answers")
    return Collection(documents, questions)


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """The lines that aren't empty, each with its place for messages."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield f"{path}, line {number}", line.rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCollection(
            f"{path} can't be read ({error}): give a folder with corpus.jsonl, queries.tsv "
            "and qrels.txt"
        ) from error


def _document(place: str, line: str) -> Text:
    try:
        return msgspec.json.decode(line, type=Text)
    except msgspec.DecodeError as error:
        raise BadCollection(f"{place}: {error}") from error


def _query(place: str, line: str) -> tuple[str, str]:
    name, tab, text = line.partition("\t")
    if not tab:
        raise BadCollection(f"{place}: no tab between the query's identifier and its text")
    return name.strip(), text.strip()


def _judgement(place: str, line: str) -> tuple[str, str, int]:
    try:
        query, _, document, grade = line.split()
        return query, document, min(int(grade), HIGHEST_GRADE)
    except ValueError as error:
        raise BadCollection(f"{place}: not query, number, document and grade") from error
