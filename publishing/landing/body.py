"""A record's page as JSON."""

from typing import Any

import msgspec

from portal.catalogue import given
from portal.catalogue.models import Record
from portal.web import links, public
from publishing.landing.citation import citation
from publishing.landing.page import Files, Page, Relatives
from publishing.landing.styles import citations
from publishing.landing.versions import Versions


def body(page: Page) -> dict[str, Any]:
    record = page.record
    relatives = "datasets" if record.kind == Record.Kind.DOCUMENT else "documents"
    return {
        **public.head(record),
        "availability": record.availability,
        "open_from": page.metadata.open_from,
        **public.metadata(given.metadata(record, page.metadata)),
        relatives: _relatives(page.relatives),
        "files": _files(page.files),
        "versions": _versions(page.versions),
        "citation": citation(record, page.metadata),
        "citations": {one.key: one.text for one in citations(record, page.metadata)},
        "usage": page.usage,
        "provenance": public.provenance(record, page.told_by),
        "at_source": page.since[record.pk].what if record.pk in page.since else None,
    }


def _relatives(relatives: Relatives) -> dict[str, Any]:
    return {
        "total": relatives.pages.total,
        "items": [row.as_json() for row in relatives.items],
        "next": links.absolute(relatives.pages.next) if relatives.pages.next else None,
    }


def _versions(versions: Versions) -> dict[str, Any] | None:
    """Of what was published here; null for other records."""
    if not versions:
        return None
    return {"doi": versions.concept, "items": versions.items}


def _files(files: Files) -> dict[str, Any]:
    return {
        "total": files.pages.total,
        "items": [msgspec.to_builtins(file) for file in files.items],
        "next": links.absolute(files.pages.next) if files.pages.next else None,
    }
