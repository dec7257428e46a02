"""How a browser knows its cart.

``cart`` holds the key, signed, and no script reads it; ``cart_count`` holds only how many
datasets are in the cart, for the number in the header: pages themselves don't know it, as they
are the same for everybody.
"""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from publishing.carts.models import Cart

KEY, COUNT = "cart", "cart_count"
DAYS = 90  # that a cart without an account stays untouched
_SALT = "publishing.carts"
_SECONDS = DAYS * 24 * 3600


def key(request: HttpRequest) -> uuid.UUID | None:
    """The key in the cookie; None without one, and for one that isn't ours."""
    told = request.get_signed_cookie(KEY, default="", salt=_SALT, max_age=_SECONDS)
    try:
        return uuid.UUID(told) if told else None
    except ValueError:
        return None


def remember(response: HttpResponseBase, cart: Cart | None, count: int) -> None:
    """Have the browser remember this cart; one of an account is known by logging in."""
    if cart is None or count == 0:
        response.delete_cookie(COUNT, samesite="Lax")
    else:
        response.set_cookie(
            COUNT,
            str(count),
            max_age=_SECONDS,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    if cart is None or cart.user_id is not None:
        response.delete_cookie(KEY, samesite="Lax")
        return
    response.set_signed_cookie(
        KEY,
        cart.key.hex,
        salt=_SALT,
        max_age=_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
