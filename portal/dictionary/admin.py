"""The dictionary for staff: every entry, shipped or their own; the history says who did what."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from portal.dictionary import applying, current, selectors, services
from portal.dictionary.models import ParameterName
from portal.dictionary.selectors import Named
from portal.normalise import names
from portal.web.parameters import line

MOST_WITHOUT = 200  # names without an entry that are listed

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[ParameterName]
else:
    Admin = admin.ModelAdmin


@admin.register(ParameterName)
class ParameterNameAdmin(Admin):
    """A change takes effect at once; the records that it concerns are indexed anew."""

    list_display = ("key", "label", "dimension", "unit", "records", "state")
    list_filter = ("edited", "in_use", "dimension")
    search_fields = ("key", "label", "aliases")
    list_per_page = 200
    actions = ("reset",)
    fields = ("key", "label", "dimension", "unit", "aliases", "in_use")

    @admin.display(description="records")
    def records(self, row: ParameterName) -> int:
        """How many public records have it, by the census."""
        found = selectors.counted(row.key, row.dimension)
        return found.records if found else 0

    @admin.display(description="state")
    def state(self, row: ParameterName) -> str:
        if not row.edited:
            return "as shipped"
        kind = "changed here" if row.key in names.SHIPPED.names else "added here"
        return kind if row.in_use else f"{kind}, not in use"

    @admin.action(description="Have them as they are shipped", permissions=["change"])
    def reset(self, request: HttpRequest, rows: QuerySet[ParameterName]) -> None:
        """Undo what was changed here; entries added here stay."""
        done = [row for row in rows.filter(edited=True) if services.reset(row)]
        for row in done:
            self.log_change(request, row, "Reset to what is shipped.")
        self.message_user(request, f"{len(done)} entries are as shipped again. {_announced()}")

    def get_readonly_fields(
        self, request: HttpRequest, obj: ParameterName | None = None
    ) -> tuple[str, ...]:
        """Records are found by the canonical name, so it never changes."""
        return ("key",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: ParameterName | None = None) -> bool:
        """A shipped entry can be taken out of use, and not deleted."""
        shipped = obj is not None and obj.key in names.SHIPPED.names
        return not shipped and super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Entries are deleted one by one, as shipped ones can't be."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.without_entry)
        return [path("without-entry/", view, name="dictionary_without_entry"), *super().get_urls()]

    def without_entry(self, request: HttpRequest) -> HttpResponse:
        """The commonest names that no entry covers, each with a form that is filled already."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        current.refresh()
        found = [one for one in selectors.listed() if one.records and one.name not in names.known()]
        context = {
            **self.admin_site.each_context(request),
            "title": "Names without an entry",
            "lines": [(line(one), _new_entry(one)) for one in found[:MOST_WITHOUT]],
            "may_add": self.has_add_permission(request),
        }
        return render(request, "admin/dictionary/parametername/without_entry.html", context)

    def save_model(self, request: HttpRequest, obj: ParameterName, form: Any, change: bool) -> None:
        if form.changed_data or not change:
            services.save(obj)
            messages.info(request, _announced())

    def delete_model(self, request: HttpRequest, obj: ParameterName) -> None:
        services.delete(obj)
        messages.info(request, _announced())

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Says how far the last change has got."""
        progress = applying.progress()
        if progress and request.method == "GET":
            messages.info(request, progress)
        return super().changelist_view(request, extra_context)


def _new_entry(named: Named) -> str:
    """The form for a new entry, filled with what is known of a name."""
    unit = named.shown_unit
    filled = {
        "key": named.name,
        "label": named.label,
        "dimension": named.dimension,
        "unit": unit.symbol if unit and unit.symbol != "1" else "",
        "aliases": "\n".join(named.spellings),
    }
    return f"{reverse('admin:dictionary_parametername_add')}?{urlencode(filled)}"


def _announced() -> str:
    return (
        "Searches use the dictionary as it is now. The worker has the records that this concerns "
        "indexed anew."
    )
