"""GET /api/v1/suggestions: what a search box offers while it is typed in."""

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from portal.web import links
from portal.web.answers import json_answer
from search.api.asking import Parameter
from search.api.describing import described
from search.api.resource import Resource
from search.api.shapes.suggestions import SuggestionList
from search.query.box import LONGEST
from search.suggest import services
from search.suggest.services import Group, Suggestion

Q = Parameter(
    "q",
    "What stands in the box up to the caret; its end is continued.",
    {"type": "string", "maxLength": LONGEST},
    "polymer diff",
    may_be_empty=True,
)


@described("list_suggestions", "Suggestions for a search box", SuggestionList, statuses=(503,))
class Suggestions(Resource):
    """Names and titles that the last words of a text may be the beginning of.

    Techniques, instruments, facilities, samples, people and measured quantities come with the
    number of records that have them, the commonest first, and with the text of the box once one
    is chosen. Titles come with the address of their record. Behind “field:” only values of that
    field are suggested. Only what public records have is suggested.
    """

    parameters = (Q,)
    example = "q=polymer+diff"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        found = services.suggest(request.GET.get(Q.name, ""))
        return json_answer({"groups": [_group(one) for one in found]})


def _group(group: Group) -> dict[str, Any]:
    return {"kind": group.kind, "label": group.label, "items": [_item(one) for one in group.items]}


def _item(item: Suggestion) -> dict[str, Any]:
    return {
        "label": item.label,
        "detail": item.detail,
        "count": item.count or None,
        "q": item.q,
        "url": links.absolute(services.address(item)),
    }
