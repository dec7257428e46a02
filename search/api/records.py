"""GET /api/v1/records/ID and what belongs to it."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from django.http import Http404, HttpResponse
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from portal.catalogue import given, selectors
from portal.catalogue.models import Record
from portal.web import links, public
from portal.web.answers import json_answer
from search.api import asking, rows
from search.api.asking import whole
from search.api.describing import described
from search.api.resource import Gone, Resource
from search.api.shapes import records as shapes

MOST_PAGES = 10**9
FILES = 100
LARGEST = 1_000
ID = OpenApiParameter(
    "id",
    {"type": "integer", "minimum": 1, "examples": [1]},
    "path",
    required=True,
    description="The record's internal number, which never changes.",
)
PAGE = whole("page", "The number of the page.", 1, MOST_PAGES)
SIZE = whole("size", "How many items a page has.", FILES, LARGEST)


@described("read_record", "A record", shapes.Record, path=(ID,), statuses=(410,))
class OneRecord(Resource):
    """The whole public metadata of a Document or Dataset.

    A record that isn't public answers exactly as one that doesn't exist, 404. One that was
    public and has been withdrawn answers 410. Fields that say nothing are left out.
    """

    def get(self, request: Request, id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        record = shown(id)
        found = record.metadata
        files = selectors.file_list(record)
        body = {
            **public.head(record),
            "self": rows.address(record),
            "availability": record.availability,
            **public.metadata(given.metadata(record, found)),
            "open_from": found.open_from,
            "files": {"total": files.count if files else 0, "url": _part("files", record)},
            "related_records": {
                "total": _related(record).count(),
                "url": _part("related", record),
            },
            "provenance": public.provenance(record, selectors.told_by(record)),
        }
        return json_answer(body)


@described("list_files", "The files of a record", shapes.FileList, path=(ID,), statuses=(410,))
class Files(Resource):
    """The files of a Dataset in the order that the facility gives them; a Document has none.

    A file's size is in bytes; fields that aren't known are left out. Where the data aren't open,
    a file that the facility gives by its address has only its name.
    """

    parameters = (PAGE, SIZE)
    example = "size=10"

    def get(self, request: Request, id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        record = shown(id)
        found = selectors.file_list(record)
        files = given.files(record, found.files) if found else ()
        return _page(
            request, len(files), lambda part: [msgspec.to_builtins(f) for f in files[part]]
        )


@described(
    "list_related_records",
    "The Datasets of a Document, or the Documents of a Dataset",
    shapes.RelatedRecords,
    path=(ID,),
    statuses=(410,),
)
class RelatedRecords(Resource):
    """The public records that belong to this one, in the order of their numbers."""

    parameters = (PAGE, SIZE)
    example = "size=10"

    def get(self, request: Request, id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        found = _related(shown(id))
        return _page(request, found.count(), lambda part: [rows.row(one) for one in found[part]])


def shown(number: int) -> Record:
    """The public record of this number.  Raises Http404, or Gone when it was withdrawn."""
    record = selectors.by_id(number)
    if record is None:
        raise Http404
    if record.withdrawn_at is not None:
        raise Gone(record.withdrawn_at.isoformat())
    return record


def _related(record: Record) -> Any:
    if record.kind == Record.Kind.DOCUMENT:
        return selectors.datasets_of(record)
    return selectors.documents_of(record)


def _part(name: str, record: Record) -> str:
    return links.absolute(reverse(f"api-record-{name}", args=[record.pk]))


def _page(
    request: Request, total: int, items: Callable[[slice], Sequence[dict[str, Any]]]
) -> HttpResponse:
    """One page of a list whose length is known; a page behind the last has no items."""
    page, size = asking.number(request.GET, PAGE), asking.number(request.GET, SIZE)
    start = min((page - 1) * size, total)
    following = _next(request, page + 1) if start + size < total else None
    part = list(items(slice(start, start + size))) if start < total else []
    response = json_answer({"total": total, "items": part, "next": following})
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def _next(request: Request, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return links.absolute(f"{request.path}?{query.urlencode()}")
