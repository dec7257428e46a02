from django.urls import path

from publishing.landing import views
from publishing.oai.views import oai

urlpatterns = [
    path("records/<int:pk>", views.record, name="record"),
    path("records/<int:pk>.json", views.record, {"suffix": ".json"}),
    path("doi/<path:doi>", views.doi, name="doi"),
    path("pid/<slug:facility>/<path:pid>", views.pid, name="pid"),
    path("oai", oai, name="oai"),
]
