"""GET /api/v1/techniques, /parameters and /units: the words that searches may use."""

from functools import cache
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from portal import techniques, units
from portal.dictionary import selectors
from portal.dictionary.selectors import LONGEST_TEXT, Named
from portal.techniques import Technique
from portal.units import Dimension, Unit
from portal.web import links
from portal.web.answers import json_answer
from portal.web.parameters import MOST as MOST_NAMES
from portal.web.parameters import as_json, line
from search.api.asking import BadParameter, number, text, whole
from search.api.describing import described
from search.api.resource import Resource
from search.api.shapes import vocabularies as shapes

NAME = text("name", "Only the technique of this name, in any of its spellings.", "SAXS")
BEGIN = text(
    "q",
    "Only names that have words beginning like these, in any of their spellings.",
    "temp",
    maxLength=LONGEST_TEXT,
)
LIMIT = whole("limit", "How many names to list at most.", 1_000, 10_000)
TECHNIQUE = OpenApiParameter(
    "panet",
    {"type": "string", "pattern": r"^PaNET\d{5,7}$", "examples": ["PaNET01189"]},
    "path",
    required=True,
    description="The technique's identifier in PaNET.",
)


@described("list_techniques", "The techniques", shapes.TechniqueList)
class Techniques(Resource):
    """The PaNET ontology: every technique with its names, and those right above and below it.

    A search for a technique finds all below it too.
    """

    parameters = (NAME,)
    example = "name=SAXS"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        named = request.GET.get(NAME.name)
        found = techniques.techniques()
        if named is not None:
            one = techniques.find(named)
            found = (one,) if one else ()
        return _list([technique(one) for one in found])


@described("read_technique", "A technique", shapes.TechniqueInTree, path=(TECHNIQUE,))
class OneTechnique(Resource):
    """A technique of PaNET with its ways up to the root and all below it."""

    def get(self, request: Request, panet: str, *args: Any, **kwargs: Any) -> HttpResponse:
        found = techniques.get(panet)
        if found is None:
            raise Http404
        tree = {
            "ancestors": found.ancestors,
            "descendants": sorted(techniques.descendants(found.id)),
            "path": [step.id for step in techniques.path(found.id)],
        }
        return json_answer({**technique(found), **tree})


@described("list_parameters", "The names of measured quantities", shapes.ParameterList)
class Parameters(Resource):
    """What is measured alike at all facilities, under one name, the commonest names first.

    These are the names that public records have, with how many records, the unit most used and
    the extent of the values, and behind them the names of the dictionary that none has. With q
    only names of records are listed, those first that begin with it. The dimension is "" for
    texts, and "number" for numbers without a unit; the units are those usually asked in, any
    other of the dimension will do.
    """

    parameters = (BEGIN, LIMIT)
    example = "q=temp&limit=5"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        limit, begin = number(request.GET, LIMIT), request.GET.get(BEGIN.name)
        if begin is not None and len(begin) > LONGEST_TEXT:
            message = f"“q” has {LONGEST_TEXT} characters at most."
            raise BadParameter(message, BEGIN.name)
        found = selectors.listed() if begin is None else selectors.names_like(begin, MOST_NAMES)
        items = [_parameter(one) for one in found[:limit]]
        return json_answer({"total": len(found), "items": items})


@described("list_units", "The dimensions and their units", shapes.DimensionList)
class Units(Resource):
    """What can be compared with what: the kinds of quantities, and the usual units of each.

    An SI value is (value + offset) × factor, in the dimension's SI unit.
    """

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return _list(_dimensions())


def technique(found: Technique) -> dict[str, Any]:
    """A technique as ``shapes.Technique``."""
    return {
        "id": found.id,
        "self": links.absolute(reverse("api-technique", args=[found.id])),
        "iri": found.iri,
        "label": found.label,
        "alternatives": found.alternatives,
        "parents": found.parents,
        "children": techniques.children(found.id),
        "deprecated": found.deprecated,
    }


def _parameter(named: Named) -> dict[str, Any]:
    """A name as ``shapes.KnownParameter``."""
    one = as_json(line(named))
    kept = ("name", "label", "dimension", "unit", "records", "least", "most", "spellings")
    offered = [unit.symbol for unit in units.units_of(named.dimension)]
    return {**{key: one[key] for key in kept}, "units": offered}


@cache
def _dimensions() -> list[dict[str, Any]]:
    return [_dimension(one) for one in units.dimensions().values()]


def _dimension(found: Dimension) -> dict[str, Any]:
    usual = [_unit(unit) for unit in units.units_of(found.name)]
    return {"name": found.name, "label": found.label, "si": found.si, "units": usual}


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "symbol": unit.symbol,
        "factor": float(unit.factor),
        "offset": float(unit.offset),
    }


def _list(items: list[dict[str, Any]]) -> HttpResponse:
    return json_answer({"total": len(items), "items": items})
