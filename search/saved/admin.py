from django.contrib import admin
from django.http import HttpRequest

from search.saved.models import SavedSearch


@admin.register(SavedSearch)
class SavedSearchAdmin(admin.ModelAdmin):
    """Whether alerts go out; what people search for is nobody's business."""

    list_display = ("id", "alert", "told_until", "next_at", "readable")
    list_filter = ("alert",)
    fields = list_display
    readonly_fields = list_display
    ordering = ("id",)

    @admin.display(boolean=True)
    def readable(self, search: SavedSearch) -> bool:
        """Not why it can't be read, which quotes it."""
        return not search.problem

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nor can the address of the list be used to guess the rest."""
        return lookup.partition("__")[0] in self.list_display
