from django.urls import include, path

from search import views

urlpatterns = [
    path("", include("search.api.urls")),
    path("search", views.search_page, name="search"),
    path("search.json", views.search_json, name="search-json"),
]
