"""Whether everything that is configured answers.

Rooms register their checks in AppConfig.ready::

    health.register("search engine", services.ping)
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from portal.web.answers import json_answer
from portal.web.errors import read_only

log = logging.getLogger(__name__)

Check = Callable[[], object]
_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Have /healthz call ``check``; it raises when what it asks doesn't answer."""
    _checks[name] = check


@read_only
def healthz(request: HttpRequest) -> HttpResponse:
    """200 once everything answers, else 503; each part by name, "ok" or what is wrong."""
    checks = {"database": _database, **_checks}
    if settings.BROKER_URL:
        checks.setdefault("broker", _broker)
    parts = {name: _outcome(name, check) for name, check in checks.items()}
    well = all(outcome == "ok" for outcome in parts.values())
    answer = {"status": "ok" if well else "failing", "checks": parts}
    response = json_answer(answer, 200 if well else 503)
    response["Cache-Control"] = "no-store"
    return response


def _outcome(name: str, check: Check) -> str:
    """Strangers learn that a part is missing, the log learns why."""
    try:
        check()
    except Exception:
        log.exception("health check of the %s failed", name)
        return "doesn't answer"
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    import redis

    redis.Redis.from_url(settings.BROKER_URL, socket_timeout=2, socket_connect_timeout=2).ping()
