"""Where the embedded index lives: folders, and a pointer to the one in use.

PATH/current             the name of the folder in use, replaced atomically
PATH/20261121T…-1f3a/    a tantivy index, with beamfinder.json (what made it)
                         and parameters.json beside tantivy's own files
"""

import json
import os
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

from search.errors import IndexMissing

POINTER = "current"
LABEL = "beamfinder.json"


class Folders:
    """The folders of one index under ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def pointer(self) -> Path:
        return self.root / POINTER

    def current(self) -> Path:
        """The folder in use.  Raises IndexMissing when there is none."""
        try:
            name = self.pointer.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise IndexMissing(f"none at {self.root}") from None
        folder = self.root / name
        if not name or "/" in name or not (folder / "meta.json").is_file():
            raise IndexMissing(f"its folder {folder} is gone or damaged")
        return folder

    def create(self, fingerprint: str) -> Path:
        """A new, empty folder that nothing points to yet, labelled with what makes it."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        folder = self.root / f"{stamp}-{secrets.token_hex(3)}"
        folder.mkdir(parents=True)
        label = {"fingerprint": fingerprint, "created": stamp}
        (folder / LABEL).write_text(json.dumps(label), encoding="utf-8")
        return folder

    def point_to(self, folder: Path) -> None:
        """Make readers use ``folder`` from now on."""
        temporary = self.root / f"{POINTER}.new"
        with temporary.open("w", encoding="utf-8") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.pointer)
        self._sync()

    def sweep(self, keep: Path | None) -> None:
        """Remove every index folder but one: replaced ones and those left half-built."""
        for label in self.root.glob(f"*/{LABEL}"):
            if keep is None or label.parent.name != keep.name:
                remove(label.parent)

    def _sync(self) -> None:
        handle = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def made_by(folder: Path) -> str:
    """The fingerprint of the version that made the index; "" when it can't be told."""
    try:
        label = json.loads((folder / LABEL).read_text(encoding="utf-8"))
        return str(label["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def size(folder: Path) -> int:
    """Bytes on disk."""
    total = 0
    for entry in os.scandir(folder):
        try:
            total += entry.stat().st_size
        except FileNotFoundError:
            continue
    return total
