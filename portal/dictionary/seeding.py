"""The shipped entries as rows, so that staff see all of them in one list and can edit each."""

from typing import Any

from portal.dictionary.models import ParameterName
from portal.normalise import names
from portal.normalise.dictionary import Entry

_FIELDS = ("label", "dimension", "unit", "aliases", "in_use")


def seed(**signal: Any) -> None:
    """Bring the rows that nobody edited to what this version ships; after every migrate."""
    apps = signal.get("apps")
    if apps is not None and not _has_table(apps):
        return
    shipped = {entry.name.key: _row(entry) for entry in names.SHIPPED.entries}
    rows = {row.key: row for row in ParameterName.objects.all()}
    gone = [key for key, row in rows.items() if not row.edited and key not in shipped]
    ParameterName.objects.filter(key__in=gone).delete()
    ParameterName.objects.bulk_create(row for key, row in shipped.items() if key not in rows)
    differing = [
        row
        for key, row in rows.items()
        if not row.edited and key in shipped and _takes(row, shipped[key])
    ]
    ParameterName.objects.bulk_update(differing, _FIELDS, batch_size=100)


def _row(entry: Entry) -> ParameterName:
    name = entry.name
    written = "\n".join(alias.written for alias in entry.aliases)
    return ParameterName(
        key=name.key, label=name.label, dimension=name.dimension, unit=name.unit, aliases=written
    )


def _takes(row: ParameterName, shipped: ParameterName) -> bool:
    """Make ``row`` what is shipped; whether it wasn't."""
    before = [getattr(row, field) for field in _FIELDS]
    for field in _FIELDS:
        setattr(row, field, getattr(shipped, field))
    return before != [getattr(row, field) for field in _FIELDS]


def _has_table(apps: Any) -> bool:
    """Not while migrating back to where the table isn't there."""
    try:
        apps.get_model("dictionary", "ParameterName")
    except LookupError:
        return False
    return True
