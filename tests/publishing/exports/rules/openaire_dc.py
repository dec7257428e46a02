"""OpenAIRE's Guidelines for Literature Repositories 3.0, over Dublin Core.

https://guidelines.openaire.eu/en/latest/literature/
"""

from lxml import etree

from tests.publishing.exports.rules.reading import (
    DAY,
    EU_REPO,
    GRANT,
    LANGUAGE,
    WEB,
    all_match,
    at_least_one,
    core,
    one_access_right,
)

EMBARGO_END = "info:eu-repo/date/embargoEnd/"
GRANTS = "info:eu-repo/grantAgreement"


def mandatory(dc: etree._Element) -> list[str]:
    """Title, creator, publisher, date, type, identifier and rights: each at least once."""
    names = ("title", "creator", "publisher", "date", "type", "identifier", "rights")
    return [problem for name in names for problem in at_least_one(core(dc, name), name)]


def identifier(dc: etree._Element) -> list[str]:
    """The first identifier, which harvesters take, is an address."""
    return all_match(WEB, core(dc, "identifier")[:1], "not an address:")


def date(dc: etree._Element) -> list[str]:
    """One date, the one of publication, to the day."""
    found = [one for one in core(dc, "date") if not one.startswith("info:")]
    problems = all_match(DAY, found, "not a date to the day:")
    return problems if len(found) == 1 else [f"there are {len(found)} dates"]


def access_right(dc: etree._Element) -> list[str]:
    """The access right, once by info:eu-repo and once by COAR, in agreement."""
    return one_access_right(core(dc, "rights"))


def embargo(dc: etree._Element) -> list[str]:
    """Under an embargo, and only then, the day of its end."""
    found = [one for one in core(dc, "date") if one.startswith(EMBARGO_END)]
    embargoed = f"{EU_REPO}embargoedAccess" in core(dc, "rights")
    if len(found) != embargoed:
        return [f"there are {len(found)} ends of an embargo"]
    days = [one.removeprefix(EMBARGO_END) for one in found]
    return all_match(DAY, days, "not a date to the day:")


def funding(dc: etree._Element) -> list[str]:
    """Projects as info:eu-repo/grantAgreement/FUNDER/PROGRAMME/NUMBER."""
    found = [one for one in core(dc, "relation") if one.startswith(GRANTS)]
    return all_match(GRANT, found, "not a project:")


def language(dc: etree._Element) -> list[str]:
    """The language by its code, where it is known."""
    return all_match(LANGUAGE, core(dc, "language"), "not a language's code:")


CHECKS = (mandatory, identifier, date, access_right, embargo, funding, language)
