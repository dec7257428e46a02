"""What a connector is: it yields raw records page by page, and maps one payload purely."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar, Protocol

from harvest.client import Client
from portal.catalogue.records import AnyRecord, RecordKind

Json = dict[str, Any]


class Rejected(ValueError):
    """A payload that can't become a record; the message says why, in one line."""


@dataclass(frozen=True)
class RawRecord:
    """One record as a catalogue sent it.

    ``native_id`` is the catalogue's own identifier as given; ``payload`` its JSON,
    less what is large and never used (thumbnails, histories).  ``deleted`` is a
    catalogue's own word that the record is gone.  ``problem`` tells why a record
    can't even be mapped (no identifier, not an object); it is then rejected with it.
    """

    kind: RecordKind
    native_id: str
    payload: bytes
    deleted: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Page:
    """Some records, and where to go on after them.

    ``checkpoint`` is the connector's own JSON value: given back to ``pages`` it goes
    on exactly after this page.  ``expected`` is the number of records that the
    catalogue itself says it has, over all kinds, where it says so.  The last page
    has ``last`` set, with the ``cursor`` from which the next incremental harvest
    starts, and ``complete`` says whether the sweep saw everything: it is false when
    the catalogue's own count disagrees or a part of it was refused.  ``notes`` tell the
    operator, a line each, what the catalogue kept back or couldn't do.
    """

    records: tuple[RawRecord, ...]
    checkpoint: Json
    expected: int | None = None
    last: bool = False
    complete: bool = False
    cursor: Json | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What mapping needs to know beside the payload."""

    facility: str = ""  # its short name
    time_zone: str = "UTC"
    probe: str = "photon"
    default_licence: str = ""
    embargo_hides_metadata: bool = False
    source_url: str = ""
    private_unless_said: bool = False  # read with a login, which sees what others don't


class Presence(Enum):
    """What a record's own address answers."""

    PRESENT = "present"
    GONE = "gone"  # 404 or 410
    UNKNOWN = "unknown"  # refused, failing, or there is no such address


class Connector(Protocol):
    """One kind of catalogue.  Registered in ``harvest.connectors.CONNECTORS``."""

    kind: ClassVar[str]
    incremental: ClassVar[bool]

    def __init__(self, url: str, client: Client) -> None: ...

    def pages(self, cursor: Json | None, checkpoint: Json | None) -> Iterator[Page]:
        """The catalogue's records: all of them when ``cursor`` is None (a sweep),
        else those that changed since; going on after ``checkpoint`` if there is one.

        Raises harvest.client's FetchError when the catalogue can't be read further.
        """
        ...

    def probe(self, kind: RecordKind, native_id: str) -> Presence:
        """Ask the record's own address whether it is still there."""
        ...

    def address(self, kind: RecordKind, native_id: str) -> str:
        """The address at which the catalogue's API answers this record, "" if none."""
        ...

    @staticmethod
    def map(kind: RecordKind, payload: bytes, context: Context) -> AnyRecord:
        """The payload as a normalised record.  Pure.

        Raises Rejected with a reason.
        """
        ...
