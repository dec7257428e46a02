"""Reads sample payloads the way a test wants to look at them."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from harvest.samples import CATALOGUES, SampleCatalogue, payloads

Json = dict[str, Any]


def whole(catalogue: SampleCatalogue, reference: date, round: int = 0) -> Json:
    """The payloads of a catalogue in its own size, made once for all tests."""
    return _whole(CATALOGUES.index(catalogue), reference, round)


@cache
def _whole(position: int, reference: date, round: int) -> Json:
    return payloads(CATALOGUES[position], reference=reference, round=round)


def datasets(catalogue: SampleCatalogue, made: Json) -> list[Json]:
    if catalogue.kind == "panosc":
        return rows(made, "Dataset")
    return list(made["Dataset"])


def documents(catalogue: SampleCatalogue, made: Json) -> list[Json]:
    if catalogue.kind == "panosc":
        return rows(made, "Document")
    return list(made["PublishedData"])


def rows(made: Json, model: str) -> list[Json]:
    return [json.loads(text) for text in made["models"][model].values()]


def pid(record: Json) -> Any:
    return record.get("pid") or record.get("_id")


def is_broken(record: Json) -> bool:
    return not isinstance(pid(record), str) or not pid(record)


def is_public(record: Json) -> bool:
    return record.get("isPublished", record.get("isPublic")) is True


def title(record: Json) -> str:
    return str(record.get("datasetName") or record.get("title"))


def quantities(catalogue: SampleCatalogue, made: Json) -> Iterator[tuple[str, Any, str]]:
    """Name, value and unit of each parameter that is written with a unit."""
    if catalogue.kind == "panosc":
        for row in rows(made, "Parameter"):
            yield row["name"], row["value"], row["unit"]
        return
    for record in made["Dataset"]:
        yield from _leaves(record.get("scientificMetadata", {}), "")


def _leaves(tree: Any, name: str) -> Iterator[tuple[str, Any, str]]:
    if not isinstance(tree, dict):
        yield name, tree, ""
    elif "unit" in tree or "u" in tree:
        yield name, tree.get("value", tree.get("v")), tree.get("unit", tree.get("u"))
    else:
        for key, inner in tree.items():
            yield from _leaves(inner, key)
