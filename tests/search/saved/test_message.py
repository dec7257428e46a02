"""A message as the mail server gets it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from tests.portal.mail.conftest import sink
from tests.portal.mail.sink import Sink
from tests.search.saved.conftest import World

__all__ = ["sink"]
pytestmark = pytest.mark.django_db


def test_it_can_be_ended_by_mail_programs(sink: Sink, world: World, ana: User) -> None:
    world.save(ana, "q=lysozyme")
    world.wait(timedelta(hours=1))
    world.record(title="Größe von Lysozym: Lysozyme")
    world.wait(timedelta(days=1))
    world.step()
    ((to, message),) = sink.taken
    assert to == "ana@example.org"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(message["List-Unsubscribe"]).strip()
    assert link.startswith("<http://127.0.0.1:8000/account/searches/unsubscribe/")
    text = message.get_body(("plain",))
    html = message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "Größe von Lysozym" in text.get_content()
    assert link.strip("<>") in text.get_content()
    assert link.strip("<>") in html.get_content()


def test_a_mail_server_that_is_away_loses_nothing(
    sink: Sink, world: World, ana: User, settings: Settings
) -> None:
    here, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    world.save(ana)
    for number in range(3):
        world.wait(timedelta(days=1))
        world.record(title=f"Run {number}")
        world.step()
    settings.EMAIL_PORT = here
    for _ in range(3):
        world.wait(timedelta(days=1))
        world.step()
    told = [message.get_body(("plain",)).get_content() for _, message in sink.taken]  # type: ignore[union-attr]
    assert [sum(f"Run {number}" in text for text in told) for number in range(3)] == [1, 1, 1]
