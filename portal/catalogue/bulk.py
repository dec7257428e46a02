"""Inserts rows by the thousand.

Django's bulk_create prepares every value of every row through its field, which costs
more than the database does; the rows of a harvest hold nothing but text, numbers,
bytes and times, of which only times need adapting.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

MOST_VALUES = 30_000  # in one statement; SQLite takes 32,766, PostgreSQL 65,535


def insert(rows: Iterable[Model]) -> None:
    """Insert new rows of one model, and set their primary keys.

    Unlike bulk_create it doesn't check or convert values: no JSON, no enums.
    """
    rows = list(rows)
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if field is not meta.auto_field]
    names = [field.attname for field in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    start = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES "  # noqa: S608 - our own names
    end = f" RETURNING {quote(str(meta.pk.column))}"
    size = max(1, MOST_VALUES // len(fields))
    with connection.cursor() as cursor:
        for at in range(0, len(rows), size):
            _insert(cursor, start, end, names, rows[at : at + size])


def _insert(cursor: Any, start: str, end: str, names: list[str], rows: Sequence[Model]) -> None:
    one = "(" + ", ".join(["%s"] * len(names)) + ")"
    times: dict[datetime, Any] = {}
    values: list[Any] = []
    for row in rows:
        held = row.__dict__
        for name in names:
            value = held[name]
            if isinstance(value, datetime):
                if value not in times:
                    times[value] = connection.ops.adapt_datetimefield_value(value)
                value = times[value]
            values.append(value)
    cursor.execute(start + ", ".join([one] * len(rows)) + end, values)
    for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
        row.pk = pk
        row._state.adding, row._state.db = False, "default"
