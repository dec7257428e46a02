"""The place where a page ended, as the ``after`` of the next one's address.

Not secret, and not signed: a made-up one only starts somewhere else.  But it is
checked to be of the form that this version writes for this order.  A rank means
something in one state of the index only, so ranks carry the state they were given in.
"""

import base64
import binascii
import math
import re

import msgspec

from search.errors import BadCursor
from search.fields import DEEPEST, RELEVANCE
from search.orders import order
from search.request import Position

_LONGEST = 2_000
TEXT_KEY = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_WHOLE = range(-(2**63), 2**63)
_STATE = re.compile(r"[0-9a-f]{1,32}")


class _Cursor(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    sort: str
    value: int | str | float | None
    id: int
    state: str = ""  # of the index, as the first page found it


_decoder = msgspec.json.Decoder(_Cursor)


def write(sort: str, position: Position | None, state: str = "") -> str | None:
    if position is None:
        return None
    body = msgspec.json.encode((sort, *position, *([state] if state else [])))
    return base64.urlsafe_b64encode(body).decode().rstrip("=")


def read(sort: str, after: str | None) -> Position | None:
    """The place that ``write`` put into ``after``.  Raises BadCursor."""
    cursor = _decoded(sort, after)
    return (cursor.value, cursor.id) if cursor else None


def state(sort: str, after: str | None) -> str:
    """The state of the index that ``write`` put in; "" where there is none.  Raises BadCursor."""
    cursor = _decoded(sort, after)
    return cursor.state if cursor else ""


def _decoded(sort: str, after: str | None) -> _Cursor | None:
    if after is None or after == "":
        return None
    if len(after) > _LONGEST:
        raise BadCursor
    try:
        padded = after.encode("ascii") + b"=" * (-len(after) % 4)
        cursor = _decoder.decode(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise BadCursor from error
    if cursor.sort != sort or not 0 <= cursor.id < 2**63 or not _fits(sort, cursor.value):
        raise BadCursor
    if cursor.state and (sort != RELEVANCE or not _STATE.fullmatch(cursor.state)):
        raise BadCursor
    return cursor


def _fits(sort: str, value: int | str | float | None) -> bool:
    by = order(sort)
    if by is None:
        return isinstance(value, int) and 0 < value < DEEPEST
    if value is None:
        return True
    match by.kind:
        case "number":
            return isinstance(value, int) and value in _WHOLE
        case "parameter":
            return isinstance(value, float) and math.isfinite(value)
        case _:
            return isinstance(value, str) and TEXT_KEY.fullmatch(value) is not None
