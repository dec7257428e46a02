"""Whether everything that is configured answers."""

from typing import Any
from unittest import mock

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from tests.indexed import Told


def test_it_works(client: Client, indexed: Told) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "checks": {"database": "ok", "search": "ok"}}
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_it_names_the_search(client: Client, own_index: None) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "ok", "search": "doesn't answer"}


def test_it_names_the_database(client: Client, indexed: Told) -> None:
    with mock.patch.object(connection, "cursor", side_effect=DatabaseError("secret host")):
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "doesn't answer"
    assert b"secret" not in answer.content


def test_it_names_the_broker(client: Client, indexed: Told, settings: Any) -> None:
    settings.BROKER_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"] == "doesn't answer"


def test_it_only_answers_reading(client: Client, indexed: Told) -> None:
    assert client.post("/healthz").status_code == 405
