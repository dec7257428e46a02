"""Records in the forms of SciCat's version 4, made from those of version 3."""

from typing import Any

Json = dict[str, Any]
_MOVED = {
    "resourceType": "resourceType",
    "publicationYear": "publicationYear",
    "url": "landingPage",
    "affiliation": "affiliation",
    "dataDescription": "dataDescription",
    "downloadLink": "downloadLink",
}
_KEPT = (
    "_id",
    "doi",
    "title",
    "abstract",
    "numberOfFiles",
    "sizeOfArchive",
    "registeredTime",
    "status",
    "createdAt",
    "updatedAt",
    "createdBy",
    "updatedBy",
)
_LISTS = {
    "principalInvestigator": "principalInvestigators",
    "proposalId": "proposalIds",
    "sampleId": "sampleIds",
    "instrumentId": "instrumentIds",
}


def document(record: Any) -> Any:
    """PublishedData of version 4: what DataCite knows stands under ``metadata``."""
    if not isinstance(record, dict) or "metadata" in record or "datasetPids" in record:
        return record
    affiliation = record.get("affiliation")
    at = {"affiliation": [{"name": affiliation}]} if affiliation else {}
    metadata: Json = {
        "creators": [{"name": name, **at} for name in record.get("creator") or ()],
        "contributors": [{"name": name} for name in record.get("authors") or ()],
        "relatedIdentifiers": [
            {"relatedIdentifier": text, "relationType": "References"}
            for text in record.get("relatedPublications") or ()
        ],
    }
    if record.get("publisher"):
        metadata["publisher"] = {"name": record["publisher"]}
    metadata |= {new: record[old] for old, new in _MOVED.items() if record.get(old)}
    kept = {name: record[name] for name in _KEPT if name in record}
    return {**kept, "datasetPids": record.get("pidArray", []), "metadata": metadata}


def dataset(record: Any) -> Any:
    """A dataset of version 4: lists where version 3 has one name or identifier."""
    if not isinstance(record, dict):
        return record
    made = dict(record)
    for old, new in _LISTS.items():
        value = made.pop(old, None)
        if new not in made:
            made[new] = [value] if value else []
    return made
