"""Publishing for staff: enrolments to edit, the rest only to look at."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from publishing.doi.models import Attempt, Doi
from publishing.enrolment.models import Enrolment
from publishing.publications.models import Publication, Series, Step
from tests.factories import FacilityFactory
from tests.publishing.people import enrolled, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("admin"))
    return client


@pytest.fixture
def filled() -> None:
    enrolment = enrolled()
    series = Series.objects.create(facility=enrolment.facility)
    publication = Publication.objects.create(series=series, content='{"title": "<b>"}')
    Step.objects.create(publication=publication, what="begin")
    now = timezone.now()
    doi = Doi.objects.create(
        name="10.5072/x",
        registrar="sandbox",
        facility=enrolment.facility,
        publication=publication,
        created_at=now,
        changed_at=now,
    )
    Attempt.objects.create(doi=doi, at=now, request="PUT /dois/10.5072/x", succeeded=True)


PLACES = ["enrolment", "publication", "doi", "step"]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("place", PLACES)
def test_it_works(staff: Client, place: str) -> None:
    assert staff.get(f"/admin/publishing/{place}/").status_code == 200
    searched = staff.get(f"/admin/publishing/{place}/?q=1")
    assert searched.status_code == 200


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("model", [Publication, Doi, Step])
def test_what_has_pages_of_its_own_can_only_be_looked_at(staff: Client, model: Any) -> None:
    place = f"/admin/publishing/{model._meta.model_name}"
    one = model.objects.get()
    page = staff.get(f"{place}/{one.pk}/change/")
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert b"<b>&quot;" not in page.content
    assert staff.post(f"{place}/{one.pk}/change/", {}).status_code == 403
    assert staff.post(f"{place}/{one.pk}/delete/", {"post": "yes"}).status_code == 403
    assert staff.get(f"{place}/add/").status_code == 403


def form(**changes: str) -> dict[str, str]:
    return {
        "facility": str(FacilityFactory().pk),
        "enabled": "on",
        "licence": "CC-BY-4.0",
        "registrar": "sandbox",
        "prefix": "10.5072",
        "suffix": "random",
        "groups_claim": "groups",
        **changes,
    }


def test_a_facility_is_enrolled(staff: Client) -> None:
    curator = person("curator")
    answer = staff.post("/admin/publishing/enrolment/add/", form(curators=str(curator.pk)))
    assert answer.status_code == 302
    assert list(Enrolment.objects.get().curators.all()) == [curator]


def test_what_does_not_fit_stands_at_its_field(staff: Client) -> None:
    answer = staff.post("/admin/publishing/enrolment/add/", form(registrar="datacite"))
    assert answer.status_code == 200
    wrong = answer.context["adminform"].form.errors
    assert set(wrong) == {"prefix", "account", "password_file"}


def test_it_is_changed_but_not_moved_nor_deleted(staff: Client) -> None:
    made = enrolled(login_provider="")
    place = f"/admin/publishing/enrolment/{made.pk}"
    other = FacilityFactory(slug="maxiv")
    sent = form(facility=str(other.pk), licence="CC0-1.0")
    assert staff.post(f"{place}/change/", sent).status_code == 302
    made.refresh_from_db()
    assert (made.facility.slug, made.licence) == ("ess", "CC0-1.0")
    assert staff.post(f"{place}/delete/", {"post": "yes"}).status_code == 403
