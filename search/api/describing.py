"""Resources in OpenAPI: from their parameters and from the types of their answers."""

import inspect
from collections.abc import Callable
from typing import Any

import msgspec
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from portal.web.problems import CONTENT_TYPE, DETAILS, Problem
from search.api.resource import Resource

ALWAYS = (400, 404, 406, 429, 500)  # statuses that any resource may answer
REF = "#/components/schemas/{name}"
# Headers of every answer: what is left of the allowance of the client's address
HEADERS = {
    "RateLimit-Limit": "How many requests your address has in a period.",
    "RateLimit-Remaining": "How many of them are left.",
    "RateLimit-Reset": "In how many seconds the next period begins.",
}


class StructShape(OpenApiSerializerExtension):
    """Answers are msgspec Structs, and msgspec knows their JSON schemas."""

    target_class = msgspec.Struct
    match_subclasses = True

    def get_name(self, auto_schema: AutoSchema, direction: str) -> str:
        return str(self.target.__name__)

    def map_serializer(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        _, components = msgspec.json.schema_components([self.target], ref_template=REF)
        own = components.pop(self.target.__name__)
        for name, schema in components.items():
            component = ResolvedComponent(name, ResolvedComponent.SCHEMA, schema, name)
            auto_schema.registry.register_on_missing(component)
        return own


def described(
    operation: str,
    summary: str,
    answer: Any,
    *,
    path: tuple[OpenApiParameter, ...] = (),
    statuses: tuple[int, ...] = (),
) -> Callable[[type[Resource]], type[Resource]]:
    """Describe a resource: the operation's identifier, a line about it, the type it answers
    with, the parameters in its path, and the statuses it has beside those of all."""

    def describe(resource: type[Resource]) -> type[Resource]:
        problems = {
            (status, CONTENT_TYPE): OpenApiResponse(Problem, DETAILS[status])
            for status in sorted({*ALWAYS, *statuses})
        }
        describing = extend_schema(
            operation_id=operation,
            summary=summary,
            description=inspect.cleandoc(resource.__doc__ or ""),
            parameters=[*path, *(one.described() for one in resource.parameters), *_headers()],
            extensions={"x-example": resource.example} if resource.example else None,
            responses={(200, "application/json"): OpenApiResponse(answer, summary), **problems},
        )
        resource.get = describing(resource.get)  # type: ignore[method-assign]
        return resource

    return describe


def _headers() -> list[OpenApiParameter]:
    return [
        OpenApiParameter(name, {"type": "integer"}, "header", description=says, response=True)
        for name, says in HEADERS.items()
    ]
