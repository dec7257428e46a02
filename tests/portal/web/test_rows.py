"""What a line of a list says of a record."""

import pytest

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord
from portal.web import rows
from tests.factories import dataset, document, make_record, member

pytestmark = pytest.mark.django_db


def row(record: AnyRecord) -> rows.Row:
    stored = make_record(record)
    return rows.row(Record.objects.select_related("facility").get(pk=stored.pk))


def test_it_works() -> None:
    found = row(dataset())
    assert found.title.startswith("Open beam")
    assert (found.facility, found.facility_slug) == ("ESS", "ess")
    assert found.instruments == ("V20",)
    assert found.techniques == ("small angle neutron scattering",)
    assert found.samples == ("open beam",)
    assert (found.date, found.year) == ("2019-08-02T17:04:44Z", "2019")
    assert (found.file_count, found.size) == (2, 55_475_106)
    assert found.availability == "open"


def test_telling_parameters_are_in_the_usual_unit() -> None:
    assert row(dataset()).parameters == (
        ("Wavelength", "4.5\u00a0Å"),
        ("Sample temperature", "293.15\u00a0K"),
    )


def test_a_record_without_a_title_is_called_by_its_identifier() -> None:
    assert row(dataset(title="")).title == "20.500.12269/0a269002"


def test_people_are_named_once_without_addresses() -> None:
    found = row(document(members=(member("A B"), member("A B", "owner"), member("x@example.org"))))
    assert found.people == ("A B", "[address removed]")


def test_a_summary_that_repeats_the_title_is_left_out() -> None:
    assert row(
        dataset(summary="Open beam, and then " + "much more " * 9, title="Open beam")
    ).excerpt
    assert row(dataset(pid="2", summary="Open beam", title="Open beam")).excerpt == ""


def test_json_has_plain_values() -> None:
    found = row(dataset(access="embargoed", open_from="2999-01-01")).as_json()
    assert found["url"].endswith(f"/records/{found['id']}")
    assert found["year"] == 2019
    assert (found["availability"], found["open_from"]) == ("embargoed", "2999-01-01")
