"""What harvesters have to get, worked out without the provider."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

DAY = 86_400


@dataclass(frozen=True)
class Told:
    """An item as it was stamped last: in which second, and in which sets it has to be."""

    identifier: str
    second: int
    deleted: bool
    title: str
    sets: frozenset[str]

    @property
    def datestamp(self) -> str:
        return moment(self.second)


@dataclass(frozen=True)
class Expected:
    """All items in their order, and the titles that nobody may ever see."""

    items: list[Told]
    hidden: list[str]

    @classmethod
    def read(cls, made: dict[str, Any]) -> "Expected":
        """From what ``filling`` prints."""
        items = [Told(**(one | {"sets": frozenset(one["sets"])})) for one in made["items"]]
        return cls(items, made["hidden"])

    @property
    def seconds(self) -> list[int]:
        return sorted({one.second for one in self.items})

    def among(self, spec: str = "", first: int = 0, last: int = 1 << 40) -> list[Told]:
        """In the set ("": any) and between these seconds, both included."""
        every = [one for one in self.items if first <= one.second <= last]
        return [one for one in every if spec in one.sets or not spec]


def moment(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(second: int) -> str:
    return moment(second)[:10]


def at(text: str) -> int:
    """The second of a time such as 2024-03-02T00:00:01Z."""
    return int(datetime.fromisoformat(text).timestamp())
