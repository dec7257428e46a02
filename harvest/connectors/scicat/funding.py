"""Who paid, as SciCat's version 4 tells it in DataCite's words."""

from typing import Any

from harvest.connectors.base import Json
from harvest.connectors.values import NAME, address, line, objects
from portal.catalogue.records import Funding

GRANT = "info:eu-repo/grantAgreement/"  # how OpenAIRE writes a project


def funding(given: Any) -> tuple[Funding, ...]:
    """From DataCite's fundingReferences; one without a funder's name pays nothing."""
    made = (_funding(one) for one in objects(given))
    return tuple(dict.fromkeys(one for one in made if one))


def _funding(one: Json) -> Funding | None:
    funder = line(one.get("funderName"))
    if not funder:
        return None
    award = one.get("awardUri") or one.get("awardURI")
    return Funding(
        funder=funder,
        funder_id=line(one.get("funderIdentifier"), NAME),
        award_number=line(one.get("awardNumber"), NAME),
        award_title=line(one.get("awardTitle")),
        url=address(award) or _grant(award),
    )


def _grant(award: Any) -> str:
    text = line(award, NAME)
    return text if text.startswith(GRANT) else ""
