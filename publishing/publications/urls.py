from django.urls import path

from publishing.publications.pages import (
    curating,
    desk,
    editor,
    guests,
    hidden,
    mine,
    starting,
    steps,
)

urlpatterns = [
    path("publications/mine", mine.mine, name="publications_mine"),
    path("publications/mine.json", mine.mine),
    path("publications/datasets", hidden.datasets, name="publications_datasets"),
    path("publications/datasets.json", hidden.datasets),
    path("publications/start", starting.start, name="publication_start"),
    path("publications/desk", curating.desk, name="publications_desk"),
    path("publications/desk.json", curating.desk),
    path(
        "publications/invitations/<str:token>", guests.invitation, name="publication_invitation"
    ),
    path("publications/<int:pk>", desk.publication, name="publication"),
    path("publications/<int:pk>.json", desk.publication),
    path("publications/<int:pk>/edit", editor.edit, name="publication_edit"),
    path("publications/<int:pk>/preview", editor.landing, name="publication_preview"),
    path("publications/<int:pk>/share", steps.share, name="publication_share"),
    path("publications/<int:pk>/share/<int:link>/revoke", steps.revoke, name="publication_revoke"),
    path("publications/<int:pk>/invite", steps.invite, name="publication_invite"),
    path("publications/<int:pk>/invitations/<int:invitation>/cancel", steps.uninvite,
         name="publication_uninvite"),
    path("publications/<int:pk>/authors/<int:author>/remove", steps.remove,
         name="publication_remove"),
    path("publications/<int:pk>/<slug:act>", steps.step, name="publication_step"),
    path("review/<str:token>", guests.review, name="publication_review"),
]  # fmt: skip
