"""GET /api/v1/openapi.json: the API described by OpenAPI 3.1, made from the resources."""

from functools import cache
from typing import Any

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request

from portal.web import links
from portal.web.answers import json_answer
from search.api.resource import Resource

PREFIX = "/api/v1"


class OpenApi(Resource):
    """The document itself, for programs that make clients of it."""

    schema = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return json_answer(document())


def document() -> dict[str, Any]:
    """The OpenAPI document, with the address of this portal."""
    return {**_generated(), "servers": [{"url": links.absolute("")}]}


@cache
def _generated() -> dict[str, Any]:
    from search.api.urls import resources

    made: dict[str, Any] = SchemaGenerator(patterns=resources()).get_schema(
        request=None, public=True
    )
    return made
