from django.urls import include, path

from search import feed, views
from search.exports.views import export
from search.files.views import files_json, files_page
from search.similar.views import similar_page
from search.suggest.views import suggest_json
from search.why.views import why_json, why_page

urlpatterns = [
    path("", include("search.api.urls")),
    path("", include("search.saved.urls")),
    path("search", views.search_page, name="search"),
    path("files", files_page, name="files"),
    path("files.json", files_json, name="files-json"),
    path("suggest.json", suggest_json, name="suggest-json"),
    path("search/why", why_page, name="why"),
    path("search/why.json", why_json, name="why-json"),
    path("records/<int:pk>/similar", similar_page, name="similar"),
    path("records/<int:pk>/similar.json", similar_page, {"suffix": ".json"}),
    path("search.json", views.search_json, name="search-json"),
    path("search.atom", feed.feed),
    path("search.csv", export, {"suffix": "csv"}),
    path("search.jsonl", export, {"suffix": "jsonl"}),
    path("search.bib", export, {"suffix": "bib"}),
    path("search.ris", export, {"suffix": "ris"}),
    path("search.parquet", export, {"suffix": "parquet"}),
]
