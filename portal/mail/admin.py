from django.contrib import admin
from django.http import HttpRequest

from portal.mail.models import OutgoingMail


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin):
    """What waits and why; not what it says, which may be a link to log in."""

    list_display = ("subject", "state", "attempts", "written_at", "due_at", "error")
    list_filter = ("state",)
    fields = list_display
    readonly_fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
