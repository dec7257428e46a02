"""What the sandbox registrar answers, in the JSON:API form of DataCite."""

from collections.abc import Iterable
from typing import Any

import msgspec

from publishing.doi.kernel import LISTS, SINGLE
from publishing.doi.problems import Problem
from publishing.doi.sandbox.state import Registered

MEDIA_TYPE = "application/vnd.api+json"
SCHEMA = "http://datacite.org/schema/kernel-4"
TITLES = {
    400: "You need to provide a payload following the JSONAPI spec",
    401: "Bad credentials.",
    403: "You are not authorized to access this resource.",
    404: "The resource you are looking for doesn't exist.",
    405: "The method is not allowed.",
    406: "The content type is not recognized.",
    409: "The resource's type or id conflicts with its address.",
    413: "The payload is too large.",
    429: "Too many requests: come back later.",
    500: "Something went wrong.",
}

_SINGLE = (*SINGLE, "contentUrl")
KEPT = frozenset((*LISTS, *_SINGLE, "schemaVersion"))


class Answer(msgspec.Struct, frozen=True):
    """A status, a body (None for none), and headers beside the usual ones."""

    status: int
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()


class Refusal(Exception):
    """The request ends with this answer, and nothing of it is done."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"{answer.status}: {answer.body}")
        self.answer = answer


def error(status: int, title: str = "", *headers: tuple[str, str]) -> Answer:
    """An error as DataCite tells it."""
    told = {"status": str(status), "title": title or TITLES.get(status, "Error")}
    return Answer(status, {"errors": [told]}, headers)


def unprocessable(name: str, problems: Iterable[Problem]) -> Answer:
    """422 with all that is wrong."""
    told = [{"source": one.source, "title": one.title, "uid": name} for one in problems]
    return Answer(422, {"errors": told})


def doi(one: Registered, *, publisher: bool, affiliation: bool) -> dict[str, Any]:
    """A DOI; its publisher and affiliations in full, or (as DataCite does unless asked) by
    name."""
    prefix, _, suffix = one.name.partition("/")
    attributes: dict[str, Any] = {
        "doi": one.name,
        "prefix": prefix,
        "suffix": suffix,
        **{name: one.attributes.get(name) or [] for name in LISTS},
        **{name: one.attributes.get(name) for name in _SINGLE},
        "schemaVersion": one.attributes.get("schemaVersion") or SCHEMA,
        "container": {},
        "url": one.url or None,
        "state": one.state,
        "isActive": one.state == "findable",
        "metadataVersion": one.version,
        "source": "api",
        "created": one.created,
        "registered": one.registered or None,
        "updated": one.updated,
    }
    attributes["identifiers"] = _identifiers(attributes["alternateIdentifiers"])
    if not publisher:
        attributes["publisher"] = _name(attributes["publisher"])
    for people in ("creators", "contributors"):
        attributes[people] = [_person(each, affiliation) for each in _objects(attributes[people])]
    return {"id": one.name, "type": "dois", "attributes": attributes}


def _objects(given: object) -> list[dict[str, Any]]:
    """A draft may hold anything; what isn't as it should be isn't shown."""
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _person(given: dict[str, Any], affiliation: bool) -> dict[str, Any]:
    known = given.get("affiliation")
    listed = known if isinstance(known, list) else []
    return {
        **given,
        "nameIdentifiers": _objects(given.get("nameIdentifiers")),
        "affiliation": listed if affiliation else [_name(one) for one in listed],
    }


def _name(given: object) -> object:
    return given.get("name") if isinstance(given, dict) else given


def _identifiers(alternates: object) -> list[dict[str, Any]]:
    return [
        {
            "identifier": one.get("alternateIdentifier"),
            "identifierType": one.get("alternateIdentifierType"),
        }
        for one in _objects(alternates)
    ]
