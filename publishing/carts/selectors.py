"""What is read of a cart.  Nothing here writes."""

from django.contrib.auth.models import User
from django.http import HttpRequest

from portal.catalogue.models import Record
from publishing.carts import cookies
from publishing.carts.models import Cart


def cart_of(request: HttpRequest) -> Cart | None:
    """The account's cart of who is logged in; else the one that the browser has the key of.

    The key of a cart that belongs to an account opens nothing.
    """
    user = user_of(request)
    if user is not None:
        return Cart.objects.filter(user=user).first()
    key = cookies.key(request)
    return Cart.objects.filter(key=key, user=None).first() if key else None


def user_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def count(cart: Cart | None) -> int:
    return cart.items.count() if cart else 0


def record_ids(cart: Cart | None) -> list[int]:
    """All records in the cart, in its order, also those that are gone."""
    if cart is None:
        return []
    return list(cart.items.order_by("position", "id").values_list("record_id", flat=True))


def public_datasets(cart: Cart | None, facility: str = "") -> list[int]:
    """Those that are public now, in the cart's order; of the facility with this slug."""
    ids = record_ids(cart)
    found = Record.objects.public().filter(pk__in=ids)
    if facility:
        found = found.filter(facility__slug=facility)
    public = set(found.values_list("pk", flat=True))
    return [pk for pk in ids if pk in public]
