"""Answers as bytes, and what all kinds of catalogue read from a request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

_encoder = msgspec.json.Encoder()


class BadQuestion(ValueError):
    """A request that the catalogue can't understand: 400."""


@dataclass(frozen=True)
class Answer:
    """A status and a body in pieces."""

    pieces: tuple[bytes, ...]
    status: int = 200

    @classmethod
    def of(cls, value: object, status: int = 200) -> "Answer":
        return cls((_encoder.encode(value),), status)

    @classmethod
    def join(cls, pieces: Iterable[bytes]) -> "Answer":
        return cls(tuple(pieces))


@dataclass(frozen=True)
class Request:
    """A GET: the path's parts, decoded one by one; the arguments; who asks."""

    parts: tuple[str, ...]
    arguments: Mapping[str, str]
    logged_in: bool = False

    def json(self, name: str) -> Any:
        """An argument's JSON, {} when it isn't there.  Raises BadQuestion."""
        text = self.arguments.get(name, "")
        try:
            return msgspec.json.decode(text.encode("utf-8", "replace")) if text else {}
        except (msgspec.DecodeError, RecursionError) as error:
            raise BadQuestion(f"{name} isn't JSON") from error

    def object(self, name: str) -> dict[str, Any]:
        """An argument that has to be a JSON object.  Raises BadQuestion."""
        value = self.json(name)
        if not isinstance(value, dict):
            raise BadQuestion(f"{name} is not an object")
        return value


class Catalogue(Protocol):
    """One kind of catalogue: answers requests, knows nothing of HTTP."""

    def answer(self, request: Request) -> Answer: ...


def whole(value: Any, default: int | None) -> int | None:
    """A number of records; text is understood, nonsense is the default."""
    try:
        number = int(value)
    except (TypeError, ValueError):
        return default
    return number if number >= 0 else default
