"""The OpenAPI document in words, for the page that people read.  Pure."""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from portal.web.show import listing

REF = "#/components/schemas/"
WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "object": "object",
}


@dataclass(frozen=True)
class Type:
    """What a value is: words, and the shape that they end with, if any."""

    words: str
    shape: str = ""


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of a shape."""

    name: str
    says: str
    type: Type
    example: str = ""
    always: bool = False


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked; ``address`` is a real example of it."""

    id: str
    path: str
    summary: str
    paragraphs: tuple[str, ...]
    parameters: tuple[Field, ...]
    address: str
    curl: str
    answer: str
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """An object in answers."""

    name: str
    says: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Refusal:
    """A status other than 200, and what it means."""

    status: str
    says: str


def operations(document: Mapping[str, Any], known: Mapping[str, str]) -> list[Operation]:
    """Every operation; ``known`` has values that exist for parameters in paths, by name."""
    host = document["servers"][0]["url"]
    return [
        _operation(path, found["get"], host, known) for path, found in document["paths"].items()
    ]


def shapes(document: Mapping[str, Any]) -> list[Shape]:
    """Every shape, by name."""
    found = sorted(document["components"]["schemas"].items())
    return [Shape(name, shape.get("description", ""), _fields(shape)) for name, shape in found]


def refusals(document: Mapping[str, Any]) -> list[Refusal]:
    """Every status of any operation that isn't 200."""
    found = {
        status: answer["description"]
        for path in document["paths"].values()
        for status, answer in path["get"]["responses"].items()
        if status != "200"
    }
    return [Refusal(status, says) for status, says in sorted(found.items())]


def describe(schema: Mapping[str, Any]) -> Type:
    """What a value of this schema is."""
    if "$ref" in schema:
        return Type("", schema["$ref"].removeprefix(REF))
    if "enum" in schema:
        return Type(listing([str(one) for one in schema["enum"]], "or"))
    if "anyOf" in schema:
        return _any([describe(one) for one in schema["anyOf"]])
    if schema.get("type") == "array":
        return _of("list of", describe(schema.get("items", {})))
    if isinstance(schema.get("additionalProperties"), dict):
        return _of("object of", describe(schema["additionalProperties"]))
    given = schema.get("type", [])
    names = [given] if isinstance(given, str) else list(given)
    return Type(_bounded(listing([WORDS[name] for name in names], "or") or "anything", schema))


def _operation(
    path: str, found: Mapping[str, Any], host: str, known: Mapping[str, str]
) -> Operation:
    address = _example(path, found, known)
    answer = found["responses"]["200"]["content"]["application/json"]["schema"]
    return Operation(
        id=found["operationId"],
        path=path,
        summary=found["summary"],
        paragraphs=tuple(_paragraphs(found["description"])),
        parameters=tuple(_parameter(one) for one in found.get("parameters", ())),
        address=address,
        curl=f"curl {shlex.quote(host + address)}",
        answer=describe(answer).shape,
        statuses=tuple(status for status in sorted(found["responses"]) if status != "200"),
    )


def _example(path: str, found: Mapping[str, Any], known: Mapping[str, str]) -> str:
    for parameter in found.get("parameters", ()):
        if parameter["in"] == "path":
            name = parameter["name"]
            value = known.get(name) or str(parameter["schema"]["examples"][0])
            path = path.replace(f"{{{name}}}", quote(value))
    query = found.get("x-example", "")
    return f"{path}?{query}" if query else path


def _paragraphs(text: str) -> Iterator[str]:
    for part in text.split("\n\n"):
        yield " ".join(part.split())


def _parameter(found: Mapping[str, Any]) -> Field:
    schema = found["schema"]
    repeated = schema.get("type") == "array"
    example = next(iter(schema.get("examples", ())), "")
    kind = describe(schema["items"] if repeated else schema)
    return Field(
        name=found["name"],
        says=found["description"],
        type=Type(kind.words + (", may be repeated" if repeated else "")),
        example=str(example[0] if repeated and example else example),
        always=found.get("required", False),
    )


def _fields(shape: Mapping[str, Any]) -> tuple[Field, ...]:
    required = shape.get("required", ())
    return tuple(
        Field(name, schema.get("description", ""), describe(schema), always=name in required)
        for name, schema in shape.get("properties", {}).items()
    )


def _of(words: str, inner: Type) -> Type:
    return Type(f"{words} {inner.words}".strip(), inner.shape)


def _any(kinds: list[Type]) -> Type:
    """Shapes stand last, as they are linked."""
    words = [kind.words for kind in kinds if not kind.shape]
    named = [kind for kind in kinds if kind.shape]
    if not named:
        return Type(listing(words, "or"))
    return Type(" or ".join([*words, named[0].words]).rstrip(), named[0].shape)


def _bounded(words: str, schema: Mapping[str, Any]) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None:
        return f"{words} from {least} to {most:,}"
    return words
