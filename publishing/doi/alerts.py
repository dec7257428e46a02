"""Mail about DOIs that can't be registered, to those who can do something about it."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from portal.catalogue.models import Facility
from portal.mail.queue import queue
from portal.mail.recipients import confirmed
from portal.web import links
from publishing.doi.models import Doi
from publishing.enrolment import selectors as enrolments

PATIENCE = 6  # tries before somebody is told; about a quarter of an hour
QUIET = timedelta(hours=6)  # of one facility, when it was told
SHOWN = 20  # DOIs of one message


def alert(now: datetime) -> int:
    """Write one message for each facility whose DOIs stand still; how many facilities.

    Each DOI is told of once, until it is as wanted, or something else is wanted of it.
    """
    stuck: dict[Facility, list[Doi]] = defaultdict(list)
    rows = Doi.objects.filter(tries__gte=PATIENCE, alerted_at=None, next_at__isnull=False)
    for doi in rows.select_related("facility").order_by("pk"):
        stuck[doi.facility].append(doi)
    return sum(_tell(facility, dois, now) for facility, dois in stuck.items())


@transaction.atomic
def _tell(facility: Facility, dois: list[Doi], now: datetime) -> int:
    if Doi.objects.filter(facility=facility, alerted_at__gt=now - QUIET).exists():
        return 0
    mine = Doi.objects.filter(pk__in=[one.pk for one in dois], alerted_at=None)
    if not mine.update(alerted_at=now):
        return 0  # another worker told it
    subject, text = _message(facility, dois)
    enrolment = enrolments.of(facility)
    addresses = {enrolment.contact} if enrolment and enrolment.contact else set()
    curators = [one for one in enrolment.curators.all() if confirmed(one)] if enrolment else []
    if not curators:
        addresses = addresses or {settings.ADMIN_EMAIL} - {""}
    for to in sorted(addresses):
        queue(subject, text, to=to)
    for user in curators:
        queue(subject, text, user=user)
    return 1


def _message(facility: Facility, dois: list[Doi]) -> tuple[str, str]:
    count = len(dois)
    what = "1 DOI stands still" if count == 1 else f"{count:,} DOIs stand still"
    lines = [f"{one.name}: {one.problem[:300]}" for one in dois[:SHOWN]]
    if count > SHOWN:
        lines.append(f"… and {count - SHOWN:,} more")
    text = "\n\n".join(
        (
            f"{what} at {facility.name}.",
            "\n".join(lines),
            "Nothing is lost: the portal goes on trying. Each attempt with its answer, and a "
            f"button to try at once:\n{links.absolute('/publishing/queue')}",
        )
    )
    return f"{facility.short_name}: {what}", text + "\n"
