"""Patterns on the page: what they find, and what is said of wrong ones."""

from urllib.parse import quote

import pytest
from django.test import Client

from portal.catalogue.records import Sample
from tests.factories import dataset, make_record
from tests.indexed import Told


@pytest.mark.parametrize(
    ("typed", "total"),
    [
        ("sample:/NSP10.*_A[12]/", 2),
        ("sample:*NSP1?*", 3),
        ("sample:*nsp10*a1*", 1),
        ("-sample:*A3", 2),
        ("title:*strom*", 3),
        ("title:/Film \\d of Ångström/", 3),
    ],
)
def test_it_works(client: Client, indexed: Told, typed: str, total: int) -> None:
    for number, name in enumerate(("NSP10_x_A1", "NSP10-y_A2", "NSP10_A3")):
        title = f"Film {number} of Ångström"
        make_record(dataset(pid=f"1/{number}", title=title, samples=(Sample(name=name),)))
    indexed()
    answer = client.get(f"/search.json?q={quote(typed)}")
    assert answer.json()["total"] == total
    assert "like “" in client.get(f"/search?q={quote(typed)}").content.decode()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("sample:/a(b/", "is wrong at character 2: this group is never closed"),
        ("title:/.*a.{20}/", "is too costly"),
        ("file:/scan_00(/", "is wrong at character 8"),
    ],
)
def test_mistakes_are_told(client: Client, indexed: Told, typed: str, message: str) -> None:
    page = client.get(f"/search?q={quote(typed)}")
    assert page.status_code == 400
    assert message in page.content.decode()
    answer = client.get(f"/search.json?q={quote(typed)}")
    assert answer.status_code == 400
    assert message in answer.json()["error"]["message"]
