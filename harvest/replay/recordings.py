"""Reads recordings from files and folders."""

from pathlib import Path
from typing import Any

import msgspec

Given = str | Path | list[Any] | dict[str, Any]  # a file, a folder, or what is in one


class BadRecording(ValueError):
    """What was given isn't a recording of that kind of catalogue; says what was expected."""


def contents(given: Given | list[Given]) -> list[Any]:
    """Each recording that was named, decoded: a file's JSON, or of a folder one object with
    the content of its JSON files under their names.

    Raises BadRecording.
    """
    if isinstance(given, str | Path):
        return [_read(Path(given))]
    if isinstance(given, list):
        paths = [Path(one) for one in given if isinstance(one, str | Path)]
        if paths and len(paths) == len(given):
            return [_read(path) for path in paths]
    return [given]


def _read(path: Path) -> Any:
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        if not files:
            raise BadRecording(f"{path} has no .json files in it")
        return {file.stem: _read(file) for file in files}
    try:
        return msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise BadRecording(f"{path} can't be read: {error.strerror}") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadRecording(f"{path} isn't JSON: {error}") from error
