"""A record as JSON: its metadata, less whatever isn't meant for strangers."""

from typing import Any

import msgspec

from portal.catalogue.models import Record
from portal.normalise.text import without_addresses
from portal.web import links, show
from publishing.landing import parts
from publishing.landing.citation import citation
from publishing.landing.page import Files, Page, Relatives

# Links are given as the public records they lead to, files with their pages; the
# access as stored says less than the availability now.
LEFT_OUT = ("kind", "files", "document_pids", "dataset_pids", "public_from", "access")
ADDRESSES = ("landing_page", "download_url", "url")
IDENTIFIERS = ("pid", "doi", "path", "checksum")


def body(page: Page) -> dict[str, Any]:
    record = page.record
    relatives = "datasets" if record.kind == Record.Kind.DOCUMENT else "documents"
    return {
        **head(record),
        "availability": record.availability,
        "open_from": page.metadata.open_from,
        **_metadata(page),
        relatives: _relatives(page.relatives),
        "files": _files(page.files),
        "citation": citation(record, page.metadata),
        "provenance": _provenance(page),
    }


def head(record: Record) -> dict[str, Any]:
    """What identifies a record, also when it has been withdrawn."""
    facility = record.facility
    return {
        "id": record.pk,
        "kind": record.kind,
        "url": links.absolute(record.get_absolute_url()),
        "pid": record.pid,
        "doi": record.doi,
        "facility": {"slug": facility.slug, "name": facility.name},
    }


def _metadata(page: Page) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(page.metadata)
    kept = {key: value for key, value in plain.items() if key not in LEFT_OUT}
    cleaned: dict[str, Any] = _cleaned(kept)
    trails = parts.trails(page.metadata)
    for given, trail in zip(cleaned.get("techniques", ()), trails, strict=True):
        given["path"] = [step.label for step in trail.steps]
    return cleaned


def _cleaned(value: Any, key: str = "") -> Any:
    """Without e-mail addresses in texts, and without links that aren't web addresses."""
    if isinstance(value, str):
        if key in ADDRESSES:
            return show.link(value)
        return value if key in IDENTIFIERS else without_addresses(value)
    if isinstance(value, dict):
        return {name: _cleaned(one, name) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one, key) for one in value]
    return value


def _relatives(relatives: Relatives) -> dict[str, Any]:
    return {
        "total": relatives.pages.total,
        "items": [row.as_json() for row in relatives.items],
        "next": links.absolute(relatives.pages.next) if relatives.pages.next else None,
    }


def _files(files: Files) -> dict[str, Any]:
    return {
        "total": files.pages.total,
        "items": [msgspec.to_builtins(file) for file in files.items],
        "next": links.absolute(files.pages.next) if files.pages.next else None,
    }


def _provenance(page: Page) -> dict[str, Any]:
    record = page.record
    return {
        "version": record.version,
        "first_seen": record.created_at,
        "last_changed": record.changed_at,
        "sources": [
            {
                "source": row.source.name,
                "facility": row.source.facility.slug,
                "identifier": row.native_id,
                "first_seen": row.first_seen,
                "last_seen": row.last_seen,
            }
            for row in page.told_by
        ],
    }
