"""Reads the body of an answer: unpacked, whole, and never more than is allowed."""

import time
import zlib
from collections.abc import Callable, Iterator

import httpx2

from harvest.client.errors import BadAnswer, CutOff, TooLarge

ENCODINGS = "gzip"  # what we ask for; deflate is understood too
_AUTOMATIC = 32 + zlib.MAX_WBITS  # zlib recognises gzip and zlib headers by itself
_PIECE = 1 << 20
_MOST_MEMBERS = 1000
_WORTH_DRAINING = 1 << 16  # bytes
_WORTH_WAITING = 1.0  # seconds


def read_body(
    response: httpx2.Response, url: httpx2.URL, max_bytes: int, count: Callable[[int], None]
) -> bytearray:
    """The unpacked body.  ``count`` is told the number of bytes of each packed piece.

    Raises TooLarge as soon as the body is known to be over ``max_bytes``, packed or
    unpacked; CutOff when the compression is damaged or ends early; BadAnswer for a
    compression that we don't know; httpx2's errors from the connection.
    """
    too_large = TooLarge(url, f"the answer is over {max_bytes:,} bytes")
    declared = response.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > max_bytes:
        raise too_large
    body = bytearray()
    for piece in _unpacked(_counted(response, max_bytes, count, too_large), response, url):
        body += piece
        if len(body) > max_bytes:
            raise too_large
    return body


def discard_body(response: httpx2.Response) -> None:
    """Reads a short body to its end, so that the connection can be used again.

    It gives up when that takes long, or an error page that trickles would hold us up.
    """
    taken, start = 0, time.monotonic()
    try:
        for piece in response.stream:  # type: ignore[union-attr]
            taken += len(piece)
            if taken > _WORTH_DRAINING or time.monotonic() > start + _WORTH_WAITING:
                break
    except httpx2.TransportError:
        pass  # it is only a courtesy; the connection is closed instead


def _counted(
    response: httpx2.Response, max_bytes: int, count: Callable[[int], None], too_large: TooLarge
) -> Iterator[bytes]:
    taken = 0
    for piece in response.stream:  # type: ignore[union-attr]
        taken += len(piece)
        count(len(piece))
        if taken > max_bytes:
            raise too_large
        yield piece


def _unpacked(
    pieces: Iterator[bytes], response: httpx2.Response, url: httpx2.URL
) -> Iterator[bytes]:
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("identity", ""):
        return pieces
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _inflated(pieces, url)
    raise BadAnswer(url, f"the answer is packed as {encoding[:40]!r}, which wasn't asked for")


def _inflated(pieces: Iterator[bytes], url: httpx2.URL) -> Iterator[bytes]:
    """Unpacks in bounded steps, so that a small piece can't fill the memory."""
    unpacker, members, empty = zlib.decompressobj(_AUTOMATIC), 1, True
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if unpacker.eof:  # gzip files may be several, one after the other
                    unpacker, members = zlib.decompressobj(_AUTOMATIC), members + 1
                if members > _MOST_MEMBERS:
                    raise BadAnswer(url, f"the answer is packed in over {_MOST_MEMBERS:,} parts")
                empty = False
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail or unpacker.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise CutOff(url, f"the answer's compression is damaged ({error})") from error
    while not unpacker.eof and (tail := unpacker.decompress(b"", _PIECE)):
        yield tail
    if not empty and not unpacker.eof:
        raise CutOff(url, "the answer's compression ends early")
