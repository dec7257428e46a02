"""The portal's addresses, with one at which publications are started."""

from django.http import HttpResponse
from django.urls import path

from portal import urls

urlpatterns = [
    path("start", lambda request: HttpResponse(), name="publication_start"),
    *urls.urlpatterns,
]
