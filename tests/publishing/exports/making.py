"""Records and resources without a database."""

from datetime import UTC, datetime, timedelta
from typing import Any

from portal.catalogue.bodies import moment
from portal.catalogue.models import Facility, Record
from portal.catalogue.records import AnyRecord, Dataset
from publishing.exports.kernel import Resource
from publishing.exports.resource import resource

NOW = datetime.now(UTC)
TOMORROW = (NOW + timedelta(days=1)).date().isoformat()
FIRST_SEEN = datetime(2021, 5, 4, tzinfo=UTC)
ROR = "https://ror.org/01wv9cn34"


def facility(**changes: Any) -> Facility:
    fields = {"slug": "ess", "short_name": "ESS", "name": "European Spallation Source ERIC"}
    return Facility(**(fields | {"ror": ROR} | changes))


def row(metadata: AnyRecord, owner: Facility | None = None, **changes: Any) -> Record:
    """The record's row as the catalogue would make it of its metadata."""
    fields: dict[str, Any] = {
        "id": 7,
        "kind": "dataset" if isinstance(metadata, Dataset) else "document",
        "facility": owner or facility(),
        "doi": metadata.doi,
        "pid": metadata.pid,
        "access": metadata.access,
        "created_at": FIRST_SEEN,
    }
    if "open_from" not in changes:
        fields["open_from"] = moment(metadata.open_from)
    return Record(**(fields | changes))


def made(metadata: AnyRecord, owner: Facility | None = None, **changes: Any) -> Resource:
    owner = owner or facility()
    return resource(row(metadata, owner, **changes), metadata, owner)
