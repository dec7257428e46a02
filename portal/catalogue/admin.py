"""The catalogue for staff: facilities and sources to edit, records only to look at."""

import json
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.catalogue.models import Facility, Outbox, Record, Source, SourceRecord

LONGEST = 100_000  # characters of JSON shown


if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]
else:
    Admin = admin.ModelAdmin


class ReadOnly(Admin):
    """Only harvests and the worker write these."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Facility)
class FacilityAdmin(Admin):
    list_display = ("short_name", "name", "country", "probe", "offers_harvested")
    search_fields = ("slug", "name", "short_name")


@admin.register(Source)
class SourceAdmin(Admin):
    list_display = ("name", "facility", "kind", "url", "enabled", "swept_at", "held")
    list_filter = ("kind", "enabled", "facility")
    search_fields = ("name", "url")
    readonly_fields = ("cursor", "swept_at", "created_at")


@admin.register(Record)
class RecordAdmin(ReadOnly):
    list_display = ("id", "kind", "facility", "pid", "doi", "public_from", "withdrawn_at")
    list_filter = ("kind", "access", "facility")
    list_select_related = ("facility",)
    search_fields = ("pid__exact", "doi__exact")
    exclude = ("body",)
    readonly_fields = ("metadata_as_json",)

    @admin.display(description="metadata")
    def metadata_as_json(self, record: Record) -> SafeString:
        return pretty(record.body)


@admin.register(SourceRecord)
class SourceRecordAdmin(ReadOnly):
    list_display = ("native_id", "kind", "source", "state", "reason", "last_seen")
    list_filter = ("state", "kind", "source")
    list_select_related = ("source",)
    search_fields = ("native_id__exact",)
    raw_id_fields = ("record",)
    exclude = ("packed",)
    readonly_fields = ("payload_as_json",)

    @admin.display(description="payload")
    def payload_as_json(self, row: SourceRecord) -> SafeString:
        return pretty(row.payload)


@admin.register(Outbox)
class OutboxAdmin(ReadOnly):
    list_display = ("id", "record_id", "written_at", "reason")
    list_filter = (("reason", admin.EmptyFieldListFilter),)


def pretty(body: str | bytes) -> SafeString:
    """JSON set out to be read, cut when it is very long; as it came when it isn't JSON."""
    try:
        text = json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    cut = f"{text[:LONGEST]} …" if len(text) > LONGEST else text
    return format_html("<pre>{}</pre>", cut)
