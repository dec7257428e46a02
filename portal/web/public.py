"""What of a record anybody may read, as plain values: its metadata, less whatever isn't meant
for strangers."""

from collections.abc import Iterable
from typing import Any

import msgspec

from portal import techniques
from portal.catalogue.models import Record, SourceRecord
from portal.catalogue.records import AnyRecord
from portal.normalise import names
from portal.normalise.text import without_addresses
from portal.techniques import Technique
from portal.web import links, show

# Links are given as the public records they lead to, files with their pages; the
# access as stored says less than the availability now.
LEFT_OUT = ("kind", "files", "document_pids", "dataset_pids", "public_from", "access")
ADDRESSES = ("landing_page", "download_url", "url")
IDENTIFIERS = ("pid", "doi", "path", "checksum")
SAYING_NOTHING = 2  # the root of PaNET and its classes ("defined by …")


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


def metadata(given: AnyRecord) -> dict[str, Any]:
    """The metadata without private fields, fields that say nothing, and e-mail addresses; each
    technique has its "path" in PaNET, each parameter the canonical name it has now."""
    plain: dict[str, Any] = msgspec.to_builtins(given)
    for told, parameter in zip(plain.get("parameters", ()), given.parameters, strict=False):
        told["canonical"] = names.of(parameter)
    kept = {key: value for key, value in plain.items() if key not in LEFT_OUT}
    cleaned: dict[str, Any] = _cleaned(kept)
    for technique in cleaned.get("techniques", ()):
        steps = telling_path(technique.get("panet", ""))
        technique["path"] = [step.label for step in steps]
    return cleaned


def provenance(record: Record, told_by: Iterable[SourceRecord]) -> dict[str, Any]:
    """Where the record came from, and when it changed."""
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
            for row in told_by
        ],
    }


def telling_path(panet: str) -> list[Technique]:
    """The way to a technique from where PaNET begins to say something; [] for an unknown one."""
    return techniques.path(panet)[SAYING_NOTHING:] if panet else []


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
