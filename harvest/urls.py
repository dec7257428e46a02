from django.urls import path

from harvest import views

urlpatterns = [
    path("sources", views.sources, name="sources"),
    path("sources.json", views.sources_json),
]
