"""The publications that were made here: Documents that a source of kind "own" tells."""

from django.conf import settings

from portal.catalogue import own
from portal.catalogue.models import Record, SourceRecord
from portal.catalogue.models.records import RecordQuerySet
from portal.web import links


def publications() -> RecordQuerySet:
    """All that are public, with their facilities, without an order."""
    told = SourceRecord.objects.filter(
        source__kind=own.KIND, kind=Record.Kind.DOCUMENT, state=SourceRecord.State.PRESENT
    )
    found = Record.objects.public().filter(kind=Record.Kind.DOCUMENT)
    return found.filter(pk__in=told.values("record")).select_related("facility", "source")


def told_to_the_world() -> RecordQuerySet:
    """Those that machines are told of unasked: in production none whose DOI was a try."""
    found = publications()
    return found.exclude(doi__startswith=links.SANDBOX) if settings.PRODUCTION else found
