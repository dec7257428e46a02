"""The manifest as a POSIX shell script that fetches the files, checks them and resumes.

The script is a fixed beginning (fetching.sh) and one line for each file; what catalogues tell
stands in these lines between single quotes only.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from publishing.getting.listing import Item
from publishing.getting.manifests.order import Left, Order, fetchable

BEGINNING = Path(__file__).with_name("fetching.sh")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def write(order: Order) -> Iterator[bytes]:
    """The script in pieces, one for each file; raises NoAddresses at once."""
    return _pieces(order, fetchable(order))


def quoted(text: str) -> str:
    """The text as one word that no shell reads anything into; on one line."""
    return "'" + line(text).replace("'", "'\\''") + "'"


def line(text: str) -> str:
    """One line without control characters, nor those that turn the direction of writing."""
    return _UNSEEN.sub(" ", text)


def _pieces(order: Order, events: Iterator[Item | Left]) -> Iterator[bytes]:
    about = f"#!/bin/sh\n# {line(order.title)}\n# {line(order.url)}\n"
    yield about.encode() + beginning()
    for event in events:
        yield (_left(event) if isinstance(event, Left) else _get(event)).encode()
    yield b"ended\n"


def _get(item: Item) -> str:
    size = "" if item.file.size is None else str(item.file.size)
    check = item.checksum
    algorithm, digest = (check.algorithm, check.digest) if check else ("", "")
    words = (item.address, f"./{item.name}", size, algorithm, digest)
    return f"get {' '.join(map(quoted, words))}\n"


def _left(left: Left) -> str:
    return f"left {quoted(f'{left.bundle.title} ({left.bundle.folder}): {left.says}')}\n"


@cache
def beginning() -> bytes:
    return BEGINNING.read_bytes()
