"""/records/N/get and the manifests beside it: which files one wants, and in which form."""

from http.client import OK

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from portal.catalogue import selectors
from portal.web import errors, rows
from publishing.counting.notes import DOWNLOAD, note
from publishing.getting import listing, offers, pages
from publishing.getting.pages import Subject


@errors.read_only
def get(request: HttpRequest, pk: int, suffix: str = "") -> HttpResponse:
    """What there is to get of a record."""
    return pages.page(request, _subject(pk), as_json=bool(suffix))


@errors.read_only
def manifest(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The chosen files of a record in one form."""
    response = pages.manifest(request, _subject(pk), name)
    if response.status_code == OK:
        note(request, pk, DOWNLOAD)
    return response


def _subject(pk: int) -> Subject:
    """Raises Http404 for what isn't public, or isn't any more."""
    record = selectors.by_id(pk)
    if record is None or record.withdrawn_at is not None:
        raise Http404
    return Subject(
        title=rows.title(record.metadata),
        page=record.get_absolute_url(),
        name=f"{record.facility.slug}-{record.pk}",
        datasets=offers.datasets(record),
        withheld=listing.withheld(record),
    )
