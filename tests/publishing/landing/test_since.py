"""The pages of what was published here say what its facility tells by now."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import parse_http_date

from harvest.pipeline import remap
from portal.catalogue import store
from portal.catalogue.models import Record, Source, SourceRecord
from publishing.publications.models import Publication
from tests.publishing.publications import cast as making
from tests.publishing.publications.cast import Cast

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
CHANGED, GONE = "changed what it says of the dataset", "taken the dataset out of its catalogue"


@pytest.fixture
def those() -> Cast:
    return making.cast()


@pytest.fixture
def published(those: Cast) -> Publication:
    return making.published(those, those.public, those.private)


def page(client: Client, record: Record | None) -> str:
    assert record is not None
    return client.get(record.get_absolute_url()).content.decode()


def at_source(client: Client, record: Record) -> str | None:
    told: str | None = client.get(f"{record.get_absolute_url()}.json").json()["at_source"]
    return told


def withdraw(record: Record) -> None:
    rows = SourceRecord.objects.filter(record=record).exclude(source__kind="own")
    store.withdraw(list(rows), timezone.now(), remap)


def test_nothing_is_said_as_long_as_nothing_changes(
    client: Client, those: Cast, published: Publication
) -> None:
    for one in (those.public, those.private, published.record):
        assert 'class="since"' not in page(client, one)
    assert at_source(client, those.public) is None


def test_a_change_is_said(client: Client, those: Cast, published: Publication) -> None:
    address = those.public.get_absolute_url()
    before = client.get(address)["ETag"]
    making.harvested(making.payload("one", datasetName="Another name"))
    text = page(client, those.public)
    assert CHANGED in text
    assert "Another name" not in text
    assert client.get(address, headers={"If-None-Match": before}).status_code == 200
    assert at_source(client, those.public) == "changed"
    assert "ESS has changed or withdrawn 1 of these datasets" in page(client, published.record)
    assert 'class="since"' not in page(client, those.private)
    said = client.get(address)["Last-Modified"]
    making.harvested(making.payload("one"))  # and back again
    SourceRecord.objects.filter(record=those.public).update(changed_at=timezone.now() + HOUR)
    assert 'class="since"' not in page(client, those.public)
    back = client.get(address)["Last-Modified"]
    assert parse_http_date(back) > parse_http_date(said)


def test_a_withdrawal_is_said(client: Client, those: Cast, published: Publication) -> None:
    withdraw(those.public)
    assert GONE in page(client, those.public)
    assert at_source(client, those.public) == "withdrawn"


def test_a_new_version_freezes_it_anew(client: Client, those: Cast) -> None:
    making.published(those)
    making.harvested(making.payload("one", datasetName="Another name"))
    making.published(those)
    text = page(client, those.public)
    assert "Another name" in text
    assert 'class="since"' not in text


def test_what_is_shown_after_a_login_alone_isnt_told(
    client: Client, those: Cast, published: Publication
) -> None:
    Source.objects.exclude(kind="own").update(token_file="/run/token")
    making.harvested(making.payload("two", isPublished=False, datasetName="Secret"))
    withdraw(those.public)
    for one in (those.public, those.private):
        assert 'class="since"' not in page(client, one)


def test_harvested_records_cost_no_query_more_and_many_no_more_than_one(
    client: Client, those: Cast
) -> None:
    many = [making.harvested(making.payload(f"m{number}")) for number in range(6)]
    asked = []
    for records in (many[:1], many):
        made = making.published(those, *records)
        assert made.record is not None
        address = made.record.get_absolute_url()
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    with CaptureQueriesContext(connection) as queries:
        client.get(those.public.get_absolute_url())
    assert not [one for one in queries if "publishing_chosen" in one["sql"]]
