"""Canonical names of parameters, so that one question finds them at every facility."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from portal.units import find

from .names_table import ROWS

LONGEST = 120  # characters of a canonical name
GIVEN = 400  # characters of a given name that are looked at, from its end

# Parts of a nested name that say where a quantity was written, not what it is of.
_NEUTRAL_WORDS = """
    acquisition beam collection data dataset entry experiment experiment_parameters general
    instrument instrument_settings measurement measurements meta metadata parameter parameters
    sample sample_environment sample_parameters scan scan_parameters scientific_metadata settings
    setup conditions incident_beam monochromator mx tomo tomo_acquisition fluo holo htxrpd ptycho
    saxs scxrd bcdi sxdm em
"""
_NEUTRAL = frozenset(_NEUTRAL_WORDS.split())
_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[\W_]+")
_UNIT_AT_END = re.compile(r"(.*\S)\s*[\[(]([^\[\]()]{1,30})[\])]\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Name:
    """A row of the dictionary: canonical key, dimension ("" for text) and label."""

    key: str
    dimension: str
    label: str


@dataclass(frozen=True, slots=True)
class _Alias:
    name: Name
    general: bool  # stands for itself only behind neutral parts
    units: frozenset[str]  # symbols it is restricted to, empty for any


def _load() -> tuple[dict[str, Name], dict[str, list[_Alias]]]:
    names: dict[str, Name] = {}
    aliases: dict[str, list[_Alias]] = {}
    for row in ROWS.replace("\n    ", " ").strip().splitlines():
        key, dimension, label, others = (cell.strip() for cell in row.split("|"))
        name = Name(key, dimension, label)
        names[key] = name
        for written in (key, *others.split()):
            text, _, units = written.partition("@")
            alias = _Alias(
                name, text.endswith("~"), frozenset(units.split(",")) if units else frozenset()
            )
            aliases.setdefault(text.rstrip("~"), []).append(alias)
    return names, aliases


NAMES, _ALIASES = _load()
labels: dict[str, str] = {name.key: name.label for name in NAMES.values()}


def canonical(name: str, dimension: str, unit: str = "") -> str:
    """The name a parameter is found by: the dictionary's, else its own in snake case.

    ``dimension`` is that of ``portal.units`` ("" for text, "number" for a number without
    a unit); ``unit`` the unit's symbol, which tells a photon energy from a pulse
    energy.  A known name with a foreign dimension gets the dimension as a suffix
    ("energy" in volts is "energy_voltage"), so that the two never meet in one field.
    """
    return _canonical(name[-GIVEN:], dimension, unit)


@lru_cache(maxsize=32_768)
def _canonical(name: str, dimension: str, unit: str) -> str:
    text = snake(name)
    for candidate, alone in _candidates(name, text):
        known = _ALIASES.get(candidate, ())
        for alias in known:
            if _fits(alias, dimension, unit, alone):
                return alias.name.key
    clash = NAMES.get(text)
    if dimension and (text in _ALIASES or clash):
        owned = {alias.name.dimension for alias in _ALIASES.get(text, ())}
        if dimension not in owned or clash:
            return f"{text}_{dimension}"[:LONGEST]
    return text


def meanings(name: str) -> tuple[Name, ...]:
    """Every row of the dictionary that goes by this name in some unit."""
    return _meanings(snake(name))


@lru_cache(maxsize=4096)
def _meanings(text: str) -> tuple[Name, ...]:
    for candidate, alone in _candidates(text, text):
        found = [one.name for one in _ALIASES.get(candidate, ()) if alone or not one.general]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def label(key: str) -> str:
    """What to call a canonical name on a page: "Sample temperature", "chopper speed 8"."""
    return labels.get(key) or key.replace("_", " ").strip().capitalize()


def split_unit(name: str) -> tuple[str, str]:
    """A name and the unit written behind it: "Wavelength[A]" gives ("Wavelength", "A").

    The unit is "" and the name unchanged when the bracket holds no known unit.
    """
    if name[-1:] not in "])":
        return name, ""
    match = _UNIT_AT_END.fullmatch(name)
    if match is None or find(match[2], match[1]) is None:
        return name, ""
    return match[1], match[2]


def snake(name: str) -> str:
    """Lower case with underscores: "beamSizeAtSampleX" is "beam_size_at_sample_x"."""
    text = unicodedata.normalize("NFKC", name[-GIVEN:])
    text = _WORD_BREAK.sub("_", text)
    return _NOT_WORD.sub("_", text).strip("_").lower()[:LONGEST]


def _fits(alias: _Alias, dimension: str, unit: str, alone: bool) -> bool:
    if alias.general and not alone:
        return False
    if alias.units and unit not in alias.units:
        return False
    return alias.name.dimension == dimension or not dimension


def _candidates(name: str, text: str) -> list[tuple[str, bool]]:
    """The whole name, then its last two parts and its last; with whether the rest is neutral."""
    found = [(text, True)]
    parts = [snake(part) for part in re.split(r"[.:/]", name) if part.strip()]
    if len(parts) > 1:
        neutral = all(part in _NEUTRAL for part in parts[:-1])
        found.append((f"{parts[-2]}_{parts[-1]}", neutral))
        found.append((parts[-1], neutral))
    if len(parts) == 1:
        words = text.split("_")
        heads = ((1, words[0]), (2, "_".join(words[:2])))
        found += [("_".join(words[end:]), True) for end, head in heads if head in _NEUTRAL]
    return found
