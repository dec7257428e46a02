"""What B2FIND takes from Dublin Core.

http://b2find.eudat.eu/guidelines/mapping.html
"""

from lxml import etree

from tests.publishing.exports.rules.reading import WEB, YEAR, all_match, at_least_one, core


def mandatory(dc: etree._Element) -> list[str]:
    """Title, identifier, publisher and a date: without one the record is refused."""
    names = ("title", "identifier", "publisher", "date")
    return [problem for name in names for problem in at_least_one(core(dc, name), name)]


def identifier(dc: etree._Element) -> list[str]:
    """An address, the DOI's before all others."""
    found = core(dc, "identifier")
    dois = [one for one in found if one.startswith("https://doi.org/10.")]
    late = ["the DOI isn't the first identifier"] if dois and dois[0] != found[0] else []
    return late + all_match(WEB, found[:1], "not an address:")


def publication_year(dc: etree._Element) -> list[str]:
    """The first date begins with the year of publication."""
    return all_match(YEAR, [one[:4] for one in core(dc, "date")[:1]], "not a year:")


CHECKS = (mandatory, identifier, publication_year)
