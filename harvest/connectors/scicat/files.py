"""The files of a SciCat dataset."""

from posixpath import commonpath, dirname
from typing import Any

from msgspec.structs import replace

from harvest.connectors import values
from harvest.connectors.base import Context, Json
from portal.catalogue.records import File
from portal.normalise import text

MOST = 200_000  # files of one dataset that are kept
_LONGEST_PATH = 1_000


def files(blocks: Any, folder: Any, context: Context) -> tuple[File, ...]:
    """The files of all blocks, sorted by path, which is told below the source folder."""
    prefix = f"{folder.rstrip('/')}/" if isinstance(folder, str) and folder[:1] == "/" else "\0"
    made: dict[str, File] = {}
    for block in blocks if isinstance(blocks, list) else ():
        if isinstance(block, dict) and isinstance(block.get("dataFileList"), list):
            algorithm = values.line(block.get("chkAlg"), 40)
            for entry in block["dataFileList"]:
                one = _file(entry, prefix, algorithm, context)
                if one is not None:
                    made[one.path] = one
            if len(made) >= MOST:
                break
    return _below(tuple(made[path] for path in sorted(made)[:MOST]))


def _below(found: tuple[File, ...]) -> tuple[File, ...]:
    """Without the folder that all absolute paths share, which may name a person."""
    absolute = [file.path for file in found if file.path.startswith("/")]
    if not absolute:
        return found
    folder = commonpath([dirname(path) for path in absolute]).rstrip("/") + "/"
    return tuple(replace(file, path=file.path.removeprefix(folder)) for file in found)


def _file(entry: Any, prefix: str, algorithm: str, context: Context) -> File | None:
    if not isinstance(entry, dict):
        return None
    given: Json = entry
    path = text.clean(given.get("path"), _LONGEST_PATH).removeprefix(prefix)
    if not path:
        return None
    checksum = given.get("chk") or ""
    if not (isinstance(checksum, str) and checksum.isascii() and checksum.isalnum()):
        checksum = values.line(checksum, 200)
    return File(
        path=path,
        size=values.whole(given.get("size")),
        checksum=checksum[:200],
        algorithm=algorithm if checksum else "",
        time=values.date(given.get("time"), context),
    )
