"""What the script under the search box reads."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from portal.web import errors
from portal.web.answers import json_answer
from search.errors import BadQuery, EngineUnavailable
from search.suggest import services
from search.suggest.services import Group


@errors.read_only
def suggest_json(request: HttpRequest) -> HttpResponse:
    """``?q=`` is the box up to the caret."""
    try:
        groups = services.suggest(request.GET.get("q", ""))
    except BadQuery as error:
        return errors.error_page(request, 400, str(error), as_json=True)
    except EngineUnavailable as error:
        return errors.error_page(request, 503, str(error), as_json=True)
    return json_answer({"groups": [_group(one) for one in groups]})


def _group(group: Group) -> dict[str, Any]:
    items = [
        {
            "label": one.label,
            "detail": one.detail,
            "count": one.count or None,
            "q": one.q,
            "url": services.address(one),
        }
        for one in group.items
    ]
    return {"kind": group.kind, "label": group.label, "does": group.does, "items": items}
