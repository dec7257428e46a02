"""All real records in all forms."""

import json
import re

import pytest

from publishing.exports.forms import FORMS
from publishing.exports.view import View
from tests.publishing.exports import judges
from tests.publishing.exports.openapi import problems
from tests.publishing.exports.test_ro_crate import check


@pytest.mark.parametrize("name", FORMS)
def test_each_can_be_written_and_tells_nothing_private(views: list[View], name: str) -> None:
    for view in views:
        text = FORMS[name].write(view).decode()
        assert not re.search(r"[\w.]@\w+\.\w", text)
        assert view.resource.identifier.identifier in text or name in ("ris", "bibtex", "csl")


def test_all_crates_hang_together(views: list[View]) -> None:
    for view in views:
        check(view)


def test_no_word_is_foreign_to_schema_org(views: list[View]) -> None:
    known = judges.schema_terms()
    for view in views:
        assert set(judges.words(json.loads(FORMS["schema-org"].write(view)))) <= known.keys()


def test_datacite_takes_them(data, views: list[View]) -> None:
    for view in views:
        told = json.loads(FORMS["datacite-json"].write(view))
        del told["id"]
        assert problems(data, told) == []
