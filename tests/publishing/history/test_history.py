"""What a record was, and in what two versions differ."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord, File, Related
from publishing.history.differences import differences
from tests.factories import dataset, document, make_record, member, withdraw

pytestmark = pytest.mark.django_db


def told(*records: AnyRecord) -> Record:
    """A record that was told so, one year after the other."""
    made = [
        make_record(one, now=datetime(2020 + year, 1, 2, 3, 4, tzinfo=UTC))
        for year, one in enumerate(records)
    ]
    return made[-1]


def test_it_works(client: Client) -> None:
    made = told(dataset(), dataset(title="Corrected", keywords=("neutron", "detector")))
    assert (
        f'href="/records/{made.pk}/history"' in client.get(f"/records/{made.pk}").content.decode()
    )
    text = client.get(f"/records/{made.pk}/history").content.decode()
    assert "From version 1 to 2" in text
    assert "2 January 2020, 03:04" in text
    assert "2 January 2021, 03:04" in text
    assert "ess-scicat" in text
    body = client.get(f"/records/{made.pk}/history.json").json()
    assert [one["number"] for one in body["versions"]] == [2, 1]
    assert {one["field"]: (one["gone"], one["come"]) for one in body["differences"]} == {
        "Title": (
            ["Open beam through the wavelength frame multiplication choppers"],
            ["Corrected"],
        ),
        "Keywords": (["chopper"], ["detector"]),
    }


def test_any_two_can_be_compared(client: Client) -> None:
    made = told(*(dataset(title=f"Title {number}") for number in range(1, 5)))
    body = client.get(f"/records/{made.pk}/history.json?from=1&to=3").json()
    assert (body["from"], body["to"]) == (1, 3)
    assert body["differences"][0]["gone"] == ["Title 1"]
    assert body["differences"][0]["come"] == ["Title 3"]
    body = client.get(f"/records/{made.pk}/history.json?to=2").json()
    assert (body["from"], body["to"]) == (1, 2)
    same = client.get(f"/records/{made.pk}/history?from=2&to=2").content.decode()
    assert "Nothing differs" in same


@pytest.mark.parametrize("query", ["from=9", "to=x", "from=-1", "to=" + "9" * 40, "from=%00"])
def test_what_there_isnt_cant_be_compared(client: Client, query: str) -> None:
    made = told(dataset(), dataset(title="Corrected"))
    answer = client.get(f"/records/{made.pk}/history?{query}")
    assert answer.status_code == 400
    assert "there are 2, 1" in answer.content.decode()


def test_what_nobody_could_see_stays_unseen(client: Client) -> None:
    made = told(
        dataset(public_from="", title="Secret"),
        dataset(title="Public"),
        dataset(title="Still public"),
    )
    body = client.get(f"/records/{made.pk}/history.json").json()
    assert [one["number"] for one in body["versions"]] == [3, 2]
    assert client.get(f"/records/{made.pk}/history.json?from=1").status_code == 400
    assert "Secret" not in client.get(f"/records/{made.pk}/history").content.decode()


def test_only_public_records_have_one(client: Client) -> None:
    hidden, gone = make_record(dataset(pid="h", public_from="")), make_record(dataset(pid="g"))
    withdraw(gone)
    for made in (hidden, gone):
        assert client.get(f"/records/{made.pk}/history").status_code == 404
    assert client.get("/records/999/history").status_code == 404


def test_a_record_that_never_changed_says_so(client: Client) -> None:
    made = make_record(dataset())
    assert "as it was first seen" in client.get(f"/records/{made.pk}/history").content.decode()
    assert "/history" not in client.get(f"/records/{made.pk}").content.decode()


def test_files_that_changed_are_named_as_such(client: Client) -> None:
    made = told(dataset(), dataset(files=(File(path="other"),)))
    assert "list of files differs" in client.get(f"/records/{made.pk}/history").content.decode()


def test_nothing_private_and_no_markup_is_shown(client: Client) -> None:
    made = told(dataset(summary="by ana@example.org"), dataset(summary="<script>x</script>"))
    text = client.get(f"/records/{made.pk}/history").content.decode()
    assert "ana@example.org" not in text
    assert "<script>x" not in text


def test_of_lists_only_what_differs_is_told() -> None:
    people = tuple(member(f"P{n}") for n in range(3000))
    [one] = differences(dataset(members=people), dataset(members=people[1:]))
    assert (one.field, one.gone, one.come) == ("Members", ("P0, creator",), ())
    [one] = differences(dataset(members=people), dataset(members=()))
    assert (len(one.gone), one.left_out) == (200, 2800)
    [one] = differences(dataset(members=people[:2]), dataset(members=people[1::-1]))
    assert one.gone == ("P0, creator", "P1, creator")


def test_its_queries_are_few(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = told(*(dataset(title=f"Title {number}") for number in range(20)))
    with django_assert_num_queries(2):
        client.get(f"/records/{made.pk}/history")


def test_a_page_says_where_there_is_a_newer_version(client: Client) -> None:
    newer = Related(relation="IsPreviousVersionOf", doi="10.17199/newer")
    made = make_record(document(related=(newer,)))
    text = client.get(f"/records/{made.pk}").content.decode()
    assert "There is a newer version of this" in text
    assert 'href="https://doi.org/10.17199/newer"' in text
