"""Reading public pages leaves no trace: no cookie, nothing written, the same for everybody."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import dataset, document, make_record
from tests.indexed import Told

ADDRESSES = [
    "/",
    "/search",
    "/search?q=beam&facility=ess&range=sample_temperature:0..30+%C2%B0C",
    "/search?q=%22open",
    "/search.json",
    "/facilities",
    "/facilities.json",
    "/facilities/ess",
    "/facilities/ess.json",
    "/sources",
    "/sources.json",
    "/doi/10.17199/03dd9804",
    "/doi/10.17199/03dd9804.json",
    "/pid/ess/20.500.12269/0a269002",
    "/records/999999",
    "/healthz",
]


@pytest.fixture
def filled(indexed: Told) -> None:
    make_record(dataset())
    make_record(document())
    indexed()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("address", ADDRESSES)
def test_it_works(client: Client, address: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert not [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]
    assert not answer.cookies
    quantities = address.startswith(("/search", "/doi", "/pid")) and ".json" not in address
    assert ("Cookie" in answer.headers.get("Vary", "")) == quantities  # that of units


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("address", [one for one in ADDRESSES if one != "/healthz"])
def test_staff_see_what_strangers_see(client: Client, address: str) -> None:
    stranger = client.get(address)
    client.force_login(User.objects.create_superuser("curator"))
    staff = client.get(address)
    if "json" not in address:
        assert staff.content == stranger.content


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_head_is_a_get_without_the_body(client: Client, address: str) -> None:
    whole, head = client.get(address), client.head(address)
    assert head.status_code == whole.status_code
    assert head.headers["Content-Type"] == whole.headers["Content-Type"]
    assert not head.content
