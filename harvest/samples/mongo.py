"""What the exports of both SciCat versions have in common."""

from datetime import datetime
from typing import Any

from .model import File

Json = dict[str, Any]
Collections = dict[str, list[Json]]


def moment(time: datetime) -> Json:
    """A time as mongoexport writes it."""
    text = time.strftime("%Y-%m-%dT%H:%M:%S.")
    return {"$date": f"{text}{time.microsecond // 1000:03d}Z"}


def stamps(created: datetime, updated: datetime) -> Json:
    return {
        "createdBy": "ingestor",
        "updatedBy": "ingestor",
        "createdAt": moment(created),
        "updatedAt": moment(updated),
    }


def file_entry(file: File) -> Json:
    return {
        "path": file.path,
        "size": file.size,
        "time": moment(file.time),
        "chk": file.checksum,
        "uid": "daq",
        "gid": "data",
        "perm": "-rw-r-----",
    }
