"""How names of parameters are written: folded to snake case, and taken apart."""

import re
import unicodedata

from portal.units import find

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


def candidates(name: str, text: str) -> list[tuple[str, bool]]:
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
