"""Views of records, without a database."""

from typing import Any

from portal.catalogue.models import Facility
from portal.catalogue.records import AnyRecord, Dataset
from publishing.exports import view as views
from publishing.exports.view import Part, View
from tests.publishing.exports.making import FIRST_SEEN, row


def viewed(
    metadata: AnyRecord,
    owner: Facility | None = None,
    parts: tuple[Part, ...] = (),
    belongs_to: tuple[Part, ...] = (),
    **changes: Any,
) -> View:
    """The view of a record as the catalogue would make it, with the files it has."""
    made = row(metadata, owner, **{"changed_at": FIRST_SEEN, **changes})
    files = metadata.files if isinstance(metadata, Dataset) else ()
    return views.made(
        made,
        metadata,
        parts=parts,
        belongs_to=belongs_to,
        files=views.files_of(made, metadata, files),
        file_count=len(files),
    )
