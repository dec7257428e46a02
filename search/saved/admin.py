from django.contrib import admin

from search.saved.models import SavedSearch


@admin.register(SavedSearch)
class SavedSearchAdmin(admin.ModelAdmin):
    """Whether alerts go out; what people search for is nobody's business."""

    list_display = ("id", "alert", "told_until", "next_at", "problem")
    list_filter = ("alert",)
    fields = list_display
    readonly_fields = list_display
