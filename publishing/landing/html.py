"""A record's page for people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord, Related
from portal.web import links, preferred, rows, show
from portal.web.preferred import Units
from publishing.exports import schema_org
from publishing.exports.forms import FORMS, Form
from publishing.exports.texts import web_address
from publishing.exports.view import View
from publishing.landing import canonical, charts, forms, parts
from publishing.landing.metatags import tags
from publishing.landing.page import Page
from publishing.landing.styles import citations
from publishing.landing.together import together

SHOWN_PARAMETERS = 30  # of each group
MOST_PARAMETERS = 2000


def html(request: HttpRequest, page: Page, view: View, units: Units) -> HttpResponse:
    """The page, with quantities in these units; ``view`` is the page's."""
    found = page.record
    metadata, of_datasets = _whole(page)
    people, own = parts.people(metadata), canonical.is_own(found)
    context = {
        "page": page,
        "record": found,
        "metadata": metadata,
        "of_datasets": of_datasets,
        "row": rows.row(found),
        "facility": found.facility,
        "trails": parts.trails(metadata),
        "people": people,
        "byline": parts.byline(metadata, people) if own else people,
        **_quantities(metadata, units),
        "units_next": _with_units(request, units),
        "measured": show.span(metadata.start_date, metadata.end_date),
        "grants": parts.grants(metadata),
        "works": parts.works(_others(page)),
        "versions": page.versions,
        "newer_versions": parts.newer(metadata.related),
        "instruments": parts.instruments(metadata),
        "keywords": parts.keywords(metadata),
        "samples": parts.samples(metadata),
        "licence": parts.licence(metadata.licence),
        "citations": citations(found, metadata),
        "references": _references(view),
        "tags": tags(view),
        "json_ld": _json_ld(view),
        "value_charts": charts.of_values(metadata, units),
        "dataset_charts": _differing(page, units),
        "canonical": canonical.canonical(found, metadata),
        "permanent": canonical.permanent(found),
        "facility_page": canonical.facility_page(found, metadata),
        "own": own,
        "since": page.since.get(found.pk),
        "facility_now": web_address(metadata.landing_page),
        "alternatives": forms.alternatives(found),
        "doi_url": links.doi(found.doi) if found.doi else "",
        "also_in": page.told_by[1:],
    }
    return render(request, "records/record.html", context)


def _whole(page: Page) -> tuple[AnyRecord, list[str]]:
    """The metadata, and which of a Document's are those of the Datasets that the page shows."""
    if page.record.kind != Record.Kind.DOCUMENT:
        return page.metadata, []
    return together(page.metadata, [metadata for _, metadata in page.relatives.records])


def _others(page: Page) -> list[Related]:
    """The related works but for the versions, which have a place of their own."""
    known = page.versions.dois
    return [one for one in page.metadata.related if not one.doi or one.doi not in known]


def _references(view: View) -> list[tuple[Form, str]]:
    """What programs that keep references read, to be copied."""
    return [(FORMS[name], FORMS[name].write(view).decode().strip()) for name in ("bibtex", "ris")]


def _differing(page: Page, units: Units) -> tuple[charts.Chart, ...]:
    """How the Datasets of a Document differ, as far as the page shows them."""
    if page.record.kind != Record.Kind.DOCUMENT:
        return ()
    return charts.of_datasets([metadata for _, metadata in page.relatives.records], units)


def _json_ld(view: View) -> SafeString | str:
    """The record for search engines; "" where it mustn't get out."""
    if forms.stays_at_home(view.record):
        return ""
    return mark_safe(schema_org.write(view).decode())  # noqa: S308 - has no sign of HTML


def _with_units(request: HttpRequest, units: Units) -> str:
    """The page's own address with the units it is shown in, and the place of the table."""
    query = request.GET.copy()
    query.setlist(preferred.KEY, preferred.said(units))
    text = query.urlencode()
    return f"{request.path}?{text}#parameters" if text else f"{request.path}#parameters"


def _quantities(metadata: AnyRecord, units: Units) -> dict[str, Any]:
    """The parameter tables, within reason: what was measured, then all that was noted."""
    found = metadata.parameters[:MOST_PARAMETERS]
    groups = {
        "Quantities": [one for one in found if one.dimension not in ("", "number")],
        "Other values": [one for one in found if one.dimension in ("", "number")],
    }
    tables = [
        parts.table(caption, parameters, SHOWN_PARAMETERS, units)
        for caption, parameters in groups.items()
        if parameters
    ]
    return {
        "parameter_tables": tables,
        "unit_switches": parts.switches(groups["Quantities"], units),
        "parameters_left_out": len(metadata.parameters) - len(found),
    }
