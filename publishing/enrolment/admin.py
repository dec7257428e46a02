"""Enrolments for staff: to edit, and never to delete, as DOIs need them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.catalogue.admin import Kept
from publishing.enrolment.models import Enrolment


@admin.register(Enrolment)
class EnrolmentAdmin(Kept):
    list_display = ("facility", "registrar", "prefix", "licence", "review", "enabled")
    list_filter = ("registrar", "review", "enabled")
    list_select_related = ("facility",)
    raw_id_fields = ("curators",)
    fieldsets = (
        (None, {"fields": ("facility", "enabled", "review", "curators", "licence", "contact")}),
        ("DOIs", {"fields": ("registrar", "prefix", "suffix", "account", "password_file")}),
        ("Proposals", {"fields": ("login_provider", "groups_claim", "group_prefix")}),
    )

    def get_readonly_fields(
        self, request: HttpRequest, obj: Enrolment | None = None
    ) -> tuple[str, ...]:
        """Another facility is another enrolment."""
        return ("facility",) if obj else ()

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("facility")
