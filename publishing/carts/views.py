"""/cart and what changes it.  What is shown is for one person only, and kept by no cache."""

from collections.abc import Iterable
from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from portal.web import errors, links, paging
from portal.web.answers import accepts_json, json_answer, wants_json
from portal.web.from_here import View, posted_from_here
from publishing.carts import cookies, limits, selectors, services
from publishing.carts.contents import contents
from publishing.carts.models import Cart

CART = "/cart"
LINES_A_PAGE = 100
LONGEST = 8_000  # characters of the address to go back to
MOST_DIGITS = 18
UNREADABLE = "These datasets can't be read: go back, reload the page and try again."
WAYS: dict[str, services.Way] = {"top": "top", "up": "up", "down": "down"}


class BadForm(ValueError):
    """The form holds something that isn't a record's number."""


@never_cache
@errors.read_only
def cart(request: HttpRequest, suffix: str = "") -> HttpResponse:
    """The cart's page and its JSON."""
    own = selectors.cart_of(request)
    ids = selectors.record_ids(own)
    pages = paging.pages(request, "page", len(ids), LINES_A_PAGE)
    if suffix or wants_json(request):
        response = json_answer(contents(ids, 0, len(ids), request.user).as_json())
        del response["Access-Control-Allow-Origin"]  # it is nobody else's
    else:
        back = request.GET.get("back", "")
        context = {
            "section": "cart",
            "cart": contents(ids, pages.start, pages.stop, request.user, with_files=True),
            "back": back if links.is_own(back) else "",
            "pages": pages,
            "most": services.MOST,
            "days": cookies.DAYS,
        }
        response = render(request, "carts/cart.html", context)
    cookies.remember(response, own, len(ids))
    return response


def changing(view: View[[]]) -> View[[]]:
    """A view that changes the cart, for the portal's own forms; 400 for what can't be read."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        try:
            return view(request)
        except BadForm:
            return errors.error_page(request, 400, UNREADABLE)

    return never_cache(posted_from_here(answer))


@changing
def add(request: HttpRequest) -> HttpResponse:
    """Put records into the cart: one (``only``), those ticked, or several in one field."""
    wanted = _wanted(request)
    own = selectors.cart_of(request)
    if own is None:
        user = selectors.user_of(request)
        if user is None and not limits.may_begin(request):
            return errors.too_many(request)
        own = services.begin(user)
    done = services.add(own, wanted)
    says = done.says if wanted else "Nothing was chosen: tick datasets first."
    return _answer(request, own, says, wrong=bool(done.full) or not wanted)


@changing
def remove(request: HttpRequest) -> HttpResponse:
    own, wanted = selectors.cart_of(request), _wanted(request)
    removed = services.remove(own, wanted) if own else 0
    says = "1 dataset was taken out." if removed == 1 else f"{removed:,} datasets were taken out."
    return _answer(request, own, says)


@changing
def move(request: HttpRequest) -> HttpResponse:
    """Move a record: the pressed button's name is the way, its value the record."""
    own = selectors.cart_of(request)
    for name, way in WAYS.items():
        for record in _numbers([request.POST.get(name, "")]):
            if own:
                services.move(own, record, way)
    return _answer(request, own, "The order is changed.")


@changing
def empty(request: HttpRequest) -> HttpResponse:
    own = selectors.cart_of(request)
    if own:
        services.empty(own)
    return _answer(request, own, "The cart is empty.")


def _answer(
    request: HttpRequest, own: Cart | None, says: str, *, wrong: bool = False
) -> HttpResponse:
    """For scripts what happened, as JSON; for people the cart's page, which tells it."""
    count = selectors.count(own)
    if accepts_json(request):
        response: HttpResponse = json_answer({"count": count, "message": says, "wrong": wrong})
        del response["Access-Control-Allow-Origin"]
    else:
        (messages.warning if wrong else messages.success)(request, says)
        response = HttpResponseRedirect(_back(request))
        response.status_code = 303
    cookies.remember(response, own, count)
    return response


def _back(request: HttpRequest) -> str:
    """The page of the cart that the form stood on; from elsewhere the cart, with the way back."""
    address = request.POST.get("next", "")
    if len(address) > LONGEST or not links.is_own(address):
        return CART
    if address.partition("?")[0] == CART:
        return address
    return f"{CART}?{urlencode({'back': address})}"


def _wanted(request: HttpRequest) -> list[int]:
    if only := request.POST.get("only", ""):
        return _numbers([only])
    if "several" in request.POST:
        return _numbers(request.POST["several"].split(","))
    return _numbers(request.POST.getlist("record"))


def _numbers(texts: Iterable[str]) -> list[int]:
    """The records' numbers; raises BadForm."""
    found = [text for text in texts if text]
    if len(found) > services.MOST:
        raise BadForm
    if not all(text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS for text in found):
        raise BadForm
    return [int(text) for text in found]
