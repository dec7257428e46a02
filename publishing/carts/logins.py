"""What logging in and out does to the cart of a browser."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest, HttpResponse

from publishing.carts import cookies, selectors, services

CHANGED = "_cart_changed"  # the cart that the answer's cookies are to tell of
Answer = Callable[[HttpRequest], HttpResponse]


def listen() -> None:
    """Be told of logins, by whatever way, and of logging out."""
    user_logged_in.connect(_logged_in, dispatch_uid="carts")
    user_logged_out.connect(_logged_out, dispatch_uid="carts")


def cookies_of_logins(get_response: Answer) -> Answer:
    """Middleware: the cookies of who logged in or out in this request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if hasattr(request, CHANGED):
            cart = getattr(request, CHANGED)
            cookies.remember(response, cart, selectors.count(cart))
        return response

    return middleware


def _logged_in(request: HttpRequest | None, user: User, **_: Any) -> None:
    if request is None:
        return
    cart, full = services.merge(cookies.key(request), user)
    setattr(request, CHANGED, cart)
    if full and hasattr(request, "_messages"):
        messages.warning(
            request,
            f"Your cart holds {services.MOST:,} datasets, no more: {full:,} of those chosen before "
            "logging in found no room.",
        )


def _logged_out(request: HttpRequest | None, **_: Any) -> None:
    """The next one at this machine finds no cart."""
    if request is not None:
        setattr(request, CHANGED, None)
