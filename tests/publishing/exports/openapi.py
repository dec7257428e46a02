"""What DataCite's description of its REST API says against the attributes of a DOI."""

from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _validator(data: Path) -> jsonschema.Draft202012Validator:
    """Of a DOI's attributes; properties that the description doesn't know are errors."""
    api = yaml.load((data / "datacite/api/openapi.yaml").read_text("utf-8"), LOADER)
    described = api["components"]["schemas"]["DoiDetailItem"]["properties"]["data"]
    whole = _resolved(described["properties"]["attributes"], api)
    properties: dict[str, Any] = {}
    for part in whole["allOf"]:
        properties |= part.get("properties", {})
    return jsonschema.Draft202012Validator(_closed({"type": "object", "properties": properties}))


def _resolved(schema: Any, api: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_resolved(one, api) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(schema.get("$ref"), str):
        target: Any = api
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return _resolved(target, api)
    return {key: _resolved(one, api) for key, one in schema.items()}


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(one) for key, one in schema.items()}
    if isinstance(schema.get("properties"), dict):
        closed["additionalProperties"] = False
    return closed


def problems(data: Path, attributes: dict[str, Any]) -> list[str]:
    """Empty when the API takes them; null, which clears a property, may stand anywhere."""
    told = {key: value for key, value in attributes.items() if value is not None}
    found = _validator(data).iter_errors(told)
    return [f"{error.json_path}: {error.message}" for error in found]
