"""roc-validator sees the crates of all real Documents; the other kind has a file of its own."""

from portal.catalogue.records import Document
from publishing.exports.view import View
from tests.publishing.exports.judges import Crates


def test_they_are_valid(views: list[View], quick: Crates) -> None:
    judged = {one.page: quick.problems(one) for one in views if isinstance(one.metadata, Document)}
    assert judged
    assert {page: problems for page, problems in judged.items() if problems} == {}
