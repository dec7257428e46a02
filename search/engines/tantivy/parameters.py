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
    """The columns of one index folder, as of when they were read.

    ``columns`` is each parameter's field.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self.columns: dict[ParameterKey, str] = {}
        if self._path.exists():
            keys = json.loads(self._path.read_text(encoding="utf-8"))
            self.columns = {(name, dimension): slot(n) for n, (name, dimension) in enumerate(keys)}
        self._saved = len(self.columns)

    def find(self, key: ParameterKey) -> str | None:
        """The field of a parameter; None when it has none and would be in the tail."""
        return self.columns.get(key)

    def assign(self, key: ParameterKey) -> str | None:
        """The same, giving the parameter a free slot when it has none."""
        if key not in self.columns and not self.full:
            self.columns[key] = slot(len(self.columns))
        return self.columns.get(key)

    @property
    def full(self) -> bool:
        return len(self.columns) >= SLOTS

    def reserve(self) -> None:
        """Give slots to the dictionary's quantities, before any others take them."""
        for name in names.known().values():
            if name.dimension:
                self.assign((name.key, name.dimension))

    def save(self) -> None:
        """Write what was assigned since, atomically and durably."""
        if len(self.columns) == self._saved:
            return
        temporary = self._path.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            json.dump([list(key) for key in self.columns], file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._path)
        self._saved = len(self.columns)


def tail_key(key: ParameterKey) -> str:
    """A parameter's name within the tail: letters and digits only, whatever it is."""
    digest = hashlib.blake2b(repr(key).encode("utf-8", "replace"), digest_size=16)
    return f"t{digest.hexdigest()}"


def from_sortable(number: int) -> float:
    """The float that ``sortable`` made this of."""
    bits = number if number >= 0 else (-number) | -(2**63)
    (value,) = struct.unpack("<d", struct.pack("<q", bits))
    return float(value)


def sortable(value: float) -> int:
    """A whole number that orders as the float does, so that all bounds have one type."""
    (bits,) = struct.unpack("<q", struct.pack("<d", value + 0.0))
    return int(bits) if bits >= 0 else -(bits & 0x7FFF_FFFF_FFFF_FFFF)
