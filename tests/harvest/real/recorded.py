"""What the recorded catalogues hold, read from their JSON with nothing of ours in between."""

import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def scicat(path: Path) -> tuple[dict[str, Json], dict[str, Json], set[str]]:
    """Documents by DOI, datasets by PID, and the PIDs of those that were refused."""
    documents, datasets, refused = {}, {}, set()
    for entry in json.loads(path.read_text()):
        document = entry.get("document", entry)
        documents[document["doi"]] = document
        for named, dataset in zip(document["pidArray"], entry.get("datasets", ()), strict=False):
            if "statusCode" in dataset:
                refused.add(named)
            else:
                datasets[dataset["pid"]] = dataset
    return documents, datasets, refused


def panosc(path: Path) -> dict[str, dict[str, Json]]:
    """Each model's records by identifier, as a LoopBack database keeps them."""
    models = json.loads(path.read_text())["models"]
    return {
        model: {key: row if isinstance(row, dict) else json.loads(row) for key, row in rows.items()}
        for model, rows in models.items()
    }
