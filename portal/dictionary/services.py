"""Changes of the dictionary.  Each takes effect at once, and records follow by and by."""

from django.db import transaction

from portal.dictionary import current, seeding
from portal.dictionary.models import ParameterName
from portal.normalise import names


def save(row: ParameterName) -> None:
    """Write a checked entry as the staff's."""
    with transaction.atomic():
        row.edited = True
        row.save()
        _changed()


def delete(row: ParameterName) -> None:
    """Drop an entry of the staff's own; one that is shipped comes back as it was."""
    with transaction.atomic():
        row.delete()
        seeding.seed()
        _changed()


def reset(row: ParameterName) -> bool:
    """Have an entry as it is shipped again; False where it isn't a shipped one."""
    if row.key not in names.SHIPPED.names:
        return False
    with transaction.atomic():
        row.edited = False
        row.save(update_fields=["edited"])
        seeding.seed()
        _changed()
    row.refresh_from_db()
    return True


def _changed() -> None:
    current.changed()
    transaction.on_commit(current.refresh)
