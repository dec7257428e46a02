"""Staff see whether alerts go out, and not what anybody searches for."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from search.saved import services
from search.saved.models import SavedSearch

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("problem", ["", "There is no field secret"])
def test_it_works(admin_client: Client, ana: User, problem: str) -> None:
    search = services.save(ana, "q=secret", "My secret", "daily")
    SavedSearch.objects.update(problem=problem)
    for place in ("", "?alert__exact=daily", f"{search.pk}/change/", f"{search.pk}/delete/"):
        answer = admin_client.get(f"/admin/saved/savedsearch/{place}")
        assert answer.status_code == 200
        assert "secret" not in answer.content.decode()


def test_nor_where_the_account_is_deleted(admin_client: Client, ana: User) -> None:
    search = services.save(ana, "q=secret", "My secret", "daily")
    page = admin_client.get(f"/admin/auth/user/{ana.pk}/delete/").content.decode()
    assert f"saved search {search.pk}" in page
    assert "secret" not in page


@pytest.mark.parametrize(
    "lookup", ["query__contains", "name__startswith", "problem", "user__email"]
)
def test_it_cannot_be_guessed(admin_client: Client, ana: User, lookup: str) -> None:
    services.save(ana, "q=secret", "My secret", "daily")
    assert admin_client.get(f"/admin/saved/savedsearch/?{lookup}=s").status_code == 400
