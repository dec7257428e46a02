"""What OpenAIRE and B2FIND ask of records, as checks over the XML that they get.

docs/oai-pmh-rules.md tells of each rule where it comes from and how it is met.  A check
takes an element as it is sent (``resource`` of DataCite's kernel, or ``oai_dc:dc``) and
gives back a line for each violation; it knows nothing of how the element was made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from lxml import etree

from tests.publishing.exports.rules import b2find, b2find_dc, openaire, openaire_dc

Check = Callable[[etree._Element], list[str]]


@dataclass(frozen=True)
class Rule:
    """A check, its name ("openaire.issued"), and the format it reads."""

    name: str
    format: str
    check: Check


def _rules(module: ModuleType, format: str) -> list[Rule]:
    name = module.__name__.rsplit(".", 1)[-1]
    checks: tuple[Check, ...] = module.CHECKS
    return [Rule(f"{name}.{check.__name__}", format, check) for check in checks]


RULES: tuple[Rule, ...] = (
    *_rules(openaire, "datacite"),
    *_rules(openaire_dc, "oai_dc"),
    *_rules(b2find, "datacite"),
    *_rules(b2find_dc, "oai_dc"),
)


def violations(format: str, element: etree._Element) -> list[str]:
    """Every violation in an element of this format ("datacite" or "oai_dc"), with its rule."""
    return [
        f"{rule.name}: {found}"
        for rule in RULES
        if rule.format == format
        for found in rule.check(element)
    ]
