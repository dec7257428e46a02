"""From a payload of SciCat to a record; pure."""

from harvest.connectors.base import Context
from harvest.connectors.scicat.dataset import dataset
from harvest.connectors.scicat.document import document
from portal.catalogue.records import AnyRecord, RecordKind


def to_record(kind: RecordKind, payload: bytes, context: Context) -> AnyRecord:
    """Raises Rejected with a reason."""
    return document(payload, context) if kind == "document" else dataset(payload, context)
