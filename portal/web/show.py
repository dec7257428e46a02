"""How numbers, dates and quantities are written on pages.  Pure; nothing raises."""

import math
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from portal import units
from portal.catalogue.records import Parameter, Scalar
from portal.normalise import text as texts
from portal.units import Unit
from portal.web import links

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
PREFIXES = ("B", "kB", "MB", "GB", "TB", "PB", "EB")
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
SHOWN_VALUES = 6
WAVES = 1e-8  # metres
PARTICLES = ("photon", "neutron", "electron", "count", "event")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d))?")


def number(value: int | float | None) -> str:
    """A count with its thousands apart: 12,345."""
    return "" if value is None else f"{value:,}"


def size(value: int | None) -> str:
    """An amount of data in decimal units: 55.5 MB."""
    if value is None or value < 0:
        return ""
    amount, power = float(value), 0
    while amount >= 999.95 and power < len(PREFIXES) - 1:
        amount, power = amount / 1000, power + 1
    text = f"{amount:.1f}".removesuffix(".0") if power else str(value)
    return f"{text} {PREFIXES[power]}"


def figure(value: Scalar) -> str:
    """A value as people write it: at most seven digits, powers of ten spelt as such."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return texts.without_addresses(value)
    if isinstance(value, int) and abs(value) < 10**12:
        return str(value).replace("-", "−")
    try:
        value = float(value)
    except OverflowError:
        return str(value)
    if not math.isfinite(value):
        return "not a number" if math.isnan(value) else ("∞" if value > 0 else "−∞")
    digits, _, power = f"{value:.7g}".partition("e")
    digits = digits.replace("-", "−")
    return f"{digits} × 10{str(int(power)).translate(SUPERSCRIPTS)}" if power else digits


def day(text: str, *, time: bool = True) -> str:
    """An ISO date in words, with the precision it has: 3 May 2019, 10:00 UTC."""
    match = _DATE.match(text)
    if match is None:
        return text
    year, month, date, clock = match.groups()
    if not month or not 1 <= int(month) <= 12:
        return year
    words = f"{MONTHS[int(month) - 1]} {year}"
    if date:
        words = f"{int(date)} {words}"
    return f"{words}, {clock} UTC" if clock and time else words


def span(start: str, end: str) -> str:
    """From one date to another; one date when they are the same day."""
    first, last = day(start, time=False), day(end, time=False)
    if not last or first == last:
        return day(start) if not end or start == end else first
    return f"{first} to {last}" if first else f"until {last}"


def period(first: str, last: str) -> str:
    """A period of measuring in words; one of the two dates may be missing."""
    if first and last:
        return f"measured {day(first)} to {day(last)}"
    return f"measured since {day(first)}" if first else f"measured until {day(last)}"


def year(*dates: str) -> str:
    """The year of the first date that has one."""
    for text in dates:
        if _DATE.match(text):
            return text[:4]
    return ""


def values(parameter: Parameter, shown: int = SHOWN_VALUES) -> str:
    """A parameter's values as given, with its unit; long lists as a range or cut."""
    return _several(parameter.values, shown, parameter.unit)


def preferred(parameter: Parameter, shown: int = SHOWN_VALUES, chosen: Unit | None = None) -> str:
    """The same in the unit its dimension is most often given in; "" where nothing is gained.

    Nothing is gained when the unit given is a usual one and its numbers are easy to read.
    A ``chosen`` unit is taken instead, unless it is the one given or counts other particles.
    """
    given = units.find(parameter.unit, parameter.name) if parameter.si else None
    if given is None:
        return ""
    if chosen is not None and _alike(given, [chosen]):
        return "" if chosen == given else _in_unit(parameter, chosen, shown)
    offered = _alike(given, units.units_of(parameter.dimension))
    if not offered or (given in offered and not given.offset and _easy(given, parameter.si)):
        return ""
    unit = _readable(offered, parameter.si)
    if unit == given:
        return ""
    return _in_unit(parameter, unit, shown)


def comparable(parameter: Parameter, shown: int = SHOWN_VALUES, chosen: Unit | None = None) -> str:
    """A parameter as lists show it: in the chosen unit or the usual one, or in the given one
    spelt as usual."""
    given = units.find(parameter.unit, parameter.name) if parameter.si else None
    unit = given.symbol if given else parameter.unit
    return preferred(parameter, shown, chosen) or _several(parameter.values, shown, unit)


def _in_unit(parameter: Parameter, unit: Unit, shown: int) -> str:
    """The values in the unit; "" where one is too large for it."""
    found = [unit.from_si(si) for si in parameter.si]
    return _several(found, shown, unit.symbol) if all(map(math.isfinite, found)) else ""


def with_unit(text: str, unit: str) -> str:
    return f"{text}\u00a0{unit}" if unit and unit != "1" else text


def listing(parts: Sequence[str], word: str = "and") -> str:
    """Several things in a row: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def link(address: str) -> str:
    """The address if it may stand in a link: http or https, nothing else; none at which a
    resolver knows nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    fit = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return address if fit and not links.leads_nowhere(address) else ""


def host(address: str) -> str:
    """The host name of an address, to say where a link leads."""
    return urlsplit(address).hostname or "" if link(address) else ""


def _several(found: Sequence[Scalar], shown: int, unit: str) -> str:
    """Values with their unit behind the last one, before how many there are."""
    if len(found) <= shown:
        return with_unit(", ".join(figure(value) for value in found), unit)
    numbers = [v for v in found if isinstance(v, int | float) and not isinstance(v, bool)]
    if len(numbers) == len(found):
        low, high = min(numbers), max(numbers)
        extent = figure(low) if low == high else f"{figure(low)} to {figure(high)}"
        return f"{with_unit(extent, unit)} ({number(len(found))} values)"
    first = ", ".join(figure(value) for value in found[:shown])
    return f"{with_unit(f'{first}, …', unit)} ({number(len(found))} values)"


def _alike(given: Unit, offered: Sequence[Unit]) -> list[Unit]:
    """The offered units that count the same particles as the given one."""
    counted = [word for word in PARTICLES if word in given.symbol]
    return [unit for unit in offered if [w for w in PARTICLES if w in unit.symbol] == counted]


def _readable(offered: Sequence[Unit], si: Sequence[float]) -> Unit:
    """The first unit whose numbers are easy to read; for lengths of the size of atoms and
    waves that is the ångström."""
    largest = _largest(si)
    if offered[0].dimension == "length" and 0 < largest < WAVES:
        return next((unit for unit in offered if unit.symbol == "Å"), offered[0])
    return next((unit for unit in offered if _easy(unit, si)), offered[0])


def _easy(unit: Unit, si: Sequence[float]) -> bool:
    """Whether the largest value needs neither many zeros nor a power of ten."""
    largest = _largest(si)
    return largest == 0 or bool(unit.offset) or 0.1 <= abs(unit.from_si(largest)) < 10_000


def _largest(si: Sequence[float]) -> float:
    return max((abs(value) for value in si if math.isfinite(value)), default=0.0)
