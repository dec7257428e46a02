"""The parameters of requests: how they are described, and their first check."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter

from search.errors import BadQuery

LONGEST_NAME = 40  # characters of a strange parameter's name that a message repeats


class BadParameter(BadQuery):
    """A parameter that can't be read; ``field`` is its name."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Parameter:
    """A parameter in the query of an address, with its JSON schema.

    A ``repeated`` one may be given several times; ``schema`` is then that of one value.
    """

    name: str
    says: str
    schema: Mapping[str, Any]
    example: str = ""
    repeated: bool = False
    may_be_empty: bool = False

    def described(self) -> OpenApiParameter:
        schema = dict(self.schema)
        if schema["type"] == "string" and not self.may_be_empty:
            schema = {"minLength": 1, **schema}
        if self.repeated:
            schema = {"type": "array", "items": schema}
        if self.example:
            schema["examples"] = [[self.example] if self.repeated else self._value()]
        return OpenApiParameter(self.name, schema, description=self.says)

    def _value(self) -> str | int:
        return int(self.example) if self.schema["type"] == "integer" else self.example


def text(name: str, says: str, example: str = "", **schema: Any) -> Parameter:
    """A parameter of text that is given once."""
    return Parameter(name, says, {"type": "string", **schema}, example)


def whole(name: str, says: str, default: int, most: int) -> Parameter:
    """A whole number from 1."""
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return Parameter(name, says, schema, str(default))


def check(query: QueryDict, known: Iterable[Parameter]) -> None:
    """Raises BadParameter for what isn't known, is given twice, is empty, or isn't text."""
    by_name = {parameter.name: parameter for parameter in known}
    for name, values in query.lists():
        parameter = by_name.get(name)
        if parameter is None:
            raise _strange(name, by_name)
        if len(values) > 1 and not parameter.repeated:
            raise BadParameter(f"“{name}” is given {len(values)} times: give it once.", name)
        for value in values:
            _check_text(parameter, value)


def number(query: QueryDict, parameter: Parameter) -> int:
    """The value of a parameter made by ``whole``.  Raises BadParameter."""
    given = query.get(parameter.name)
    if given is None:
        return int(parameter.schema["default"])
    most = parameter.schema["maximum"]
    digits = given.isascii() and given.isdigit() and len(given) < 19
    if not (digits and 1 <= int(given) <= most):
        message = f"“{parameter.name}” must be a whole number from 1 to {most:,}."
        raise BadParameter(message, parameter.name)
    return int(given)


def _strange(name: str, known: Iterable[str]) -> BadParameter:
    shown = "".join(c if c.isprintable() else "�" for c in name[:LONGEST_NAME])
    instead = f"use {', '.join(known)}" if known else "this address has none"
    return BadParameter(f"There is no parameter “{shown}”: {instead}.", shown)


def _check_text(parameter: Parameter, value: str) -> None:
    name = parameter.name
    if any(unicodedata.category(c) == "Cc" for c in value):
        raise BadParameter(f"“{name}” holds a control character: take it out.", name)
    if not parameter.may_be_empty and not value.strip():
        raise BadParameter(f"“{name}” is empty: give it a value or leave it out.", name)
