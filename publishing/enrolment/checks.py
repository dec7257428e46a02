"""``manage.py check --database default`` tells of enrolments that can't register DOIs."""

from collections.abc import Sequence
from typing import Any

from django.apps.config import AppConfig
from django.core import checks
from django.db import DatabaseError, connections

from publishing.enrolment.models import Enrolment
from publishing.enrolment.rules import problems


def register() -> None:
    """Make the check known to Django; called once, when the apps are ready."""
    checks.register(enrolments, checks.Tags.database)


def enrolments(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **_: Any,
) -> list[checks.CheckMessage]:
    """A warning for each thing that is wrong: the portal goes on, but the facility can't publish.

    Nothing before the tables are there: migrating runs this check, too.
    """
    table = Enrolment._meta.db_table
    return [
        checks.Warning(f"{enrolment.facility.slug}: {field}: {message}", id="publishing.W001")
        for alias in databases or []
        if _has(alias, table)
        for enrolment in Enrolment.objects.using(alias).select_related("facility")
        for field, messages in problems(enrolment).items()
        for message in messages
    ]


def _has(alias: str, table: str) -> bool:
    try:
        return table in connections[alias].introspection.table_names()
    except DatabaseError:
        return False
