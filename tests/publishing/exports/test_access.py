"""When a record is from, and whether its data may be had."""

from datetime import UTC, datetime
from typing import Any

import pytest

from publishing.exports.kernel import Resource
from publishing.exports.resource import resource as resource_of
from tests.factories import document
from tests.publishing.exports.making import TOMORROW, facility, made, row


def dates(resource: Resource) -> dict[str, str]:
    return {one.date_type: one.date for one in resource.dates}


@pytest.mark.parametrize(
    ("told", "year"),
    [
        ({}, "2019"),
        ({"publication_year": None}, "2019"),
        ({"publication_year": None, "release_date": "", "start_date": "2018-05"}, "2018"),
        ({"publication_year": 12}, "2019"),
        ({"publication_year": 10**50}, "2019"),
        ({"publication_year": None, "release_date": "", "created": "2017"}, "2017"),
    ],
)
def test_the_year_is_of_publication_or_the_nearest(told: dict[str, Any], year: str) -> None:
    assert made(document(**told)).publication_year == year


def test_the_row_tells_when_it_was_first_seen() -> None:
    untold = document(publication_year=None, release_date="")
    owner = facility()
    seen = row(untold, owner, created_at=datetime(2015, 1, 1, tzinfo=UTC))
    assert resource_of(seen, untold, owner).publication_year == "2015"


def test_dates_are_to_the_day() -> None:
    resource = made(
        document(
            start_date="2019-05-03T10:00:00Z",
            end_date="2019-05-05",
            created="2019-06",
            modified="2019-07-01T00:00Z",
        )
    )
    assert dates(resource) == {
        "Collected": "2019-05-03/2019-05-05",
        "Issued": "2019-09-01",
        "Created": "2019-06",
        "Updated": "2019-07-01",
    }


@pytest.mark.parametrize(
    ("start", "end", "collected"),
    [
        ("2019", "2019", "2019"),
        ("2019-05-03", "", "2019-05-03"),
        ("", "2019-05-03", None),
        ("2020", "2019", "2020"),
        ("never", "2019", None),
    ],
)
def test_a_range_has_two_ends(start: str, end: str, collected: str | None) -> None:
    resource = made(document(start_date=start, end_date=end))
    assert dates(resource).get("Collected") == collected


def test_an_embargo_has_its_start_and_its_end() -> None:
    resource = made(document(access="embargoed", open_from=TOMORROW))
    assert resource.access == "embargoed"
    found = dates(resource)
    assert (found["Accepted"], found["Available"]) == ("2019-09-01", TOMORROW)
    assert [one.rights_uri for one in resource.rights_list[1:]] == [
        "info:eu-repo/semantics/embargoedAccess",
        "http://purl.org/coar/access_right/c_f1cf",
    ]


def test_an_embargo_began_at_the_latest_when_it_was_first_seen() -> None:
    untold = document(
        access="embargoed", open_from=TOMORROW, release_date=TOMORROW, public_from="1970-01-01"
    )
    found = dates(made(untold))
    assert (found["Accepted"], found["Available"]) == ("2021-05-04", TOMORROW)
    assert found["Issued"] == "2019"  # the embargo's end isn't when it was published


def test_an_embargo_that_ended_is_open() -> None:
    resource = made(document(access="embargoed", open_from="2021-01-01"))
    assert resource.access == "open"
    assert dates(resource)["Available"] == "2021-01-01"
    assert "Accepted" not in dates(resource)


def test_an_embargo_without_an_end_is_closed() -> None:
    assert made(document(access="embargoed")).access == "closed"


@pytest.mark.parametrize(
    ("access", "words", "coar"),
    [
        ("open", "openAccess", "c_abf2"),
        ("restricted", "restrictedAccess", "c_16ec"),
        ("closed", "closedAccess", "c_14cb"),
        ("whatever", "closedAccess", "c_14cb"),
    ],
)
def test_the_access_right_is_told_twice(access: str, words: str, coar: str) -> None:
    resource = made(document(licence="", access=access))
    assert [one.rights_uri for one in resource.rights_list] == [
        f"info:eu-repo/semantics/{words}",
        f"http://purl.org/coar/access_right/{coar}",
    ]


@pytest.mark.parametrize(
    ("told", "address", "identifier"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        (
            "CC-BY-NC-SA-3.0",
            "https://creativecommons.org/licenses/by-nc-sa/3.0/",
            "CC-BY-NC-SA-3.0",
        ),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("MIT", "https://spdx.org/licenses/MIT.html", "MIT"),
        ("https://example.org/terms", "https://example.org/terms", ""),
        ("ESS-terms-1.0", "", ""),
    ],
)
def test_the_licence_stands_first_with_its_address(
    told: str, address: str, identifier: str
) -> None:
    first = made(document(licence=told)).rights_list[0]
    assert (first.rights, first.rights_uri, first.rights_identifier) == (told, address, identifier)
    assert bool(first.rights_identifier_scheme) == bool(identifier)
