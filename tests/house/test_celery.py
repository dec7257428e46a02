"""Celery does the worker's steps, over a real Redis."""

import re
import sys
import time
from pathlib import Path

import pytest
from celery import Celery

from tests.house import commands
from tests.services import running

SELDOM = (
    *("apply", "count", "tick", "harvest_due", "send", "alert", "mint", "advance", "fold"),
    "forget",
)
STEPS = ("drain", "stamp", *SELDOM)
DONE = re.compile(r"Task portal\.tasks\.(\w+)\[\S+\] succeeded")


def test_the_beats_steps_are_done_by_a_worker(redis_database: str, tmp_path: Path) -> None:
    settings = {"BROKER_URL": redis_database}
    migrated = commands.manage(tmp_path, "migrate", "--verbosity", "0", **settings)
    assert migrated.returncode == 0, migrated.stderr
    command = [sys.executable, "-m", "celery", "--app", "portal.celery", "worker", "--beat"]
    command += ["--queues=steps,harvests", "--concurrency=1", "--loglevel=info"]
    command += [f"--schedule={tmp_path / 'schedule'}"]
    log = tmp_path / "log"
    environment = commands.environment(tmp_path, **settings)
    _send(redis_database, *SELDOM)
    with running.server(
        command,
        log,
        lambda: _done(log) >= set(STEPS),
        environment=environment,
        folder=commands.ROOT,
    ):
        pass
    assert "Traceback" not in log.read_text(), log.read_text()[-4000:]


def _send(broker: str, *steps: str) -> None:
    """Queue steps whose beat comes too seldom for a test."""
    with Celery(broker=broker) as app:
        for step in steps:
            app.send_task(f"portal.tasks.{step}", queue="steps")


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_scheduled_and_exists(step: str) -> None:
    from portal import tasks
    from portal.celery import app

    schedule = app.conf.beat_schedule[step]
    assert schedule["task"] == getattr(tasks, step).name
    assert schedule["options"]["expires"] <= schedule["schedule"]


def test_harvests_never_stand_in_the_way_of_steps() -> None:
    from portal import tasks
    from portal.celery import app

    assert app.conf.task_routes[tasks.harvest.name]["queue"] == "harvests"
    assert app.conf.task_default_queue == "steps"


def test_nothing_but_json_is_accepted() -> None:
    from portal.celery import app

    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
    assert app.conf.task_acks_late
    assert app.conf.task_ignore_result


def _done(log: Path) -> set[str]:
    """The steps that the worker's log tells as done."""
    time.sleep(0.2)
    return set(DONE.findall(log.read_text(errors="replace")))
