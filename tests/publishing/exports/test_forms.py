"""All forms: documented, and written of anything."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from publishing.exports.forms import FORMS
from tests.factories import document, member
from tests.publishing.exports import hostile, judges
from tests.publishing.exports.making import TOMORROW
from tests.publishing.exports.test_ro_crate import check
from tests.publishing.exports.test_written import RECORD
from tests.publishing.exports.viewing import viewed

PAGE = Path(__file__).parents[3] / "docs" / "exports.md"


def test_the_documentation_lists_exactly_these() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|", PAGE.read_text(), re.MULTILINE)
    told = {name: (label, tuple(re.findall("`([^`]+)`", types))) for name, label, types in rows}
    assert told == {name: (form.label, form.media_types) for name, form in FORMS.items()}
    assert list(told) == list(FORMS)


def test_no_two_are_mixed_up() -> None:
    types = [one for form in FORMS.values() for one in form.media_types]
    assert len(set(types)) == len(types)
    suffixes = [form.suffix for form in FORMS.values()]
    assert len(set(suffixes)) == len(suffixes)


@pytest.mark.parametrize("name", FORMS)
def test_a_sandbox_doi_is_no_link_to_the_resolver(name: str) -> None:
    made = viewed(document(doi="10.5072/abc", landing_page=""))
    assert b"doi.org/10.5072" not in FORMS[name].write(made)


@pytest.mark.parametrize("name", FORMS)
def test_what_is_under_embargo_isnt_offered(name: str) -> None:
    address = "https://data.example.org/scan.h5"
    made = viewed(
        document(download_url=address, access="embargoed", open_from=TOMORROW, doi="10.5072/a")
    )
    assert address.encode() not in FORMS[name].write(made)


@pytest.mark.parametrize("name", FORMS)
def test_what_ends_an_element_of_a_page_isnt_in_json(name: str) -> None:
    written = FORMS[name].write(viewed(document(title="</script><script>alert(1)</script>")))
    if FORMS[name].media_types[0].endswith(("json", '"')) and written[:1] in b"{[":
        assert b"<" not in written


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(record=hostile.records, facility=hostile.facilities, open_from=hostile.moments)
def test_anything_in_any_field(record, facility, open_from) -> None:
    made = viewed(record, facility, open_from=open_from)
    for form in FORMS.values():
        written = form.write(made)
        assert written.decode()
        if "xml" in form.suffix:
            etree.fromstring(written)
        elif "json" in form.suffix:
            json.loads(written)


@pytest.mark.parametrize("name", FORMS)
def test_the_same_record_gives_the_same_bytes(name: str) -> None:
    assert FORMS[name].write(viewed(RECORD)) == FORMS[name].write(viewed(RECORD))


def test_three_thousand_creators_are_valid_everywhere(data) -> None:
    people = tuple(member(f"Person {n}") for n in range(3000))
    view = viewed(document(members=people))
    for form in FORMS.values():
        assert form.write(view).count(b"Person") >= 3000
    assert judges.schema(view) == judges.croissants(view) == judges.dcat_ap(data, [view]) == []
    check(view)
