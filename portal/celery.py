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

app = Celery("beamfinder")
app.config_from_object("django.conf:settings", namespace="CELERY")
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
