from django.urls import path

from search.saved import views

urlpatterns = [
    path("account/searches", views.list_page, name="saved-searches"),
    path("account/searches/new", views.new, name="save-search"),
    path("account/searches/<int:pk>", views.change, name="saved-search"),
    path("account/searches/<int:pk>/delete", views.delete, name="delete-saved-search"),
    path("account/searches/unsubscribe/<str:token>", views.unsubscribe, name="unsubscribe"),
]
