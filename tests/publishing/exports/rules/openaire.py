"""OpenAIRE's Guidelines for Data Archives, over DataCite's XML.

https://guidelines.openaire.eu/en/latest/data/
"""

from itertools import chain

from lxml import etree

from tests.publishing.exports.rules.reading import (
    DAY,
    DOI,
    EU_REPO,
    GRANT,
    LANGUAGE,
    WEB,
    YEAR,
    all_match,
    all_of,
    at_least_one,
    one_access_right,
    text_of,
    texts,
)

IDENTIFIERS = ("ARK", "DOI", "Handle", "PURL", "URN", "URL")


def identifier(resource: etree._Element) -> list[str]:
    """One identifier, of a type that OpenAIRE knows, and in that type's form."""
    found = all_of(resource, "identifier")
    if len(found) != 1:
        return [f"there are {len(found)} identifiers"]
    kind, value = found[0].get("identifierType", ""), text_of(found[0])
    if kind not in IDENTIFIERS:
        return [f"{kind!r} is no type of identifier that OpenAIRE knows"]
    forms = {"DOI": DOI, "URL": WEB}
    return all_match(forms[kind], [value], f"not a {kind}:") if kind in forms else []


def title(resource: etree._Element) -> list[str]:
    return at_least_one(texts(resource, "titles", "title"), "title")


def creator(resource: etree._Element) -> list[str]:
    """Creators with a name, and told whether they are people."""
    people = all_of(resource, "creators", "creator")
    names = list(chain.from_iterable(all_of(one, "creatorName") for one in people))
    types = {one.get("nameType", "") for one in names} - {"Personal", "Organizational"}
    return at_least_one([text_of(one) for one in names], "creator") + [
        f"a creator's type is {one!r}" for one in types
    ]


def orcid(resource: etree._Element) -> list[str]:
    """ORCIDs as identifiers of names, in full."""
    people = all_of(resource, "creators", "creator")
    people += all_of(resource, "contributors", "contributor")
    found = chain.from_iterable(all_of(one, "nameIdentifier") for one in people)
    return [
        f"not an ORCID in full: {text_of(one)!r}"
        for one in found
        if one.get("nameIdentifierScheme") == "ORCID"
        and not (
            text_of(one).startswith("https://orcid.org/0")
            and one.get("schemeURI") == "https://orcid.org"
        )
    ]


def publisher(resource: etree._Element) -> list[str]:
    return at_least_one(texts(resource, "publisher"), "publisher")


def publication_year(resource: etree._Element) -> list[str]:
    found = texts(resource, "publicationYear")
    return at_least_one(found, "year") + all_match(YEAR, found, "not a year:")


def issued(resource: etree._Element) -> list[str]:
    """The date of publication, once."""
    found = _dates(resource, "Issued")
    return [] if len(found) == 1 else [f"there are {len(found)} dates of publication"]


def dates(resource: etree._Element) -> list[str]:
    """Dates to the day, or ranges of them, without times."""
    parts = chain.from_iterable(one.split("/") for one in texts(resource, "dates", "date"))
    return all_match(DAY, parts, "not a date to the day:")


def access_right(resource: etree._Element) -> list[str]:
    """The access right, once by info:eu-repo and once by COAR, in agreement."""
    return one_access_right(_rights(resource))


def embargo(resource: etree._Element) -> list[str]:
    """Under an embargo, its start (Accepted) and its end (Available)."""
    if f"{EU_REPO}embargoedAccess" not in _rights(resource):
        return []
    start, end = _dates(resource, "Accepted"), _dates(resource, "Available")
    if len(start) != 1 or len(end) != 1:
        return [f"the embargo has {len(start)} starts and {len(end)} ends"]
    return [] if start[0] < end[0] else [f"the embargo ends on {end[0]}, before {start[0]}"]


def licence(resource: etree._Element) -> list[str]:
    """A licence that is known by its name with its address too."""
    found = all_of(resource, "rightsList", "rights")
    return [
        f"the licence {text_of(one)!r} has no address"
        for one in found
        if one.get("rightsIdentifier") and not WEB.fullmatch(one.get("rightsURI", ""))
    ]


def resource_type(resource: etree._Element) -> list[str]:
    found = all_of(resource, "resourceType")
    general = [one.get("resourceTypeGeneral", "") for one in found]
    return at_least_one(general, "general type") + at_least_one(
        [text_of(one) for one in found], "resource type"
    )


def funding(resource: etree._Element) -> list[str]:
    """Funders by name, their identifiers typed, awards at an address or in OpenAIRE's form."""
    problems = []
    for one in all_of(resource, "fundingReferences", "fundingReference"):
        problems += at_least_one(texts(one, "funderName"), "funder's name")
        kinds = [name.get("funderIdentifierType", "") for name in all_of(one, "funderIdentifier")]
        problems += [] if all(kinds) else ["a funder's identifier has no type"]
        awards = [award.get("awardURI", "") for award in all_of(one, "awardNumber")]
        problems += [
            f"not an award's address: {award!r}"
            for award in awards
            if award and not WEB.fullmatch(award) and not GRANT.fullmatch(award)
        ]
    return problems


def language(resource: etree._Element) -> list[str]:
    """The language by its code, where it is known."""
    return all_match(LANGUAGE, texts(resource, "language"), "not a language's code:")


def subject(resource: etree._Element) -> list[str]:
    """Subjects with words, and those of a scheme with their address."""
    found = all_of(resource, "subjects", "subject")
    bare = [one for one in found if one.get("subjectScheme") and not one.get("valueURI")]
    empty = [] if all(map(text_of, found)) else ["a subject is empty"]
    return empty + [f"the subject {text_of(one)!r} has no address" for one in bare]


def related_identifier(resource: etree._Element) -> list[str]:
    """Related works by DOI or address in the form of their type."""
    found = all_of(resource, "relatedIdentifiers", "relatedIdentifier")
    forms = {"DOI": DOI, "URL": WEB}
    return [
        f"not a {kind}: {text_of(one)!r}"
        for one in found
        if (kind := one.get("relatedIdentifierType", "")) in forms
        and not forms[kind].fullmatch(text_of(one))
    ]


def description(resource: etree._Element) -> list[str]:
    found = texts(resource, "descriptions", "description")
    return [] if all(found) else ["a description is empty"]


def _dates(resource: etree._Element, kind: str) -> list[str]:
    found = all_of(resource, "dates", "date")
    return [text_of(one) for one in found if one.get("dateType") == kind]


def _rights(resource: etree._Element) -> list[str]:
    found = all_of(resource, "rightsList", "rights")
    return [one.get("rightsURI", "") for one in found]


CHECKS = (
    identifier,
    title,
    creator,
    orcid,
    publisher,
    publication_year,
    issued,
    dates,
    access_right,
    embargo,
    licence,
    resource_type,
    funding,
    language,
    subject,
    related_identifier,
    description,
)
