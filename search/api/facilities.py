"""GET /api/v1/facilities."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from portal.catalogue import selectors
from portal.catalogue.models import Facility
from portal.web import cards, links
from portal.web.answers import json_answer
from portal.web.figures import figures
from search.api.describing import described
from search.api.resource import Resource
from search.api.shapes import facilities as shapes
from search.query.tree import All, Term

SLUG = OpenApiParameter(
    "slug",
    {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "examples": ["ess"]},
    "path",
    required=True,
    description="The facility's short name in addresses.",
)


@described("list_facilities", "The facilities", shapes.FacilityList)
class Facilities(Resource):
    """The facilities whose catalogues are harvested, those with most records first.

    "records" is null while the search doesn't answer, as nobody knows it then.
    """

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        counts = figures(All(), "facility")
        items = [
            {**summary(card.facility), "records": card.records if counts.known else None}
            for card in cards.cards(counts)
        ]
        return json_answer({"total": len(items), "items": items})


@described("read_facility", "A facility", shapes.FacilityDetail, path=(SLUG,))
class OneFacility(Resource):
    """A facility with its counts of Documents, Datasets and records by instrument.

    Counts are null while the search doesn't answer.
    """

    def get(self, request: Request, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        found = selectors.facilities().filter(slug=slug).first()
        if found is None:
            raise Http404
        counts = figures(Term("facility", slug), "instrument")
        body = {
            **summary(found),
            "records": counts.total if counts.known else None,
            "documents": counts.documents if counts.known else None,
            "datasets": counts.datasets if counts.known else None,
            "instruments": counts.by_value.get("instrument", {}) if counts.known else None,
            "embargo_hides_metadata": found.embargo_hides_metadata,
        }
        return json_answer(body)


def summary(found: Facility) -> dict[str, Any]:
    """What anybody may know of a facility, with addresses in the API."""
    filtered = f"{reverse('api-records')}?facility={found.slug}"
    return {
        **cards.summary(found),
        "self": links.absolute(reverse("api-facility", args=[found.slug])),
        "records_url": links.absolute(filtered),
    }
