"""/cart and what is below it."""

from django.urls import path

from publishing.carts import getting, views
from publishing.getting.manifests import FORMS

urlpatterns = [
    path("cart", views.cart, name="cart"),
    path("cart.json", views.cart, {"suffix": ".json"}),
    path("cart/add", views.add, name="cart_add"),
    path("cart/remove", views.remove, name="cart_remove"),
    path("cart/move", views.move, name="cart_move"),
    path("cart/empty", views.empty, name="cart_empty"),
    path("cart/get", getting.get, name="cart_get"),
    path("cart/get.json", getting.get, {"suffix": ".json"}),
    *(path(f"cart/{name}", getting.manifest, {"name": name}) for name in FORMS),
]
