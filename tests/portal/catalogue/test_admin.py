"""The catalogue for staff."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from harvest.models import Outcome, Run
from portal.catalogue.admin import pretty
from portal.catalogue.models import Facility, Outbox, Record, Source, SourceRecord
from tests.factories import dataset, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("curator"))
    return client


@pytest.fixture
def filled() -> None:
    made = make_record(dataset())
    run = Run.objects.create(source=Source.objects.get(), started_at=timezone.now())
    told = SourceRecord.objects.get(record=made)
    Outcome.objects.create(run=run, source_record=told, what="created")


PLACES = ["catalogue/facility", "catalogue/source", "catalogue/record"]
PLACES += ["catalogue/sourcerecord", "catalogue/outbox", "harvest/run", "harvest/outcome"]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("place", PLACES)
def test_it_works(staff: Client, place: str) -> None:
    assert staff.get(f"/admin/{place}/").status_code == 200
    assert staff.get(f"/admin/{place}/?q=x").status_code == 200


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("model", [Record, SourceRecord, Outbox, Run, Outcome])
def test_what_harvests_write_can_only_be_looked_at(staff: Client, model: Any) -> None:
    place = f"/admin/{model._meta.app_label}/{model._meta.model_name}"
    one = model.objects.first()
    page = staff.get(f"{place}/{one.pk}/change/")
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert staff.get(f"{place}/add/").status_code == 403
    assert staff.post(f"{place}/{one.pk}/change/", {}).status_code == 403
    assert staff.post(f"{place}/{one.pk}/delete/", {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=one.pk).exists()


@pytest.mark.usefixtures("filled")
def test_payloads_can_be_read(staff: Client) -> None:
    told = SourceRecord.objects.get()
    page = staff.get(f"/admin/catalogue/sourcerecord/{told.pk}/change/").content.decode()
    assert "secret-login" in page


def test_strangers_are_sent_to_log_in(client: Client) -> None:
    assert client.get("/admin/catalogue/record/").status_code == 302


def test_any_payload_can_be_shown() -> None:
    assert "&lt;b&gt;" in pretty(b'{"a": "<b>"}')
    assert "\ufffd" in pretty(b"\xff")
    assert len(pretty("[" * 10**6)) < 200_000


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("model", [Facility, Source])
def test_what_records_hang_on_cannot_be_deleted(staff: Client, model: Any) -> None:
    place = f"/admin/catalogue/{model._meta.model_name}"
    one = model.objects.get()
    assert staff.post(f"{place}/{one.pk}/delete/", {"post": "yes"}).status_code == 403
    asked = {"action": "delete_selected", "_selected_action": one.pk, "post": "yes"}
    staff.post(f"{place}/", asked)
    assert model.objects.filter(pk=one.pk).exists()
    assert Record.objects.public().exists()


@pytest.mark.usefixtures("filled")
def test_it_says_when_a_change_of_a_facility_takes_effect(staff: Client) -> None:
    one = Facility.objects.get()
    text = staff.get(f"/admin/catalogue/facility/{one.pk}/change/").content.decode()
    assert text.count("manage.py harvest --full of its sources and manage.py index rebuild") == 2
