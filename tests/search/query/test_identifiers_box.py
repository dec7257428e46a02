"""DOIs, handles and ORCIDs pasted among words."""

import pytest

from search.query.box import read_box
from search.query.printing import printed
from search.query.tree import And, Node, Not, Or, Phrase, Term, Words


def doi(found: str) -> Node:
    terms = [Term(field, found, exact=False) for field in ("doi", "pid", "related")]
    return Or((*terms, Phrase(found)))


@pytest.mark.parametrize(
    "text",
    [
        "10.17199/BRIGHTNESS/V200111",
        "https://doi.org/10.17199/brightness/v200111",
        "http://dx.doi.org/10.17199%2FBRIGHTNESS%2FV200111",
        "doi.org/10.17199/brightness/v200111",
        "10.17199/brightness/v200111.",
        "doi: 10.17199/brightness/v200111",
        "DOI 10.17199/brightness/v200111",
        "DOI: https://doi.org/10.17199/brightness/v200111",
        "https://data.example.org/doi/10.17199/brightness/v200111",
    ],
)
def test_a_doi_in_any_form_is_one_thing(text: str) -> None:
    box = read_box(text)
    assert box.tree() == doi("10.17199/brightness/v200111")
    assert not box.notes
    assert box.clauses[0].says == "the DOI “10.17199/brightness/v200111”"
    assert read_box(printed(box.tree())).tree() == box.tree()


@pytest.mark.parametrize(
    "text",
    [
        "0000-0002-1825-0097",
        "https://orcid.org/0000-0002-1825-0097",
        "orcid.org/0000-0002-1825-0097/",
    ],
)
def test_an_orcid_is_a_person(text: str) -> None:
    found = "0000-0002-1825-0097"
    assert read_box(text).tree() == Or((Term("orcid", found, exact=False), Phrase(found)))
    assert read_box(f"orcid:{text}".rstrip("/")).tree() == Term("orcid", found, exact=False)


@pytest.mark.parametrize("text", ["https://hdl.handle.net/20.500.12269/A_1", "20.500.12269/A_1"])
def test_a_handle_is_a_pid(text: str) -> None:
    found = Or((Term("pid", "20.500.12269/A_1", exact=False), Phrase("20.500.12269/A_1")))
    assert read_box(text).tree() == found


def test_identifiers_stand_beside_others() -> None:
    assert read_box("lysozyme 10.1234/ab-c").tree() == And((Words("lysozyme"), doi("10.1234/ab-c")))
    assert read_box("-10.1234/ab-c").tree() == Not(doi("10.1234/ab-c"))


@pytest.mark.parametrize("called", ["", "doi ", "DOI: "])
def test_what_stands_before_them_holds_for_them_behind_their_kind(called: str) -> None:
    named = f"{called}10.1234/ab-c"
    assert read_box(f"-{named}").tree() == Not(doi("10.1234/ab-c"))
    assert read_box(f"NOT {named}").tree() == Not(doi("10.1234/ab-c"))
    either = Or((Words("lysozyme"), doi("10.1234/ab-c"), Words("film")))
    assert read_box(f"lysozyme OR {named} OR film").tree() == either


@pytest.mark.parametrize(
    "text",
    [
        "0000-0002-1825-0098",
        "10.1234",
        "10.12/a",
        "https://example.org/a",
        "1.10.1234/b",
        "12/05/2019",
        "0.5/100",
        "doi lysozyme",
        "sample:10.1234/b",
    ],
)
def test_what_is_none_stays_what_it_was(text: str) -> None:
    assert not isinstance(read_box(text).tree(), Or)
