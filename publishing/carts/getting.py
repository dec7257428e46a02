"""/cart/get and its manifests: the files of all datasets in the cart."""

from http.client import OK

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache

from portal.web import errors
from publishing.carts import selectors
from publishing.counting.notes import DOWNLOAD, note
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
    subject = _subject(request)
    response = pages.manifest(request, subject, name)
    if response.status_code == OK:
        for record in subject.datasets:
            note(request, record, DOWNLOAD)
    return response


def _subject(request: HttpRequest) -> Subject:
    datasets = selectors.public_datasets(selectors.cart_of(request))
    return Subject("Your cart", "/cart", "cart", datasets, alone=False)
