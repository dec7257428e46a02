"""Who paid, in DataCite's words, and the project in OpenAIRE's."""

import re

from portal.catalogue.records import Funding
from portal.normalise import identifiers
from publishing.exports.kernel import FundingReference
from publishing.exports.texts import public, web_address

GRANT = "info:eu-repo/grantAgreement/"

# The commission's programmes: how funders are named after them, and their name in the form.
_PROGRAMMES = (
    (re.compile(r"horizon[ -]?europe\b|10\.13039/100018693", re.IGNORECASE), "HE"),
    (
        re.compile(r"(?:h|horizon[ -]?)2020\b|10\.13039/(?:501100007601|100010661)", re.IGNORECASE),
        "H2020",
    ),
    (
        re.compile(r"fp7\b|seventh framework|10\.13039/(?:501100004963|100011102)", re.IGNORECASE),
        "FP7",
    ),
)
_COMMISSION = re.compile(
    r"european (?:commission|union)|10\.13039/501100000780|ror\.org/00k4n6c32|(?:EC|EU)$",
    re.IGNORECASE,
)
_PROJECT = re.compile(r"(?<!\d)\d{6,9}(?!\d)", re.ASCII)
_GIVEN = re.compile(rf"{GRANT}[^\s/<>\"]+/[^\s/<>\"]*/[^\s<>\"]+")
_CROSSREF = re.compile(r"10\.13039/\d{6,15}", re.ASCII)
_GRID = re.compile(r"grid\.\d+\.[0-9a-f]+", re.ASCII)
_ISNI = re.compile(r"(?:\d{4} ?){3}\d{3}[\dX]", re.ASCII)


def reference(funding: Funding) -> FundingReference | None:
    """The DataCite reference; None where no funder is named, as the kernel wants one."""
    name = public(funding.funder)
    if not name:
        return None
    identifier, kind = _funder(funding.funder_id)
    return FundingReference(
        funder_name=name,
        funder_identifier=identifier,
        funder_identifier_type=kind,
        award_number=public(funding.award_number),
        award_uri=web_address(funding.url),
        award_title=public(funding.award_title),
        grant=grant(funding),
    )


def grant(funding: Funding) -> str:
    """The project as info:eu-repo/grantAgreement/FUNDER/PROGRAMME/NUMBER.

    As given; formed by us only for the European Commission's projects, and only where the
    programme is told: a number alone may be of two.
    """
    given = _GIVEN.search(f"{funding.url} {funding.award_number}")
    if given:
        return public(given[0])
    project = _PROJECT.search(funding.award_number)
    told = f"{funding.funder} {funding.funder_id} {funding.award_title}"
    for sign, programme in _PROGRAMMES:
        if project and sign.search(told) and _is_commission(funding, sign):
            return f"{GRANT}EC/{programme}/{project[0]}"
    return ""


def _is_commission(funding: Funding, programme: re.Pattern[str]) -> bool:
    """Whether the funder is the commission or its programme, and not somebody joining in one."""
    signs = (_COMMISSION, programme)
    named = any(sign.match(funding.funder.strip()) for sign in signs)
    return named or any(sign.search(funding.funder_id) for sign in signs)


def _funder(given: str) -> tuple[str, str]:
    """A funder's identifier and its DataCite type."""
    ror = identifiers.ror(given)
    if ror:
        return ror, "ROR"
    crossref = _CROSSREF.search(given)
    if crossref:
        return f"https://doi.org/{crossref[0]}", "Crossref Funder ID"
    for pattern, kind in ((_GRID, "GRID"), (_ISNI, "ISNI")):
        found = pattern.search(given)
        if found:
            return found[0], kind
    other = public(given)
    return (other, "Other") if other else ("", "")
