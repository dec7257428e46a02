"""Programs of others read all real records in all forms."""

import pytest

from publishing.exports.view import View
from tests.publishing.exports import judges, test_linkset, test_references

TOGETHER = 250  # records in one graph of DCAT


def test_they_are_valid_dcat(data, views: list[View]) -> None:
    for start in range(0, len(views), TOGETHER):
        assert judges.dcat_ap(data, views[start : start + TOGETHER]) == []


def test_they_are_schema_org(views: list[View]) -> None:
    for view in views:
        assert judges.schema(view) == []


def test_they_are_croissants(views: list[View]) -> None:
    for view in views:
        assert judges.croissants(view) == []


@pytest.mark.parametrize("read", ["bibtex", "ris", "csl"])
def test_reference_managers_read_them(views: list[View], read: str) -> None:
    for view in views:
        assert getattr(test_references, read)(view)["title"]


def test_their_linksets_say_all_of_it(views: list[View]) -> None:
    for view in views:
        test_linkset.check(view)
