from django.urls import include, path

from publishing.doi import views as doi_queue
from publishing.exports import linkset
from publishing.getting import views as getting
from publishing.getting.manifests import FORMS
from publishing.history.views import history
from publishing.landing import views
from publishing.landing.signposting import link_set
from publishing.listing import sitemap
from publishing.listing import views as listing
from publishing.oai.views import oai

urlpatterns = [
    path("", include("publishing.publications.urls")),
    path("records/<int:pk>", views.record, name="record"),
    path("records/<int:pk>.json", views.record, {"suffix": ".json"}),
    path("records/<int:pk>/get", getting.get, name="record_get"),
    path("records/<int:pk>/get.json", getting.get, {"suffix": ".json"}),
    *(path(f"records/<int:pk>/{name}", getting.manifest, {"name": name}) for name in FORMS),
    path("records/<int:pk>/history", history, name="record_history"),
    path("records/<int:pk>/history.json", history, {"suffix": ".json"}),
    path("records/<int:pk>/linkset", link_set, {"media_type": linkset.TEXT}, name="linkset"),
    path("records/<int:pk>/linkset.json", link_set, {"media_type": linkset.JSON}),
    path("doi/<path:doi>", views.doi, name="doi"),
    path("pid/<slug:facility>/<path:pid>", views.pid, name="pid"),
    path("", include("publishing.carts.urls")),
    path("oai", oai, name="oai"),
    path("publishing/queue", doi_queue.queue, name="doi_queue"),
    path("publishing/queue.json", doi_queue.queue),
    path("publishing/queue/<int:pk>", doi_queue.one, name="doi_queue_one"),
    path("publishing/queue/<int:pk>.json", doi_queue.one),
    path("publishing/queue/<int:pk>/retry", doi_queue.retry, name="doi_queue_retry"),
    path("publications", listing.publications_page, name="publications"),
    path("publications.json", listing.publications_json),
    path("publications.atom", listing.publications_atom),
    path("publications.feed.json", listing.publications_feed),
    path("publications.csv", listing.publications_csv),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemaps/<int:number>.xml", sitemap.page),
    path("robots.txt", sitemap.robots),
]
