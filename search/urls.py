from django.urls import path

from search import views

urlpatterns = [
    path("search", views.search_page, name="search"),
    path("search.json", views.search_json, name="search-json"),
]
