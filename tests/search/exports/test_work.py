"""What references of a whole result are made of."""

import pytest

from search.columns import Entry
from search.exports.work import work
from tests.factories import document, make_record, member

pytestmark = pytest.mark.django_db


def test_a_sandbox_doi_is_none_for_reference_managers() -> None:
    """They make links of it that lead nowhere."""
    made = work(Entry.of(make_record(document(pid="a", doi="10.5072/a"))))
    assert (made.doi, made.url) == ("", "http://127.0.0.1:8000/doi/10.5072/a")
    known = work(Entry.of(make_record(document())))
    assert known.doi == "10.17199/03dd9804"


@pytest.mark.parametrize(
    ("role", "orcids", "names"),
    [
        ("creator", ("", ""), 2),  # two people of one name
        ("creator", ("0000-0002-1825-0097", "0000-0002-1825-0097"), 1),
        ("PI", ("", ""), 1),
        ("PI", ("0000-0002-1825-0097", ""), 1),
    ],
)
def test_everybody_is_named_once(role: str, orcids: tuple[str, ...], names: int) -> None:
    members = tuple(member("Anna Bauer", role, orcid=orcid) for orcid in orcids)
    assert len(work(Entry.of(make_record(document(members=members)))).authors) == names
