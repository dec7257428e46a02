"""DOIs for staff, to look at: the queue's page has the buttons."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from portal.catalogue.admin import ReadOnly, pretty
from publishing.doi.models import Attempt, Doi

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    Inline = admin.TabularInline[Any, Any]
else:
    Inline = admin.TabularInline


class Attempts(Inline):
    model = Attempt
    fields = readonly_fields = ("at", "request", "status", "succeeded", "answer")
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Doi)
class DoiAdmin(ReadOnly):
    list_display = ("name", "facility", "registrar", "wanted", "seen", "tries", "next_at")
    list_filter = ("registrar", "wanted", "seen", "facility")
    list_select_related = ("facility",)
    search_fields = ("name",)
    raw_id_fields = ("publication", "series")
    exclude = ("body",)
    readonly_fields = ("body_as_json",)
    inlines = (Attempts,)

    @admin.display(description="what to send")
    def body_as_json(self, doi: Doi) -> "SafeString":
        return pretty(doi.body)
