"""The addresses of the API."""

from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from search.api.facilities import Facilities, OneFacility
from search.api.files import FindFiles
from search.api.openapi import OpenApi
from search.api.page import documentation
from search.api.records import Files, OneRecord, RelatedRecords
from search.api.resource import Nowhere
from search.api.searching import Records
from search.api.similar import Similar
from search.api.suggesting import Suggestions
from search.api.vocabularies import OneTechnique, Parameters, Techniques, Units


def resources() -> list[URLPattern]:
    """What the OpenAPI document describes."""
    return [
        path("api/v1/records", Records.as_view(), name="api-records"),
        path("api/v1/records/<int:id>", OneRecord.as_view(), name="api-record"),
        path("api/v1/records/<int:id>/files", Files.as_view(), name="api-record-files"),
        path(
            "api/v1/records/<int:id>/related", RelatedRecords.as_view(), name="api-record-related"
        ),
        path("api/v1/suggestions", Suggestions.as_view(), name="api-suggestions"),
        path("api/v1/files", FindFiles.as_view(), name="api-files"),
        path("api/v1/records/<int:id>/similar", Similar.as_view(), name="api-record-similar"),
        path("api/v1/facilities", Facilities.as_view(), name="api-facilities"),
        path("api/v1/facilities/<slug:slug>", OneFacility.as_view(), name="api-facility"),
        path("api/v1/techniques", Techniques.as_view(), name="api-techniques"),
        path("api/v1/techniques/<slug:panet>", OneTechnique.as_view(), name="api-technique"),
        path("api/v1/parameters", Parameters.as_view(), name="api-parameters"),
        path("api/v1/units", Units.as_view(), name="api-units"),
    ]


urlpatterns = [
    *resources(),
    path("api/v1/openapi.json", OpenApi.as_view(), name="api-document"),
    path("api/v1/", documentation, name="api"),
    path("api", RedirectView.as_view(pattern_name="api")),
    path("api/", RedirectView.as_view(pattern_name="api")),
    path("api/v1", RedirectView.as_view(pattern_name="api")),
    re_path(r"^api/", Nowhere.as_view()),
]
