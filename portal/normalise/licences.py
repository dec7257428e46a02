"""Licences as SPDX identifiers, from the names and addresses people give."""

import re
from functools import lru_cache

from .text import clean

LONGEST = 500

_CREATIVE_COMMONS = re.compile(
    r"(?:cc|creative-commons)-?(?P<terms>by(?:-(?:nc|sa|nd)){0,2})-?v?(?P<version>[1-4]\.\d)"
    r"(?:-(?:international|unported|generic|deed|intl|licen[cs]e|public|en|int)){0,4}"
)
_ADDRESS = re.compile(
    r"(?:www\.)?creativecommons\.org/(?:licen[cs]es/(?P<terms>by(?:-(?:nc|sa|nd)){0,2})|"
    r"publicdomain/(?P<zero>zero))/(?P<version>\d\.\d)(?:/.*)?"
)
_IN_BRACKETS = re.compile(r"[^()]*\(([^()]{2,40})\)")
_TERMS = frozenset(("by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd"))
_VERSIONS = frozenset(("1.0", "2.0", "2.5", "3.0", "4.0"))
_LONG_WORDS = (
    ("non-commercial", "nc"),
    ("noncommercial", "nc"),
    ("share-alike", "sa"),
    ("sharealike", "sa"),
    ("no-derivatives", "nd"),
    ("noderivatives", "nd"),
    ("no-derivs", "nd"),
    ("noderivs", "nd"),
    ("attribution", "by"),
)

# SPDX identifier | other spellings, folded as ``_fold`` does
_OTHERS = """
CC0-1.0 | cc0 cc-0 cc-zero cczero cc0-1.0-universal creative-commons-zero cc0-universal
CC0-1.0 | creative-commons-zero-1.0 creative-commons-zero-v1.0-universal creative-commons-cc0
CC-PDDC | cc-pddc
MIT | mit-license mit-licence the-mit-license opensource.org/licenses/mit expat
Apache-2.0 | apache-2 apache2 apache-2.0 apache-license-2.0 apache-license,-version-2.0
Apache-2.0 | www.apache.org/licenses/license-2.0 apache-license-version-2.0
BSD-2-Clause | bsd-2 2-clause-bsd bsd-2-clause-license simplified-bsd
BSD-3-Clause | bsd-3 3-clause-bsd bsd-3-clause-license new-bsd opensource.org/licenses/bsd-3-clause
GPL-2.0-only | gplv2 gpl-2 gpl-2.0
GPL-3.0-only | gplv3 gpl-3 gpl-3.0 www.gnu.org/licenses/gpl-3.0
GPL-3.0-or-later | gplv3+ gpl-3.0+
LGPL-3.0-only | lgplv3 lgpl-3.0
AGPL-3.0-only | agplv3 agpl-3.0
MPL-2.0 | mozilla-public-license-2.0 mozilla.org/mpl/2.0
EUPL-1.2 | eupl
ODC-By-1.0 | odc-by opendatacommons.org/licenses/by/1-0 open-data-commons-attribution-license
ODbL-1.0 | odbl opendatacommons.org/licenses/odbl/1-0 open-database-license
PDDL-1.0 | pddl opendatacommons.org/licenses/pddl/1-0
etalab-2.0 | licence-ouverte-2.0 licence-ouverte-etalab-2.0 open-licence-2.0
OGL-UK-3.0 | ogl-3.0 open-government-licence-v3.0 open-government-licence-3.0
DL-DE-BY-2.0 | dl-de/by-2-0 www.govdata.de/dl-de/by-2-0
DL-DE-ZERO-2.0 | dl-de/zero-2-0 www.govdata.de/dl-de/zero-2-0
"""


def _table() -> dict[str, str]:
    table = {}
    for row in _OTHERS.strip().splitlines():
        identifier, spellings = row.split(" | ")
        table[identifier.lower()] = identifier
        table.update(dict.fromkeys(spellings.split(), identifier))
    return table


_KNOWN = _table()


def spdx(text: object) -> str:
    """The SPDX identifier ("CC-BY-4.0") of a licence's name or address.

    What isn't known is kept as clean text: "CC BY" without a version is no licence
    SPDX has, and guessing one would grant rights nobody gave.
    """
    given = clean(text, LONGEST)
    short = _IN_BRACKETS.fullmatch(given)
    return _identifier(given) or (short and _identifier(short[1])) or given


def is_spdx(text: str) -> bool:
    """Whether the text is an identifier that SPDX has, and that ``spdx`` gives."""
    return bool(text) and _identifier(text) == text


@lru_cache(maxsize=1024)
def _identifier(text: str) -> str:
    folded = _fold(text)
    address = _ADDRESS.fullmatch(folded)
    if address is not None:
        zero = address["zero"] and address["version"] == "1.0"
        return "CC0-1.0" if zero else _creative_commons(address["terms"], address["version"])
    known = _KNOWN.get(folded.removeprefix("spdx.org/licenses/").removesuffix(".html"))
    if known:
        return known
    match = _CREATIVE_COMMONS.fullmatch(_abbreviated(folded).removeprefix("spdx.org/licenses/"))
    return _creative_commons(match["terms"], match["version"]) if match else ""


def _creative_commons(terms: str | None, version: str) -> str:
    if terms == "by-nd-nc":  # the order of version 1.0's address
        terms = "by-nc-nd"
    if terms not in _TERMS or version not in _VERSIONS:
        return ""
    return f"CC-{terms.upper()}-{version}"


def _fold(text: str) -> str:
    """Lower case, no scheme, hyphens for spaces and brackets: "CC BY-NC 4.0" is cc-by-nc-4.0."""
    text = text.lower().strip().removeprefix("https://").removeprefix("http://")
    text = re.sub(r"[\s_()–—-]+", "-", text).strip("-./ ")
    return text.removesuffix(".txt").removesuffix(".html").removesuffix(".en")


def _abbreviated(folded: str) -> str:
    """ "creative-commons-attribution-noncommercial-4.0-international" as cc-by-nc-4.0-…"""
    for word, short in _LONG_WORDS:
        folded = folded.replace(word, short)
    folded = folded.replace("creative-commons", "cc").replace("cc-cc", "cc")
    folded = re.sub(r"-(?:licen[cs]e|public|version)(?=-|$)", "", folded)
    return f"cc-{folded}" if folded.startswith("by-") else folded
