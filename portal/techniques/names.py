"""Finds the technique that a text names: identifier, label, alternative label or acronym."""

import re
import unicodedata
from functools import cache, lru_cache

from .tree import Technique, tree

LONGEST = 300  # characters of a technique's name; PaNET's longest label has 80

_IDENTIFIER = re.compile(r"(?:^|[/#:\s])panet[_: -]?(\d{5})(?:[/#].*)?$", re.IGNORECASE)
_BRACKETS = re.compile(r"^(.*?)[(\[]([^()\[\]]{2,60})[)\]]\s*$", re.DOTALL)
_NOISE = re.compile(r"\s*\b(?:techniques?|measurements?|experiments?|methods?|scans?)\s*$", re.I)
_NOT_LETTERS = re.compile(r"[\W_]+")
_SPELLINGS = (
    ("focused", "focussed"),
    ("polarised", "polarized"),
    ("polarisation", "polarization"),
    ("characterisation", "characterization"),
    ("röntgen", "xray"),
)

# Names in everyday use that PaNET doesn't list among its alternative labels, as facilities
# write them on the pages of their beamlines and instruments.
_OURS = {
    "x-ray diffraction": ("XRD",),
    "x-ray powder diffraction": ("PXRD", "XRPD", "powder x-ray diffraction"),
    "x-ray single crystal diffraction": ("SCXRD",),
    "grazing incidence x-ray diffraction": ("GIXRD",),
    "neutron diffraction": ("ND",),
    "neutron reflectometry": ("NR", "neutron reflectivity"),
    "polarized neutron reflectometry": ("PNR",),
    "ultra small angle neutron scattering": ("USANS",),
    "quasielastic neutron spin echo scattering": ("NSE", "neutron spin echo"),
    "neutron transmission radiography": ("neutron radiography",),
    "muon spin resonance": ("µSR", "muon spin rotation", "muon spin relaxation"),
    "x-ray absorption fine structure": ("XAFS",),
    "x-ray absorption": ("x-ray absorption technique",),
    "tomography": ("computed tomography", "CT"),
    "x-ray tomography": ("XCT", "x-ray computed tomography"),
    "inelastic neutron spectroscopy": ("INS", "inelastic neutron scattering"),
    "quasielastic scattering": ("QENS", "quasielastic neutron scattering"),
    "x-ray photoelectron spectroscopy": ("XPS",),
    "grazing incidence wide angle x-ray scattering": ("GIWAXS",),
    "wide angle x-ray scattering": ("WAXS",),
    "small angle x-ray scattering": ("BioSAXS",),
    "resonant soft x-ray scattering": ("RSoXS",),
    "nuclear resonant scattering": ("NRS",),
    "scanning x-ray fluorescence": ("XFM", "x-ray fluorescence microscopy"),
    "x-ray emission spectroscopy": ("XES",),
    "x-ray photoemission electron microscopy": ("XPEEM",),
    "ambient pressure x-ray photoelectron spectroscopy": ("APXPS", "NAP-XPS", "AP-XPS"),
    "macromolecular crystallography": ("macromolecular x-ray crystallography",),
}


MOST_WORDS = 8  # of a name that is looked for among other words; PaNET has none longer
# Acronyms that are words or other things, too, and count in capitals only
_IN_CAPITALS = frozenset(["mad", "sad", "pdf", "phd", "ins"])


def named(text: str) -> Technique | None:
    """The technique that has just this name, among words of any kind.

    Stricter than ``find``: no identifier, nothing beside the name, and short acronyms that
    mean other things in small letters ("pdf", "ct") as they are written.
    """
    folded = _fold(text) if len(text) <= LONGEST else ""
    if (len(folded) < 3 or folded in _IN_CAPITALS) and text.islower():
        return None
    found = _index().get(folded)
    return None if found is None else tree().techniques[found]


def find(text: str) -> Technique | None:
    """The technique that ``text`` names, None when PaNET has none of that name.

    ``text`` is an IRI in any spelling, "PaNET01168", a label or alternative label in any
    case, hyphens or not, with an acronym behind it ("X-Ray Reflectivity (XRR)"), or a
    dotted name whose last part is one of these ("scattering.SAXS").
    """
    return _find(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=8192)
def _find(text: str) -> Technique | None:
    techniques = tree().techniques
    identifier = _IDENTIFIER.search(text.strip())
    if identifier is not None:
        return techniques.get(f"PaNET{identifier[1]}")
    for candidate in _candidates(text):
        found = _index().get(_fold(candidate))
        if found is not None:
            return techniques[found]
    return None


def _candidates(text: str) -> list[str]:
    """The text itself, then what remains of it without brackets, noise words, dots."""
    found = [text]
    brackets = _BRACKETS.match(text)
    if brackets is not None:
        found += [brackets[1], brackets[2]]
    found += [bare for one in tuple(found) if (bare := _NOISE.sub("", one)) != one]
    if "." in text:
        found.append(text.rsplit(".", 1)[1])
    return [one for one in found if len(one) > 1]


def _fold(text: str) -> str:
    """Letters and digits only: "X-Ray Reflectivity" is "xrayreflectivity"."""
    folded = _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()
    for ours, theirs in _SPELLINGS:
        folded = folded.replace(ours, theirs)
    return folded


@cache
def _index() -> dict[str, str]:
    """Folded names to identifiers; a label goes before any alternative, a live one before a
    deprecated one."""
    index: dict[str, str] = {}
    known = sorted(tree().techniques.values(), key=lambda one: (one.deprecated, one.id))
    for technique in known:
        index.setdefault(_fold(technique.label), technique.id)
    for technique in known:
        for name in technique.alternatives:
            index.setdefault(_fold(name), technique.id)
    for label, names in _OURS.items():
        for name in names:
            if label_id := index.get(_fold(label)):
                index.setdefault(_fold(name), label_id)
    for technique in known:
        index.setdefault(_fold(_NOISE.sub("", technique.label)), technique.id)
    return index
