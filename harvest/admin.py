"""Runs and what became of each record, for staff to look at."""

from django.contrib import admin

from harvest.models import Outcome, Run
from portal.catalogue.admin import ReadOnly


@admin.register(Run)
class RunAdmin(ReadOnly):
    list_display = (
        *("id", "source", "state", "sweep", "started_at", "finished_at", "seen"),
        *("created", "updated", "unchanged", "rejected", "withdrawn", "absent"),
    )
    list_filter = ("state", "source")
    list_select_related = ("source",)
    date_hierarchy = "started_at"


@admin.register(Outcome)
class OutcomeAdmin(ReadOnly):
    list_display = ("id", "run", "source_record", "what", "reason")
    list_filter = ("what",)
    list_select_related = ("run__source", "source_record")
    search_fields = ("source_record__native_id__exact",)
    raw_id_fields = ("source_record", "run")
