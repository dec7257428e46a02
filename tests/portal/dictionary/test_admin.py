"""The dictionary for staff."""

import html
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from portal.dictionary import current
from portal.dictionary.models import ParameterName
from portal.normalise import names
from tests.portal.dictionary.test_names_like import counted

__all__ = ["counted"]
pytestmark = pytest.mark.django_db
PLACE = "/admin/dictionary/parametername/"
FORM = {
    "key": "gadget",
    "label": "Gadget",
    "dimension": "length",
    "unit": "",
    "aliases": "GDG\nmotors.gadget position",
    "in_use": "on",
}


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("curator"))
    return client


def place(key: str, what: str = "change") -> str:
    return f"{PLACE}{ParameterName.objects.get(key=key).pk}/{what}/"


@pytest.mark.usefixtures("counted")
def test_it_works(staff: Client) -> None:
    page = staff.get(f"{PLACE}?q=temperature").content.decode()
    assert "sample_temperature" in page
    assert "as shipped" in page
    answer = staff.post(f"{PLACE}add/", FORM, follow=True)
    assert "indexed anew" in answer.content.decode()
    current.refresh()
    assert names.canonical("gdg", "length") == "gadget"
    (entry,) = LogEntry.objects.all()
    assert (entry.user.username, entry.object_repr) == ("curator", "Gadget")
    assert "added here" in staff.get(f"{PLACE}?q=gadget").content.decode()


def test_messages_stand_beside_their_fields(staff: Client) -> None:
    page = staff.post(f"{PLACE}add/", FORM | {"aliases": "camera length"}).content.decode()
    assert "stands for detector_distance already" in page
    assert not ParameterName.objects.filter(key="gadget").exists()


def test_a_shipped_entry_is_changed_and_reset_and_never_deleted(staff: Client) -> None:
    form = {**FORM, "label": "Angle theta", "dimension": "angle", "aliases": "th"}
    assert staff.post(place("theta"), form).status_code == 302
    theta = ParameterName.objects.get(key="theta")
    assert (theta.label, theta.edited) == ("Angle theta", True)
    assert staff.get(place("theta", "delete")).status_code == 403
    staff.post(PLACE, {"action": "reset", "_selected_action": [theta.pk]})
    theta.refresh_from_db()
    assert (theta.label, theta.edited) == ("Theta", False)
    assert LogEntry.objects.filter(change_message__contains="Reset").exists()


def test_saving_without_a_change_changes_nothing(staff: Client) -> None:
    theta = ParameterName.objects.get(key="theta")
    form = {"label": theta.label, "dimension": "angle", "unit": "", "aliases": "", "in_use": "on"}
    assert staff.post(place("theta"), form).status_code == 302
    theta.refresh_from_db()
    assert not theta.edited


def test_own_entries_can_be_deleted(staff: Client) -> None:
    staff.post(f"{PLACE}add/", FORM)
    assert staff.post(place("gadget", "delete"), {"post": "yes"}).status_code == 302
    current.refresh()
    assert names.canonical("gdg", "length") == "gdg"


@pytest.mark.usefixtures("counted")
def test_names_without_an_entry_lead_to_a_filled_form(staff: Client) -> None:
    page = staff.get(f"{PLACE}without-entry/").content.decode()
    assert "oven_temperature" in page
    assert "sample_temperature" not in page
    address = re.search(r'href="([^"]*add/[^"]*key=oven_temperature[^"]*)"', page)
    assert address
    form = staff.get(html.unescape(address[1])).context["adminform"].form
    assert form.initial["unit"] == "K"
    assert form.initial["aliases"] == "oven temperature"
    answer = staff.post(f"{PLACE}add/", {**form.initial, "in_use": "on"})
    assert answer.status_code == 302
    assert "oven_temperature" not in staff.get(f"{PLACE}without-entry/").content.decode()
    assert "without-entry" in staff.get(PLACE).content.decode()


def test_it_is_for_staff_with_the_permission_only(client: Client) -> None:
    assert client.get(PLACE).status_code == 302
    client.force_login(User.objects.create_user("helper", is_staff=True))
    assert client.get(PLACE).status_code == 403
    assert client.get(f"{PLACE}without-entry/").status_code == 403
