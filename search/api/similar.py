"""GET /api/v1/records/ID/similar."""

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from portal.web.answers import json_answer
from search.api import rows
from search.api.describing import described
from search.api.records import ID, shown
from search.api.resource import Resource
from search.api.shapes.base import Shape
from search.api.shapes.rows import RecordRow
from search.similar import similar


class SimilarRecord(RecordRow, frozen=True, kw_only=True):
    """A record in short, and in words what it has in common with the one that was asked for."""

    reasons: tuple[str, ...]


class SimilarRecords(Shape, frozen=True, kw_only=True):
    """The records most like a record, the most similar first."""

    items: tuple[SimilarRecord, ...]


@described(
    "list_similar_records",
    "The records most like a record",
    SimilarRecords,
    path=(ID,),
    statuses=(410, 503),
)
class Similar(Resource):
    """At most six public records of the same kind that share most with this one: samples,
    techniques, instruments, measured values and words, the rarer the more. "reasons" says what.
    """

    def get(self, request: Request, id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        found = similar(shown(id))
        items = [{**rows.row(one.record), "reasons": one.reasons} for one in found]
        return json_answer({"items": items})
