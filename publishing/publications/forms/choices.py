"""What can be chosen in the form, and how it is called there."""

import re

from portal import techniques
from portal.normalise.datacite import CONTRIBUTOR_TYPES, RELATION_TYPES, RESOURCE_TYPES

Options = tuple[tuple[str, str], ...]  # value and label

_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _spaced(word: str) -> str:
    """ "IsSupplementTo" as "Is supplement to"."""
    return _INNER_CAPITAL.sub(" ", word).capitalize()


def _options(words: frozenset[str], *first: str) -> Options:
    """Those that are chosen most, then the others in order."""
    return tuple((word, _spaced(word)) for word in (*first, *sorted(words - set(first))))


KINDS: Options = (("Personal", "Person"), ("Organizational", "Organisation"))
ROLES = _options(CONTRIBUTOR_TYPES)
RELATIONS = _options(
    RELATION_TYPES, "IsSupplementTo", "IsCitedBy", "Cites", "References", "IsDerivedFrom"
)
TYPES = _options(RESOURCE_TYPES, "Dataset", "Collection")
# Those that data are given out under; any other of SPDX's may be written too.
LICENCES = (
    "CC-BY-4.0",
    "CC0-1.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-NC-ND-4.0",
    "ODC-By-1.0",
    "ODbL-1.0",
    "PDDL-1.0",
    "etalab-2.0",
    "DL-DE-BY-2.0",
    "OGL-UK-3.0",
    "MIT",
    "BSD-3-Clause",
    "Apache-2.0",
    "GPL-3.0-or-later",
)
LANGUAGES = ("en", "de", "fr", "it", "es", "sv", "da", "cs", "pl", "pt", "ja", "zh", "ko")


def technique_labels() -> tuple[str, ...]:
    """Of all techniques that PaNET still has."""
    return tuple(sorted(one.label for one in techniques.techniques() if not one.deprecated))
