"""ETag and Last-Modified of record pages."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import dataset, document, make_record, withdraw

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("suffix", ["", ".json"])
def test_it_works(client: Client, suffix: str) -> None:
    made = make_record(dataset(), now=datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC))
    first = client.get(f"/records/{made.pk}{suffix}")
    assert first["Last-Modified"] == "Tue, 02 Jan 2024 03:04:05 GMT"
    for condition in (
        {"if-none-match": first["ETag"]},
        {"if-modified-since": first["Last-Modified"]},
    ):
        again = client.get(f"/records/{made.pk}{suffix}", headers=condition)
        assert again.status_code == 304
        assert not again.content


def test_the_two_forms_have_different_etags(client: Client) -> None:
    made = make_record(dataset())
    page, body = client.get(f"/records/{made.pk}"), client.get(f"/records/{made.pk}.json")
    assert page["ETag"] != body["ETag"]


def test_a_change_changes_both(client: Client) -> None:
    made = make_record(dataset(), now=datetime(2024, 1, 2, tzinfo=UTC))
    first = client.get(f"/records/{made.pk}")
    make_record(dataset(title="Corrected"), now=datetime(2024, 1, 3, tzinfo=UTC))
    for condition in (
        {"if-none-match": first["ETag"]},
        {"if-modified-since": first["Last-Modified"]},
    ):
        assert client.get(f"/records/{made.pk}", headers=condition).status_code == 200


def test_a_new_dataset_of_a_document_counts(client: Client) -> None:
    made = make_record(document(), now=datetime(2024, 1, 2, tzinfo=UTC))
    first = client.get(f"/records/{made.pk}")
    make_record(dataset(), now=datetime(2024, 1, 3, tzinfo=UTC))
    since = {"if-modified-since": first["Last-Modified"]}
    assert client.get(f"/records/{made.pk}", headers=since).status_code == 200


def test_the_end_of_an_embargo_counts(client: Client) -> None:
    changes = {"access": "embargoed", "open_from": "2031-05-01"}
    made = make_record(dataset(**changes), now=datetime(2024, 1, 2, tzinfo=UTC))
    first = client.get(f"/records/{made.pk}")
    with mock.patch.object(timezone, "now", return_value=datetime(2031, 5, 2, tzinfo=UTC)):
        since = {"if-modified-since": first["Last-Modified"]}
        answer = client.get(f"/records/{made.pk}", headers=since)
    assert answer.status_code == 200
    assert "The data are open" in answer.content.decode()


def test_a_withdrawn_record_is_never_unchanged(client: Client) -> None:
    made = make_record(dataset())
    first = client.get(f"/records/{made.pk}")
    withdraw(made)
    again = client.get(f"/records/{made.pk}", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 410


def test_it_only_answers_reading(client: Client) -> None:
    made = make_record(dataset())
    assert client.head(f"/records/{made.pk}").status_code == 200
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(f"/records/{made.pk}").status_code == 405
