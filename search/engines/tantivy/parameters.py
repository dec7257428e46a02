"""Which column holds which parameter.

The names are kept beside the index (``parameters.json``), written before the
documents that need them: a slot without documents does no harm after a crash.
A name has a slot or is in the tail for as long as the index lives.
"""

import hashlib
import json
import os
import struct
from pathlib import Path

from portal.normalise import names
from search.engines.tantivy.schema import SLOTS, slot
from search.indexing.document import ParameterKey

FILE = "parameters.json"


class Slots:
    """The columns of one index folder, as of when they were read."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._numbers: dict[ParameterKey, int] = {}
        self._saved = 0
        if self._path.exists():
            keys = json.loads(self._path.read_text(encoding="utf-8"))
            self._numbers = {(name, dimension): n for n, (name, dimension) in enumerate(keys)}
            self._saved = len(keys)

    def find(self, key: ParameterKey) -> str | None:
        """The field of a parameter; None when it has none and would be in the tail."""
        number = self._numbers.get(key)
        return None if number is None else slot(number)

    def assign(self, key: ParameterKey) -> str | None:
        """The same, giving the parameter a free slot when it has none."""
        number = self._numbers.get(key)
        if number is None:
            number = len(self._numbers)
            if number >= SLOTS:
                return None
            self._numbers[key] = number
        return slot(number)

    @property
    def full(self) -> bool:
        return len(self._numbers) >= SLOTS

    def reserve(self) -> None:
        """Give slots to the dictionary's quantities, before any others take them."""
        for name in names.NAMES.values():
            if name.dimension:
                self.assign((name.key, name.dimension))

    def save(self) -> None:
        """Write what was assigned since, atomically and durably."""
        if len(self._numbers) == self._saved:
            return
        temporary = self._path.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            json.dump([list(key) for key in self._numbers], file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._path)
        self._saved = len(self._numbers)


def tail_key(key: ParameterKey) -> str:
    """A parameter's name within the tail: letters and digits only, whatever it is."""
    digest = hashlib.blake2b(repr(key).encode("utf-8", "replace"), digest_size=16)
    return f"t{digest.hexdigest()}"


def sortable(value: float) -> int:
    """A whole number that orders as the float does, so that all bounds have one type."""
    (bits,) = struct.unpack("<q", struct.pack("<d", value + 0.0))
    return int(bits) if bits >= 0 else -(bits & 0x7FFF_FFFF_FFFF_FFFF)
