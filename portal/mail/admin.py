from django.contrib import admin
from django.http import HttpRequest

from portal.mail.models import OutgoingMail


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin):
    """What waits and why; not for whom nor what it says, which may be a link to log in, or what
    somebody searches for."""

    list_display = ("id", "repeatable", "state", "attempts", "written_at", "due_at", "error")
    list_filter = ("state",)
    fields = list_display
    readonly_fields = list_display
    ordering = ("id",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nor can the address of the list be used to guess the rest."""
        return lookup.partition("__")[0] in self.list_display
