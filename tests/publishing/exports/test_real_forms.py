"""All real records in all forms; slow validators see one of each shape."""

import json
import re

import bibtexparser
import pytest
import rispy

from publishing.exports import linkset
from publishing.exports.forms import FORMS
from publishing.exports.view import View
from tests.publishing.exports import judges
from tests.publishing.exports.openapi import problems
from tests.publishing.exports.test_real import FILES, records
from tests.publishing.exports.test_ro_crate import check
from tests.publishing.exports.viewing import viewed

RECORDS = 1_992


@pytest.fixture(scope="module")
def views(data) -> list[View]:
    found = [one for name, kind in FILES.items() for one in records(data / name, kind)]
    assert len(found) == RECORDS
    # Two harvests tell of one record: each gets an identifier of its own here.
    return [
        viewed(one, id=number, doi=f"10.12345/{number}" if one.doi else "")
        for number, one in enumerate(found, start=1)
    ]


@pytest.fixture(scope="module")
def shapes(views: list[View]) -> list[View]:
    """One record of each shape."""
    found = {judges.shape(view): view for view in views}
    assert len(found) > 50
    return list(found.values())


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


def test_the_shapes_are_valid_dcat(data, shapes: list[View]) -> None:
    assert judges.dcat_ap(data, shapes) == []


def test_the_shapes_are_schema_org(shapes: list[View]) -> None:
    for view in shapes:
        assert judges.schema(view) == []


def test_the_shapes_are_croissants(shapes: list[View]) -> None:
    for view in shapes:
        assert judges.croissants(view) == []


def test_reference_managers_read_the_shapes(shapes: list[View]) -> None:
    for view in shapes:
        library = bibtexparser.parse_string(FORMS["bibtex"].write(view).decode())
        assert (len(library.entries), library.failed_blocks) == (1, [])
        assert len(rispy.loads(FORMS["ris"].write(view).decode())) == 1
        assert json.loads(FORMS["csl"].write(view))[0]["title"]


def test_the_shapes_have_linksets(shapes: list[View]) -> None:
    for view in shapes:
        assert json.loads(linkset.write_json(view))["linkset"][0]["anchor"] == view.page
