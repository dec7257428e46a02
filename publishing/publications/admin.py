"""Publications for staff, to look at: their own pages change them, step by step."""

from django.contrib import admin
from django.utils.safestring import SafeString

from portal.catalogue.admin import ReadOnly, pretty
from publishing.publications.models import Publication, Step


@admin.register(Publication)
class PublicationAdmin(ReadOnly):
    list_display = ("id", "title", "facility", "number", "state", "changed_at")
    list_filter = ("state", "series__facility")
    list_select_related = ("series__facility",)
    search_fields = ("title", "doi__name__exact")
    raw_id_fields = ("series", "record")
    exclude = ("content", "pending")
    readonly_fields = ("content_as_json", "pending_as_json")

    @admin.display(ordering="series__facility")
    def facility(self, publication: Publication) -> str:
        return publication.series.facility.short_name

    @admin.display(description="content")
    def content_as_json(self, publication: Publication) -> SafeString:
        return pretty(publication.content)

    @admin.display(description="waiting change")
    def pending_as_json(self, publication: Publication) -> SafeString:
        return pretty(publication.pending)


@admin.register(Step)
class StepAdmin(ReadOnly):
    list_display = ("id", "publication_id", "at", "name", "what", "before", "after", "why")
    list_filter = ("what",)
    date_hierarchy = "at"
    search_fields = ("publication__id__exact",)
