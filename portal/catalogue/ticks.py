"""What time alone changes: a record that becomes public, an embargo that ends."""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from portal.catalogue.bodies import announce
from portal.catalogue.models import Mark, Record

MARK = "visibility"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def tick() -> int:
    """Announce every record whose time came since the last tick; how many.

    A record written after its time came needs no telling: it was projected as what it
    is by then.
    """
    now = timezone.now()
    with transaction.atomic():
        mark = Mark.objects.select_for_update().filter(name=MARK).first()
        since = datetime.fromisoformat(mark.value) if mark else EPOCH
        came = [*_came("public_from", since, now), *_came("open_from", since, now)]
        changed = list(dict.fromkeys(came))
        announce(changed, now)
        Mark.objects.update_or_create(name=MARK, defaults={"value": now.isoformat()})
    return len(changed)


def _came(name: str, since: datetime, now: datetime) -> list[Record]:
    later_than_written = Q(**{f"{name}__gt": F("changed_at")})
    between = Q(**{f"{name}__gt": since, f"{name}__lte": now})
    found = Record.objects.filter(later_than_written, between)
    return list(found.only("kind", "facility_id", "pid", "doi"))
