"""What B2FIND takes from DataCite's XML.

http://b2find.eudat.eu/guidelines/mapping.html, and its reader of DataCite, as published.
"""

from lxml import etree

from tests.publishing.exports.rules.reading import (
    DOI,
    EU_REPO,
    LANGUAGE,
    WEB,
    YEAR,
    all_match,
    all_of,
    at_least_one,
    text_of,
    texts,
)

NOT_OPEN = ("closed", "restricted", "embargoed")


def title(resource: etree._Element) -> list[str]:
    """A title, and the record's own before those of related things: the first is taken."""
    first = next(resource.iter("{*}title"), None)
    titles = all_of(resource, "titles", "title")
    if titles and first is not titles[0]:
        return ["another title comes before the record's"]
    return at_least_one([text_of(one) for one in titles], "title")


def identifier(resource: etree._Element) -> list[str]:
    """An identifier that is an address: a DOI, or an address as it is."""
    found = all_of(resource, "identifier")
    values = [text_of(one) for one in found]
    forms = {"DOI": DOI, "URL": WEB}
    kinds = {one.get("identifierType", "") for one in found}
    if len(kinds) != 1 or not kinds <= forms.keys():
        return [f"the identifier is of the types {sorted(kinds)}"]
    return all_match(forms[kinds.pop()], values, "not an address:")


def publisher(resource: etree._Element) -> list[str]:
    return at_least_one(texts(resource, "publisher"), "publisher")


def publication_year(resource: etree._Element) -> list[str]:
    found = texts(resource, "publicationYear")
    return at_least_one(found, "year") + all_match(YEAR, found, "not a year:")


def creator(resource: etree._Element) -> list[str]:
    return at_least_one(texts(resource, "creators", "creator", "creatorName"), "creator")


def contact(resource: etree._Element) -> list[str]:
    """Somebody to ask, by name, and no e-mail address: those aren't public here."""
    found = all_of(resource, "contributors", "contributor")
    people = [one for one in found if one.get("contributorType") == "ContactPerson"]
    names = [name for one in people for name in texts(one, "contributorName")]
    written = [f"an e-mail address: {name!r}" for name in names if "@" in name]
    return at_least_one(names, "contact") + written


def instrument(resource: etree._Element) -> list[str]:
    """An instrument is a related item with a name that collected the data."""
    found = all_of(resource, "relatedItems", "relatedItem")
    problems = []
    for one in found:
        if one.get("relatedItemType") == "Instrument":
            problems += at_least_one(texts(one, "titles", "title"), "name of an instrument")
            if one.get("relationType") != "IsCollectedBy":
                problems.append(f"the data are {one.get('relationType')} the instrument")
    return problems


def open_access(resource: etree._Element) -> list[str]:
    """The rights' words say whether the data are open: a single other word means they aren't."""
    rights = all_of(resource, "rightsList", "rights")
    addresses = [one.get("rightsURI", "") for one in rights]
    words = " ".join([*map(text_of, rights), *addresses]).lower()
    taken = not any(word in words for word in NOT_OPEN)
    is_open = f"{EU_REPO}openAccess" in addresses
    return [] if taken == is_open else [f"the rights would be taken for open: {taken}"]


def language(resource: etree._Element) -> list[str]:
    """The language by its code, where it is known."""
    return all_match(LANGUAGE, texts(resource, "language"), "not a language's code:")


CHECKS = (
    title,
    identifier,
    publisher,
    publication_year,
    creator,
    contact,
    instrument,
    open_access,
    language,
)
