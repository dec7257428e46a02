"""JSON as exports write it: in UTF-8, indented, and safe wherever it stands."""

from typing import Any

import msgspec

# A "<" can't end the script element of a page, written so; it is the same to every reader.
_SAFE = {"<": "\\u003c", ">": "\\u003e", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def written(value: Any) -> bytes:
    """The value as JSON; the signs that have a meaning in HTML are in strings alone."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=1)
    for sign, safe in _SAFE.items():
        text = text.replace(sign.encode(), safe.encode())
    return text + b"\n"


def told(**properties: Any) -> dict[str, Any]:
    """The properties that say something; ``@`` and ``:`` are written ``at_`` and ``__``."""
    return {
        name.replace("at_", "@", 1) if name.startswith("at_") else name.replace("__", ":"): value
        for name, value in properties.items()
        if value not in (None, "", [], (), {})
    }
