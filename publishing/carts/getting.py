"""/cart/get and its manifests: the files of all datasets in the cart."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache

from portal.web import errors
from publishing.carts import selectors
from publishing.getting import pages
from publishing.getting.pages import Subject


@never_cache
@errors.read_only
def get(request: HttpRequest, suffix: str = "") -> HttpResponse:
    """What there is to get of the cart."""
    return pages.page(request, _subject(request), as_json=bool(suffix))


@never_cache
@errors.read_only
def manifest(request: HttpRequest, name: str) -> HttpResponseBase:
    """The chosen files of the cart in one form."""
    return pages.manifest(request, _subject(request), name)


def _subject(request: HttpRequest) -> Subject:
    datasets = selectors.public_datasets(selectors.cart_of(request))
    return Subject("Your cart", "/cart", "cart", datasets, alone=False)
