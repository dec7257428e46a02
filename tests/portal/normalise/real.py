"""Reads the real records that the tests of normalisation look at."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def scientific_metadata(data: Path) -> Iterator[dict[str, Any]]:
    """Every scientificMetadata of the SciCat records, change histories left out."""
    for file in sorted([*data.glob("facility-records/*.json"), *data.glob("scicat/*.json")]):
        yield from _inside(json.loads(file.read_text(encoding="utf-8")))


def _inside(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            found = value.get("scientificMetadata")
            if isinstance(found, dict):
                yield found
            waiting.extend(
                inner
                for key, inner in value.items()
                if key not in ("history", "scientificMetadata")
            )


def panosc_parameters(data: Path) -> Iterator[tuple[str, Any, str]]:
    """Name, value and unit of every parameter of the PaNOSC databases."""
    for file in sorted(data.glob("panosc-search-api/**/*db*.json")):
        models = json.loads(file.read_text(encoding="utf-8"))["models"]
        for rows in models.values():
            for row in rows.values():
                waiting = [json.loads(row) if isinstance(row, str) else row]
                while waiting:
                    value = waiting.pop()
                    if isinstance(value, dict):
                        if "name" in value and "value" in value:
                            yield value["name"], value["value"], value.get("unit") or ""
                        waiting.extend(value.values())
                    elif isinstance(value, list):
                        waiting.extend(value)


def esrf_units(data: Path) -> Iterator[tuple[str, str]]:
    """Name and unit of every field of the ESRF's parameter dictionary and ranges."""
    tree = ElementTree.parse(data / "icat" / "esrf-hdf5_cfg.xml")
    for element in tree.iter():
        if element.get("units"):
            yield (element.text or "").strip("${}"), element.attrib["units"]
    ranges = json.loads((data / "icat" / "esrf-typical_ranges.json").read_text(encoding="utf-8"))
    for name, row in ranges.items():
        if row.get("unit"):
            yield name, row["unit"]
