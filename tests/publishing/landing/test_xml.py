"""A record in the formats of metadata harvesters."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from lxml import etree

from publishing.landing.forms import FORMS
from tests.factories import dataset, document, make_record, withdraw
from tests.publishing.exports.schemas import problems

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["datacite", "oai_dc"])
@pytest.mark.parametrize("record", [document(), dataset()], ids=["document", "dataset"])
def test_it_works(client: Client, data, name: str, record) -> None:
    made = make_record(record)
    answer = client.get(f"/records/{made.pk}?format={name}")
    assert answer["Content-Type"] == FORMS[name].media_types[0]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert problems(data, name, etree.fromstring(answer.content)) == []
    assert record.title in answer.content.decode()


def test_every_address_of_a_record_has_them(client: Client) -> None:
    made = make_record(document())
    by_id = client.get(f"/records/{made.pk}?format=datacite").content
    assert client.get("/doi/10.17199/03dd9804?format=datacite").content == by_id
    assert client.get("/pid/ess/10.17199/03dd9804?format=datacite").content == by_id


def test_the_page_links_to_them(client: Client) -> None:
    made = make_record(document())
    page = client.get(f"/records/{made.pk}").content.decode()
    for name in FORMS:
        assert f'<a href="/records/{made.pk}?format={name}"' in page


def test_they_can_be_asked_for_conditionally(client: Client) -> None:
    made = make_record(document(), now=datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC))
    first = client.get(f"/records/{made.pk}?format=oai_dc")
    assert "Last-Modified" not in first  # Datasets that were hidden leave no date
    again = client.get(
        f"/records/{made.pk}?format=oai_dc", headers={"if-none-match": first["ETag"]}
    )
    assert again.status_code == 304


def test_an_embargo_s_end_changes_them(client: Client) -> None:
    made = make_record(
        document(access="embargoed", open_from="2024-05-06"),
        now=datetime(2024, 1, 2, tzinfo=UTC),
    )
    answer = client.get(f"/records/{made.pk}?format=datacite")
    assert b"info:eu-repo/semantics/openAccess" in answer.content


def test_private_records_have_none(client: Client) -> None:
    made = make_record(document(public_from=""))
    assert client.get(f"/records/{made.pk}?format=datacite").status_code == 404


def test_withdrawn_records_have_none(client: Client) -> None:
    made = make_record(document())
    withdraw(made)
    answer = client.get(f"/records/{made.pk}?format=datacite")
    assert answer.status_code == 410
    assert b"kernel-4" not in answer.content


def test_the_suffix_goes_before_the_format(client: Client) -> None:
    made = make_record(document())
    answer = client.get(f"/records/{made.pk}.json?format=datacite")
    assert answer["Content-Type"] == "application/json"
