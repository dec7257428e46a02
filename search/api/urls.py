"""The addresses of the API."""

from django.urls import URLPattern, path, re_path

from search.api.openapi import OpenApi
from search.api.records import Files, OneRecord, RelatedRecords
from search.api.resource import Nowhere
from search.api.searching import Records


def resources() -> list[URLPattern]:
    """What the OpenAPI document describes."""
    return [
        path("api/v1/records", Records.as_view(), name="api-records"),
        path("api/v1/records/<int:id>", OneRecord.as_view(), name="api-record"),
        path("api/v1/records/<int:id>/files", Files.as_view(), name="api-record-files"),
        path(
            "api/v1/records/<int:id>/related", RelatedRecords.as_view(), name="api-record-related"
        ),
    ]


urlpatterns = [
    *resources(),
    path("api/v1/openapi.json", OpenApi.as_view(), name="api-document"),
    re_path(r"^api/", Nowhere.as_view()),
]
