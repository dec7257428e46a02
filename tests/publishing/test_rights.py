"""Everybody at every address of this room, by both methods, in every state: as the table says."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings

from publishing.publications.models import Publication
from publishing.publications.pages import words
from tests.publishing.rights_table import ROWS, Row
from tests.publishing.rights_world import PEOPLE, SECRETS, World, routes

State = Publication.State
pytestmark = pytest.mark.django_db
STATUS = {400: "B", 401: "U", 403: "F", 404: "H", 405: "M", 410: "G"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once, as no case leaves anything behind."""
    addressed = override_settings(FILE_ADDRESSES={"ess": "https://files.example.org/{pid}/{path}"})
    with django_db_blocker.unblock(), addressed, transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def test_every_address_has_its_lines() -> None:
    assert {row.address for row in ROWS} == set(routes())


def test_every_button_has_its_lines() -> None:
    acts = {row.act for row in ROWS if row.act}
    assert acts == set(words.BUTTONS)


def test_both_methods_are_told_once_in_every_state() -> None:
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in ROWS:
        told[row.route].append((row.method, row.state))
    for route, lines in told.items():
        assert len(lines) == len(set(lines)), route
        assert {method for method, _ in lines} == {"GET", "POST"}, route
        if route.startswith("publications/<int:pk>"):
            changing = "POST" if ("POST", State.WITHDRAWN) in lines else "GET"
            assert {state for way, state in lines if way == changing} >= set(State), route


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_it_is_as_the_table_says(world: World, row: Row) -> None:
    with transaction.atomic():
        world.bring(row.state, row.act)
        before = world.traces()
        found = "".join(_letter(world, row, person, before) for person in PEOPLE)
        transaction.set_rollback(True)
    assert found == row.letters


def _letter(world: World, row: Row, person: str, before: list[Any]) -> str:
    """What the person gets, of whom nothing is left afterwards."""
    with transaction.atomic():
        address, form = world.address(row.route, row.state), world.form(row.route, row.state)
        answer = world.ask(person, row.method, address, form)
        changed = world.traces() != before
        transaction.set_rollback(True)
    letter = _said(answer, row.method, changed)
    assert letter == "D" or not changed, f"{person} changed something: {answer.status_code}"
    if not world.may_know(person, row) or letter not in "SDERF":
        told = answer.getvalue() + answer.headers.get("Location", "").encode()
        assert not any(secret in told for secret in SECRETS), f"{person} learns a secret"
    return letter


def _said(answer: HttpResponse, method: str, changed: bool) -> str:
    if answer.headers.get("Location", "").startswith(("/account/login", "/admin/login/")):
        return "L"
    if answer.status_code in STATUS:
        return STATUS[answer.status_code]
    assert answer.status_code < 400, answer.status_code
    if changed:
        return "D"
    if answer.status_code < 300:
        return "S"
    return "R" if method == "POST" else "E"
