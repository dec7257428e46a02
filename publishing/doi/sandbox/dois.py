"""What becomes of a DOI by one request: its states, its attributes, and what is refused."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from publishing.doi import forms, rules
from publishing.doi.problems import Problem
from publishing.doi.sandbox import answers
from publishing.doi.sandbox.answers import Refusal
from publishing.doi.sandbox.state import PREFIX, Account, Registered

DRAFT, REGISTERED, FINDABLE = "draft", "registered", "findable"

# (state, event) -> state.  Any other event is ignored without a word, as DataCite does.
EVENTS = {
    (DRAFT, "register"): REGISTERED,
    (DRAFT, "publish"): FINDABLE,
    (REGISTERED, "publish"): FINDABLE,
    (FINDABLE, "hide"): REGISTERED,
}
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
TAKEN = "This DOI has already been taken"


def new(name: str, account: Account) -> Registered:
    """A draft that says nothing yet.

    Raises Refusal where the prefix isn't one of the sandbox, or the name no DOI.
    """
    if not name.startswith(f"{PREFIX}/"):
        raise Refusal(answers.error(403))
    if not forms.is_doi(name):
        problem = Problem("doi", f"{name[:100]} is not a valid DOI")
        raise Refusal(answers.unprocessable(name, [problem]))
    now = moment()
    return Registered(
        name=name,
        account=account.name,
        state=DRAFT,
        url="",
        attributes={},
        version=0,
        created=now,
        updated=now,
    )


def name_for(attributes: Mapping[str, Any]) -> str:
    """The DOI asked for in lower case, or a new one where only a prefix is."""
    asked = attributes.get("doi")
    if isinstance(asked, str) and asked:
        return asked.lower()
    prefix = attributes.get("prefix")
    parts = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(2))
    return f"{prefix if isinstance(prefix, str) else PREFIX}/{'-'.join(parts)}"


def changed(
    one: Registered, attributes: Mapping[str, Any], account: Account, *, keep_state: bool = False
) -> Registered:
    """The DOI after a request: what it names replaces what was there, then its event happens.

    Raises Refusal (422) where what comes out may not be registered.
    """
    event = "" if keep_state else attributes.get("event")
    state = EVENTS.get((one.state, event), one.state) if isinstance(event, str) else one.state
    now = moment()
    made = msgspec.structs.replace(
        one,
        state=state,
        url=_url(one, attributes),
        attributes={**one.attributes, **_kept(attributes)},
        version=one.version + 1,
        registered=one.registered or (now if state != DRAFT else ""),
        updated=now,
    )
    if state != DRAFT:
        _validate(made, account)
    return made


def deletable(one: Registered) -> bool:
    """Only what was never registered can be forgotten."""
    return one.state == DRAFT


def moment() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _url(one: Registered, attributes: Mapping[str, Any]) -> str:
    if "url" not in attributes:
        return one.url
    given = attributes["url"]
    return given if isinstance(given, str) else ""


def _kept(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Those that are metadata; DOIs in them in lower case, as DataCite keeps them."""
    kept = {name: value for name, value in attributes.items() if name in answers.KEPT}
    related = kept.get("relatedIdentifiers")
    if isinstance(related, list):
        kept["relatedIdentifiers"] = [_lower(one) for one in related]
    return kept


def _lower(one: object) -> object:
    if not isinstance(one, dict) or one.get("relatedIdentifierType") != "DOI":
        return one
    return {**one, "relatedIdentifier": str(one.get("relatedIdentifier")).lower()}


def _validate(one: Registered, account: Account) -> None:
    found = rules.problems({**one.attributes, "doi": one.name, "url": one.url})
    if not found and not forms.within(one.url, account.domains):
        allowed = f"is not allowed by repository {account.name.upper()} domain settings."
        found = [Problem("url", f"URL {one.url} {allowed}")]
    if found:
        raise Refusal(answers.unprocessable(one.name, found))
