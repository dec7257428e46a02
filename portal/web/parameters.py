"""The page of parameters' names: what is measured, in how many records, from what to what."""

import math
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.dictionary import selectors
from portal.dictionary.selectors import LONGEST_TEXT, Named
from portal.units import dimensions
from portal.web import links, show
from portal.web.answers import json_answer, negotiated, wants_json
from portal.web.errors import error_page, read_only
from portal.web.paging import Pages, pages

SIZE = 100  # names on a page
LARGEST = 1_000
SPELLINGS = 6  # names as they came that the page shows
MOST = 1_000_000  # more names than are ever counted


@dataclass(frozen=True, slots=True)
class Line:
    """A name as the page shows it.

    Values are in ``unit``; both are None where there are none, or one is too large for it.
    """

    named: Named
    unit: str
    least: float | None
    most: float | None

    @property
    def values(self) -> str:
        """From the smallest to the largest: "80 to 300 K"; "" for texts."""
        if self.least is None or self.most is None:
            return ""
        low, high = show.figure(self.least), show.figure(self.most)
        return show.with_unit(low if low == high else f"{low} to {high}", self.unit)

    @property
    def kind(self) -> str:
        """What kind of quantity it is, in words."""
        known = dimensions().get(self.named.dimension)
        return known.label if known else "Text"

    @property
    def others(self) -> tuple[str, ...]:
        """Names as they came that differ from the canonical one by more than case."""
        same = {self.named.name, self.named.label.lower()}
        found = (one for one in self.named.spellings if one.lower() not in same)
        return tuple(found)[:SPELLINGS]

    @property
    def search(self) -> str:
        return links.search(q=f"parameter:{self.named.name}")


def line(named: Named) -> Line:
    """The name with its extent in the unit to show."""
    unit = named.shown_unit
    symbol = unit.symbol if unit else named.unit
    least, most = _extent(named)
    return Line(named, "" if symbol == "1" else symbol, least, most)


def _extent(named: Named) -> tuple[float, float] | tuple[None, None]:
    if named.low is None or named.high is None:
        return None, None
    unit = named.shown_unit
    ends = (unit.from_si(si) if unit else si for si in (named.low, named.high))
    least, most = (float(f"{end:.12g}") for end in ends)
    return (least, most) if math.isfinite(least) and math.isfinite(most) else (None, None)


def as_json(one: Line) -> dict[str, Any]:
    """The name as plain values."""
    named = one.named
    return {
        "name": named.name,
        "label": named.label,
        "dimension": named.dimension,
        "unit": one.unit,
        "records": named.records,
        "least": one.least,
        "most": one.most,
        "values": one.values,
        "spellings": named.spellings,
        "records_url": links.absolute(one.search),
    }


@read_only
def parameters(request: HttpRequest) -> HttpResponse:
    return negotiated(_answer(request, as_json=wants_json(request)))


@read_only
def parameters_json(request: HttpRequest) -> HttpResponse:
    return _answer(request, as_json=True)


def _answer(request: HttpRequest, *, as_json: bool) -> HttpResponse:
    text, measured = request.GET.get("q", ""), request.GET.get("measured", "")
    size = request.GET.get("size", str(SIZE))
    wrong = _wrong(text, measured, size)
    if wrong:
        return error_page(request, 400, wrong, as_json=as_json)
    found = selectors.names_like(text, MOST, measured=bool(measured))
    page = pages(request, "page", len(found), int(size))
    lines = [line(one) for one in found[page.start : page.stop]]
    if as_json:
        return json_answer(_body(lines, page))
    context = {
        "section": "parameters",
        "text": text,
        "measured": measured,
        "lines": lines,
        "pages": page,
        "json_url": request.get_full_path().replace("/parameters", "/parameters.json", 1),
    }
    return render(request, "web/parameters.html", context)


def _wrong(text: str, measured: str, size: str) -> str:
    """What can't be read in the address, and what to write; "" where all can."""
    if len(text) > LONGEST_TEXT:
        return f"This is too long for a name: {LONGEST_TEXT} characters are the most."
    if measured not in ("", "yes"):
        return "“measured” is “yes”, or left out."
    if not (size.isascii() and size.isdigit() and len(size) < 5 and 1 <= int(size) <= LARGEST):
        return f"“size” must be a whole number from 1 to {LARGEST:,}."
    return ""


def _body(lines: list[Line], page: Pages) -> dict[str, Any]:
    following = page.next.partition("#")[0].replace("/parameters?", "/parameters.json?", 1)
    return {
        "total": page.total,
        "items": [as_json(one) for one in lines],
        "next": links.absolute(following) if following else None,
    }
