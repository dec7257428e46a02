"""The units a person prefers, one for each kind of quantity.

An address says them (``units=temperature:°C``, as often as needed), so that a page that is
shared looks the same; a cookie remembers what was chosen here.  What the address says wins.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.cache import patch_vary_headers

from portal import units
from portal.units import Unit

KEY = "units"  # in addresses, and the cookie's name
MOST = 20  # kinds of quantities with a unit of one's own
A_YEAR = 365 * 24 * 3600
Units = Mapping[str, Unit]  # by dimension


class BadUnits(ValueError):
    """What an address says of units can't be read; the message tells what to write."""


def read(written: Iterable[str]) -> dict[str, Unit]:
    """The units of texts such as "temperature:°C"; of one kind the last.  Raises BadUnits."""
    found: dict[str, Unit] = {}
    for text in written:
        dimension, unit = _read(text)
        found.pop(dimension, None)
        found[dimension] = unit
    if len(found) > MOST:
        raise BadUnits(f"More than {MOST} units are chosen: drop some.")
    return found


def said(chosen: Units) -> list[str]:
    """The same as texts."""
    return [f"{dimension}:{unit.symbol}" for dimension, unit in chosen.items()]


def remembered(request: HttpRequest) -> dict[str, Unit]:
    """What the cookie holds, without anything that can't be read."""
    found: dict[str, Unit] = {}
    for text in unquote(request.COOKIES.get(KEY, "")[:4_000]).split("|"):
        try:
            found |= read([text])
        except BadUnits:
            continue
    return dict(list(found.items())[-MOST:])


def query(request: HttpRequest) -> QueryDict:
    """The address's query with the units remembered, where it doesn't say others."""
    given = request.GET
    kept = remembered(request)
    if not kept:
        return given
    spoken = {text.partition(":")[0].strip() for text in given.getlist(KEY)}
    filled = given.copy()
    for text in said({name: unit for name, unit in kept.items() if name not in spoken}):
        filled.appendlist(KEY, text)
    return filled


def varied(response: HttpResponse) -> HttpResponse:
    """Say that the answer depends on the cookie."""
    patch_vary_headers(response, ["Cookie"])
    return response


def remember(response: HttpResponse, chosen: Units) -> None:
    """Have the browser remember these; nothing when there are none."""
    if not chosen:
        response.delete_cookie(KEY, samesite="Lax")
        return
    response.set_cookie(
        KEY,
        quote("|".join(said(chosen))),
        max_age=A_YEAR,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _read(text: str) -> tuple[str, Unit]:
    dimension, colon, symbol = (part.strip() for part in text.partition(":"))
    known = units.dimensions().get(dimension)
    unit = units.find(symbol, dimension) if known and colon else None
    if known and unit is not None and unit.dimension == dimension:
        return dimension, unit
    if known:
        offered = ", ".join(known.units[:5])
        raise BadUnits(f"“{symbol[:40]}” isn't a unit of {known.label.lower()}: use {offered}.")
    raise BadUnits(f"“{text[:60]}” names no unit to show values in: write {KEY}=temperature:°C")
