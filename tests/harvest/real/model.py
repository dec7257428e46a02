"""What a catalogue of records that come, change and go should become here: an independent model.

It knows nothing of how harvests work, only the rules: a change is an update; what isn't
listed stays until two complete sweeps missed it and its own address says that it is gone;
what comes back is restored.
"""

from collections import Counter
from dataclasses import dataclass, field

Key = tuple[str, str]  # kind, identifier


@dataclass
class Entry:
    """One record: what its catalogue does with it, and what it has to be here."""

    title: str
    names: frozenset[str] = frozenset()  # the datasets that a document names
    listed: bool = True
    answers: bool = True  # at its own address
    stored: str = ""  # the title that is here; "" before it ever came
    stored_names: frozenset[str] = frozenset()
    present: bool = False
    missed: int = 0
    version: int = 0


@dataclass
class Model:
    entries: dict[Key, Entry] = field(default_factory=dict)

    def sweep(self) -> Counter:
        """A complete sweep: what has to become of each record."""
        return Counter(what for entry in self.entries.values() for what in _swept(entry))

    @property
    def public(self) -> dict[Key, tuple[str, int]]:
        """Title and version of what has to be shown."""
        entries = self.entries.items()
        return {key: (entry.stored, entry.version) for key, entry in entries if entry.present}

    def listed(self, kind: str = "") -> list[Key]:
        """What the catalogue lists now and has from the beginning, for choosing among."""
        return [
            key
            for key, entry in self.entries.items()
            if entry.listed and entry.present and kind in ("", key[0])
        ]


def _swept(entry: Entry) -> list[str]:
    if not entry.listed:
        return _missed(entry)
    told, kept = (entry.title, entry.names), (entry.stored, entry.stored_names)
    came, changed, back = not entry.stored, told != kept, not entry.present
    if came or changed:
        entry.version += 1
    entry.stored, entry.stored_names = told
    entry.present, entry.missed = True, 0
    if came:
        return ["seen", "created"]
    return ["seen", "updated" if changed or back else "unchanged"]


def _missed(entry: Entry) -> list[str]:
    if not entry.present:
        return []
    entry.missed += 1
    if entry.missed < 2 or entry.answers:
        return []
    entry.present = False
    return ["absent"]
