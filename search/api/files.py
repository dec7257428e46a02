"""GET /api/v1/files: the files of all datasets by any part of their path."""

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from portal.web import links
from portal.web.answers import json_answer
from search.api import asking, rows
from search.api.asking import BadParameter, text, whole
from search.api.describing import described
from search.api.resource import Resource
from search.api.shapes import files as shapes
from search.errors import BadCursor, BadQuery
from search.files import services
from search.files.groups import SHOWN, Group
from search.files.names import GRAM
from search.files.services import LONGEST, PAGE

TEXT = text(
    "q",
    "Characters that stand side by side in the path of a file; case and accents don't count.",
    "scan_00",
    minLength=GRAM,
    maxLength=LONGEST,
)
AFTER = text("after", "Where the page starts: only ever copied from “next”.")
SIZE = whole("size", "How many datasets a page has at most.", PAGE, 100)
FILES = whole("files", "How many of a dataset's matching files are listed.", SHOWN, 1_000)


@described("find_files", "Find files", shapes.FoundFiles, statuses=(503,))
class FindFiles(Resource):
    """Finds public datasets by any part of the name or path of a file, a page at a time.

    Those that came into the catalogue last come first, each with its first matching files.
    "total" counts datasets up to 10,000. A page whose datasets have very many files ends
    early; follow "next" to read on.
    """

    parameters = (TEXT, AFTER, SIZE, FILES)
    example = "q=scan_00&size=5"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        size, shown = (asking.number(request.GET, one) for one in (SIZE, FILES))
        after = request.GET.get(AFTER.name, "")
        try:
            found = services.find(request.GET.get(TEXT.name, ""), after, size, shown)
        except BadQuery as error:
            at_fault = AFTER.name if isinstance(error, BadCursor) else TEXT.name
            raise BadParameter(str(error), at_fault) from error
        following = _next(request, found.next) if found.next else None
        response = json_answer(
            {
                "total": found.total,
                "more_than_total": found.uncounted,
                "items": [_item(group) for group in found.groups],
                "next": following,
            }
        )
        if following:
            response["Link"] = f'<{following}>; rel="next"'
        return response


def _item(group: Group) -> dict[str, Any]:
    return {**group.as_json(), "self": rows.address_of(group.row.id)}


def _next(request: Request, after: str) -> str:
    query = request.GET.copy()
    query[AFTER.name] = after
    return links.absolute(f"{request.path}?{query.urlencode()}")
