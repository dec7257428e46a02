"""Linksets, as the package signposting reads them."""

import pytest
from signposting import linkheader
from signposting import linkset as reading
from signposting.signpost import LinkRel, Signposting

from publishing.exports import linkset
from publishing.exports.forms import FORMS
from publishing.exports.view import View
from tests.publishing.exports.samples import FOLDER, PART, RICH, samples
from tests.publishing.exports.viewing import viewed

SAMPLES = samples()
ADDRESS = "http://127.0.0.1:8000/records/10/linkset"


def as_json(view: View) -> Signposting:
    text = linkset.write_json(view).decode()
    return reading._parse_linkset_json(reading.LinksetJSON(text, linkset.JSON, ADDRESS, ADDRESS))


def as_text(view: View) -> Signposting:
    text = linkset.write_text(view).decode()
    return reading._parse_linkset(reading.Linkset(text, linkset.TEXT, ADDRESS, ADDRESS))


def check(view: View) -> None:
    """Both forms say all of it, to a program of others."""
    known = {str(one) for one in LinkRel}
    links = [one for one in linkset.links(view) if one.relation in known]
    for read in (as_json(view), as_text(view)):
        found = {
            (str(one.context), str(one.rel), str(one.target))
            for anchor in {one.anchor for one in links}
            for one in read.for_context(anchor)
        }
        assert found == {(one.anchor, one.relation, one.href) for one in links}


@pytest.mark.parametrize("name", SAMPLES)
def test_both_forms_say_all_of_it(name: str) -> None:
    check(SAMPLES[name])


def test_a_record_page_has_what_level_2_wants() -> None:
    page = as_json(viewed(RICH)).for_context(viewed(RICH).page)
    assert str(page.citeAs.target) == "https://hdl.handle.net/20.500.12269/0a269002"
    assert {str(one.target) for one in page.authors} == {"https://orcid.org/0000-0002-1825-0097"}
    assert str(page.license.target) == "https://creativecommons.org/licenses/by/4.0/"
    assert {str(one.target) for one in page.types} == set(linkset.TYPES)
    assert len(page.describedBy) == len(FORMS)
    items = {str(one.target): one.type for one in page.items}
    assert items[f"{FOLDER}raw/run_2.tif"] == "image/tiff"


def test_forms_are_told_apart_by_their_profiles() -> None:
    found = [one for one in linkset.links(viewed(RICH)) if one.relation == "describedby"]
    assert len({(one.type, one.profile) for one in found}) == len(FORMS)
    assert all("profile" not in one.type for one in found)


def test_parts_and_wholes() -> None:
    of_whole = linkset.links(SAMPLES["with parts"])
    assert PART.page in {one.href for one in of_whole if one.relation == "item"}
    of_part = linkset.links(SAMPLES["belonging to one"])
    assert PART.page in {one.href for one in of_part if one.relation == "collection"}


def test_what_cant_be_had_is_no_item() -> None:
    found = linkset.links(SAMPLES["under embargo"])
    assert not any(one.relation == "item" for one in found)


def test_a_link_has_a_place_in_a_header() -> None:
    view = viewed(RICH)
    links = ", ".join(map(str, linkset.links(view)))
    found = linkheader.find_signposting_http_link([links], view.page)
    assert found.citeAs
    assert len(found.items) == 3
