"""The catalogue for staff: facilities and sources to edit, records only to look at."""

import json
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Field, Model, URLField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.catalogue.models import Facility, Outbox, Record, Source, SourceRecord

LONGEST = 100_000  # characters of JSON shown


TAKES_EFFECT = (
    "A change takes effect after manage.py harvest --full of its sources "
    "and manage.py index rebuild."
)

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]
else:
    Admin = admin.ModelAdmin


class Kept(Admin):
    """Facilities and sources are never deleted here.

    With a source its source records would go, and with them all that could ever withdraw
    its records: they would stay public for good. To stop reading a source, disable it.
    """

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """False: what was told by a deleted source could never be withdrawn."""
        return False


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
class FacilityAdmin(Kept):
    """Says of the fields that records are made with when a change is seen."""

    help_texts = {
        "slug": f"Part of its addresses. {TAKES_EFFECT}",
        "embargo_hides_metadata": f"Records stay hidden until it ends. {TAKES_EFFECT}",
    }
    list_display = ("short_name", "name", "country", "probe", "offers_harvested")
    search_fields = ("slug", "name", "short_name")

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The field with its help; a website without a scheme is taken for https."""
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        made = super().formfield_for_dbfield(db_field, request, **kwargs)
        if made is not None and db_field.name in self.help_texts:
            made.help_text = self.help_texts[db_field.name]
        return made


@admin.register(Source)
class SourceAdmin(Kept):
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
