"""Records that no harvester can take: each catalogue has a few, as real ones do."""

from datetime import UTC, date, datetime, time, timedelta

from .catalogue import SampleCatalogue
from .mongo import Collections, Json, stamps
from .panosc import Tables

REJECTED = 3  # a catalogue


def add_to_scicat(made: Collections, catalogue: SampleCatalogue, reference: date) -> None:
    """A dataset without identifier, one whose identifier is an object, and a publication
    without DOI."""
    day = datetime.combine(reference, time(), UTC) - timedelta(days=20)
    times = stamps(day, day + timedelta(hours=1))
    common = {"type": "raw", "isPublished": True, "size": 0, "keywords": [], **times}
    made["Dataset"] += [
        {"datasetName": "Ingestion interrupted", **common},
        {"pid": {"prefix": catalogue.pid_prefix}, "datasetName": "Template", **common},
    ]
    made["PublishedData"].append(
        {
            "doi": "",
            "title": "Draft without DOI",
            "creator": ["default"],
            "status": "registered",
            "pidArray": [],
            **times,
        }
    )


def add_to_panosc(made: Tables) -> None:
    """Two datasets and a document whose identifier is empty or missing."""
    dataset: Json = {"isPublic": True, "creationDate": "1970-01-01T00:00:00Z"}
    made.put("Dataset", "broken-1", {"pid": "", "title": "Ingestion interrupted", **dataset})
    made.put("Dataset", "broken-2", {"pid": None, "title": "Template", **dataset})
    document = {"pid": "", "isPublic": True, "type": "proposal", "title": "Draft"}
    made.put("Document", "broken-3", document)
