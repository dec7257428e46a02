"""Judged collections: read, asked, and measured by nDCG beside plain BM25."""

from dataclasses import dataclass
from math import log2
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.bench.relevance.collection import BadCollection, Collection, Question, Text, read
from portal.bench.relevance.gain import DEPTH, ndcg
from portal.bench.relevance.measuring import answered
from portal.bench.relevance.plain import Plain, plain_ndcg
from search.query.tree import And, MostWords, Node, Words

CORPUS = '{"id": "a", "title": "Films", "text": "thin", "authors": "N. N."}\n\n{"id": "b"}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus.jsonl").write_text(CORPUS)
    (tmp_path / "queries.tsv").write_text("1\tfilms\n2\tnothing is relevant\n3\tnot judged\n")
    (tmp_path / "qrels.txt").write_text("1 0 a 2\n1 0 b -1\n2 0 a 0\n")
    return tmp_path


def test_a_perfect_order_gains_all() -> None:
    assert ndcg(["a", "b", "c"], {"a": 3, "b": 1, "c": 0}) == 1
    assert ndcg([], {"a": 3}) == ndcg(["x"], {"a": 3}) == 0


def test_late_and_lesser_answers_gain_less() -> None:
    grades = {"a": 3, "b": 1, "c": -1}
    expected = (1 / log2(2) + 7 / log2(4)) / (7 / log2(2) + 1 / log2(3))
    assert ndcg(["b", "c", "a"], grades) == pytest.approx(expected)
    assert ndcg(["x"] * DEPTH + ["a"], grades) == 0


@given(st.permutations(["a", "b", "c", "d"]))
def test_gain_is_between_none_and_all(ranked: list[str]) -> None:
    assert 0 < ndcg(ranked, {"a": 4, "b": 2, "c": 0}) <= 1


def test_a_collection_is_read(folder: Path) -> None:
    found = read(folder)
    assert found.documents == [Text("a", "Films", "thin"), Text("b")]
    assert found.questions == [Question("films", {"a": 2, "b": -1})]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("corpus.jsonl", '{"title": "no id"}', "line 1"),
        ("corpus.jsonl", "nonsense", "line 1"),
        ("corpus.jsonl", "", "no documents"),
        ("queries.tsv", "1 films", "no tab"),
        ("qrels.txt", "1 0 a much", "grade"),
        ("qrels.txt", "1 a 1", "grade"),
        ("qrels.txt", "1 0 a 0", "no query"),
    ],
)
def test_a_bad_collection_is_refused(folder: Path, name: str, text: str, message: str) -> None:
    (folder / name).write_text(text)
    with pytest.raises(BadCollection, match=message):
        read(folder)


def test_a_missing_file_says_what_is_needed(folder: Path) -> None:
    (folder / "qrels.txt").unlink()
    with pytest.raises(BadCollection, match=r"corpus\.jsonl, queries\.tsv"):
        read(folder)


def test_broken_bytes_and_silly_grades(folder: Path) -> None:
    (folder / "qrels.txt").write_text(f"1 0 a {10**9}\n")
    assert ndcg(["a"], read(folder).questions[0].grades) == 1
    (folder / "queries.tsv").write_bytes(b"1\t\xff\n")
    with pytest.raises(BadCollection, match=r"queries\.tsv"):
        read(folder)


def test_plain_ranking() -> None:
    plain = Plain([["film"], ["film", "film", "water"], ["water"] * 9, ["else"]])
    assert plain.best({"film": 1}) == [1, 0]
    assert plain.best({"film": 1, "water": 3}) == [2, 1, 0]
    assert plain.best({"nothing": 1}) == []


def test_plain_gain() -> None:
    documents = [Text("a", "Films"), Text("b", "Water")]
    assert plain_ndcg(Collection(documents, [Question("water and films", {"b": 1})])) < 1
    assert plain_ndcg(Collection(documents, [Question("the film", {"a": 1})])) == 1


@dataclass
class Counted:
    query: Node
    total: int


def test_a_few_words_must_all_be_found_where_they_are() -> None:
    few, many = "thin films of zirconium oxide", "thin films of zirconium oxide here"
    assert answered(few, lambda query: Counted(query, 1)).query == And((Words(few),))
    found = answered(few, lambda query: Counted(query, query != And((Words(few),))))
    assert found.query == And((MostWords(few),))
    assert answered(many, lambda query: Counted(query, 1)).query == And((MostWords(many),))
