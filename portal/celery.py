"""The Celery application, for when BROKER_URL is set: `celery --app portal.celery worker`."""

import os
import sys
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init
from django.conf import settings

from portal import checks, env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

try:
    broker = settings.BROKER_URL
except env.SettingsError as error:
    sys.exit(env.lines(error))

# The worker's steps (portal/tasks.py), and how many seconds lie between two of each. A step that
# comes too late is dropped, as the next one does its work too.
STEPS = {
    "drain": 1.0,
    "stamp": 2.0,
    "apply": 5.0,
    "count": 10.0,
    "tick": 15.0,
    "harvest_due": 30.0,
    "send": 2.0,
    "alert": 60.0,
    "advance": 2.0,
    "mint": 5.0,
    "fold": 60.0,
    "forget": 3600.0,
}

app = Celery("beamfinder")
app.conf.update(
    broker_url=broker,
    broker_connection_retry_on_startup=True,
    # A harvest may take hours; until then Redis must not give it to a second worker.
    broker_transport_options={"visibility_timeout": 24 * 3600},
    accept_content=["json"],
    task_serializer="json",
    task_ignore_result=True,
    task_acks_late=True,
    task_default_queue="steps",
    task_routes={"portal.tasks.harvest": {"queue": "harvests"}},
    worker_prefetch_multiplier=1,
    beat_schedule={
        name: {"task": f"portal.tasks.{name}", "schedule": seconds, "options": {"expires": seconds}}
        for name, seconds in STEPS.items()
    },
)
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse_wrong_settings(**_: Any) -> None:
    if not broker:
        sys.exit("settings: BROKER_URL must be set to use Celery; without it run manage.py worker")
    try:
        checks.refuse_wrong_settings()
    except env.SettingsError as error:
        sys.exit(env.lines(error))
