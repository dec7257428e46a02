"""A made-up SciCat of any size, whose records are written when they are asked for.

Titles and abstracts are real ones, cut in halves and joined anew; parameters have the
names and ranges of a facility's dictionary.  Any record is made from its number alone,
so a page costs no more at the end of a million than at the beginning, and no memory.
"""

import gzip
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import gcd
from pathlib import Path
from typing import Any

from .chance import chance
from .vocabulary.techniques import TECHNIQUES

NAMES = 300
VALUES = 256  # different values of one parameter
START = datetime(2024, 1, 1, tzinfo=UTC)  # the first record's updatedAt; the next a second later
PREFIX = "bulk.pid/"
_TAKEN_FROM = datetime(2015, 1, 1, tzinfo=UTC)
_TAKEN_DAYS = 3650
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class _Pieces:
    """All that records are put together from, as JSON already."""

    titles: tuple[tuple[bytes, bytes], ...]
    abstracts: tuple[tuple[bytes, bytes], ...]
    parameters: tuple[tuple[bytes, ...], ...]
    strides: tuple[int, ...]
    people: tuple[bytes, ...]
    techniques: tuple[bytes, ...]
    days: tuple[bytes, ...]


class BulkCatalogue:
    """``records`` datasets, numbered from 0, whose ``updatedAt`` ascends strictly.

    ``abstracts`` is a .jsonl.gz of {"title", "abstract"}; ``ranges`` a JSON object of
    {name: {"min", "max", "unit"}}; each record has ``parameters`` of the first 300
    of these names.
    """

    def __init__(
        self, records: int, abstracts: Path, ranges: Path, parameters: int = 29, seed: int = 0
    ) -> None:
        self.records = records
        self.per_record = parameters
        self.seed = seed
        self._pieces = _pieces(abstracts, ranges, seed)
        if parameters > len(self._pieces.parameters):
            known = len(self._pieces.parameters)
            raise ValueError(f"{ranges} has {known} parameters: ask for no more per record")

    def __len__(self) -> int:
        return self.records

    @staticmethod
    def pid(number: int) -> str:
        return f"{PREFIX}{number:09d}"

    @staticmethod
    def updated(number: int) -> str:
        """The record's ``updatedAt``."""
        time = START + timedelta(seconds=number)
        return time.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def number_of(self, pid: str) -> int | None:
        """The number of the record with this PID, None where there is none."""
        digits = pid.removeprefix(PREFIX)
        if len(digits) != 9 or not digits.isascii() or not digits.isdigit():
            return None
        number = int(digits)
        return number if self.pid(number) == pid and number < self.records else None

    def since(self, time: str) -> int:
        """The number of the first record with ``updatedAt`` at or after an ISO time.

        Raises ValueError for what is no time.
        """
        moment = datetime.fromisoformat(time)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        passed = (moment - START) / timedelta(seconds=1)
        number = int(passed) if passed == int(passed) else int(passed) + (passed > 0)
        return max(0, min(number, self.records))

    def page(self, start: int, stop: int) -> bytes:
        """The records from ``start`` up to ``stop`` as a JSON list."""
        numbers = range(max(0, start), min(stop, self.records))
        return b"[" + b",".join(map(self.record, numbers)) + b"]"

    def record(self, number: int) -> bytes:
        """One dataset as JSON."""
        pieces = self._pieces
        first, second = _mixed(number, self.seed), _mixed(number, self.seed + 1)
        title = _joined(pieces.titles, first)
        abstract = _joined(pieces.abstracts, second)
        updated = self.updated(number).encode()
        return _RECORD % {
            b"pid": self.pid(number).encode(),
            b"title": title,
            b"abstract": abstract,
            b"person": pieces.people[first % len(pieces.people)],
            b"technique": pieces.techniques[second % len(pieces.techniques)],
            b"day": pieces.days[(first >> 17) % len(pieces.days)],
            b"updated": updated,
            b"instrument": b"%02d" % (second % 37),
            b"proposal": b"%07d" % (number // 6),
            b"sample": b"%07d" % (number // 3),
            b"size": b"%d" % (first % 10**11),
            b"files": b"%d" % (second % 400),
            b"parameters": b",".join(self._parameters(first ^ second)),
        }

    def _parameters(self, choice: int) -> list[bytes]:
        """Names a stride apart, which has no divisor in common with their number."""
        table, strides = self._pieces.parameters, self._pieces.strides
        count = len(table)
        stride = strides[choice % len(strides)]
        begin, value = choice >> 8, choice >> 24
        return [
            table[(begin + step * stride) % count][(value >> (step & 15)) % VALUES]
            for step in range(self.per_record)
        ]


def bulk_catalogue(
    records: int, abstracts_path: Path, ranges_path: Path, parameters: int = 29, seed: int = 0
) -> BulkCatalogue:
    """The catalogue; see ``BulkCatalogue``."""
    return BulkCatalogue(records, abstracts_path, ranges_path, parameters, seed)


_RECORD = b"".join(
    (
        b'{"pid":"%(pid)b","datasetName":"%(title)b","description":"%(abstract)b",',
        b'"type":"raw","isPublished":true,"owner":"%(person)b",',
        b'"principalInvestigator":"%(person)b","creationTime":"%(day)b",',
        b'"creationLocation":"/Bulk/BL%(instrument)b","proposalId":"%(proposal)b",',
        b'"sampleId":"sample-%(sample)b","instrumentId":"bulk-instrument-%(instrument)b",',
        b'"sourceFolder":"/data/bulk/%(proposal)b","size":%(size)b,"numberOfFiles":%(files)b,',
        b'"license":"CC-BY-4.0","keywords":["sample","made up"],"dataFormat":"NeXus",',
        b'"techniques":[%(technique)b],"scientificMetadata":{%(parameters)b},',
        b'"createdAt":"%(day)b","updatedAt":"%(updated)b"}',
    )
)


def _mixed(number: int, seed: int) -> int:
    """64 bits that look random and depend on both (the finaliser of SplitMix64)."""
    value = ((number + 1) * 0x9E3779B97F4A7C15 + seed * 0xD1B54A32D192ED03) & _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


def _joined(halves: tuple[tuple[bytes, bytes], ...], choice: int) -> bytes:
    """The first half of one text and the second half of another."""
    count = len(halves)
    return halves[choice % count][0] + b" " + halves[(choice // count) % count][1]


def _pieces(abstracts: Path, ranges: Path, seed: int) -> _Pieces:
    with gzip.open(abstracts, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines if line.strip()]
    table = _parameter_table(json.loads(ranges.read_bytes()), seed)
    return _Pieces(
        titles=tuple(_halves(text["title"]) for text in texts),
        abstracts=tuple(_halves(text["abstract"]) for text in texts),
        parameters=table,
        strides=tuple(step for step in range(1, len(table)) if gcd(step, len(table)) == 1),
        people=tuple(_encoded(f"{given} {family}") for given in _GIVEN for family in _FAMILY),
        techniques=tuple(_technique(key) for key in sorted(TECHNIQUES)),
        days=tuple(_day(number) for number in range(_TAKEN_DAYS)),
    )


_GIVEN = ("Aino", "Björn", "Élodie", "João", "Lucía", "Niccolò", "Paweł", "Yutong", "Zdeněk")
_FAMILY = ("Mäkelä", "Sjöberg", "Lefèvre", "Simões", "Núñez", "Zanetti", "Wójcik", "Dvořáček")


def _parameter_table(ranges: dict[str, Any], seed: int) -> tuple[tuple[bytes, ...], ...]:
    """For each name its values as members of a JSON object."""
    names = [name for name, one in sorted(ranges.items()) if _is_range(one)][:NAMES]
    random = chance("bulk", seed)
    return tuple(
        tuple(_encoded_member(name, ranges[name], random.uniform(0.0, 1.0)) for _ in range(VALUES))
        for name in names
    )


def _is_range(one: Any) -> bool:
    low, high = (one.get("min"), one.get("max")) if isinstance(one, dict) else (None, None)
    return isinstance(low, int | float) and isinstance(high, int | float) and low < high


def _encoded_member(name: str, one: dict[str, Any], share: float) -> bytes:
    value = float(f"{one['min'] + (one['max'] - one['min']) * share:.6g}")
    quantity = {"value": value, "unit": str(one.get("unit") or "")}
    return json.dumps({name: quantity}, separators=(",", ":")).encode()[1:-1]


def _technique(key: str) -> bytes:
    technique = TECHNIQUES[key]
    iri = f"http://purl.org/pan-science/PaNET/{technique.panet}"
    return json.dumps({"pid": iri, "name": technique.label}).encode()


def _day(number: int) -> bytes:
    return (_TAKEN_FROM + timedelta(days=number)).strftime("%Y-%m-%dT08:30:00.000Z").encode()


def _halves(text: str) -> tuple[bytes, bytes]:
    words = text.split()
    middle = (len(words) + 1) // 2
    return _encoded(" ".join(words[:middle])), _encoded(" ".join(words[middle:]))


def _encoded(text: str) -> bytes:
    """The text as it stands between the quotes of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1].encode("utf-8", "replace")
