"""The arguments of a request: read from the address or a form, and held to the protocol.

https://www.openarchives.org/OAI/openarchivesprotocol.html#ProtocolMessages
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Never
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest
from django.http.request import UnreadablePostError

from publishing.exports.xml import allowed
from publishing.oai import moments
from publishing.oai.errors import Code, RequestError, bad_arguments, quoted
from publishing.oai.uris import is_uri

FORM = "application/x-www-form-urlencoded"
LONGEST_QUERY = 16_384  # bytes
LONGEST_VALUE = 2_000  # characters; our own tokens have a few hundred
MOST_ARGUMENTS = 30
TOKEN = "resumptionToken"  # noqa: S105 - an argument's name

# https://www.openarchives.org/OAI/2.0/OAI-PMH.xsd, metadataPrefixType and setSpecType
_PREFIX = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")
_SET_SPEC = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*")


@dataclass(frozen=True)
class Rule:
    """The arguments of a verb; a resumptionToken, where it may be given, stands alone."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    resumes: bool = False

    @property
    def known(self) -> frozenset[str]:
        return self.required | self.optional | ({TOKEN} if self.resumes else frozenset())


_LIST = Rule(frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"}), resumes=True)
VERBS: Mapping[str, Rule] = {
    "Identify": Rule(),
    "ListMetadataFormats": Rule(optional=frozenset({"identifier"})),
    "ListSets": Rule(resumes=True),
    "GetRecord": Rule(frozenset({"identifier", "metadataPrefix"})),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
}


@dataclass(frozen=True)
class Arguments:
    """A legal request: its verb, and its arguments as they were given."""

    verb: str
    given: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.given.get(name, "")

    @property
    def period(self) -> tuple[int | None, int | None]:
        """The first and last second of ``from`` and ``until``, both included."""
        since, until = self.get("from"), self.get("until")
        return (
            moments.first_second(since) if since else None,
            moments.last_second(until) if until else None,
        )


def read(request: HttpRequest) -> Arguments:
    """The arguments of a request, from its address and, with POST, its body.

    Raises RequestError (badVerb, badArgument) with everything that is wrong with them.
    """
    pairs = _pairs(request.META.get("QUERY_STRING", "").encode("latin-1"))
    if request.method == "POST":
        pairs += _pairs(_body(request))
    if len(pairs) > MOST_ARGUMENTS:
        _refuse(f"There are more than {MOST_ARGUMENTS} arguments: no request needs so many.")
    verb = _verb([value for name, value in pairs if name == "verb"])
    given = [(name, value) for name, value in pairs if name != "verb"]
    bad_arguments(_mistakes(verb, given))
    return Arguments(verb, dict(given))


def _body(request: HttpRequest) -> bytes:
    kind = request.content_type or ""
    try:
        body = request.read(LONGEST_QUERY + 1)
    except UnreadablePostError:
        _refuse("The request's body broke off: send it again.")
    if body and kind != FORM:
        _refuse(f"The body's Content-Type is {quoted(kind)}: send it as {FORM}.")
    return body


def _pairs(query: bytes) -> list[tuple[str, str]]:
    """Names and values of a query string or form; what isn't UTF-8 is refused."""
    if len(query) > LONGEST_QUERY:
        _refuse(f"The request is longer than {LONGEST_QUERY} bytes.")
    try:
        parts = [part.partition(b"=") for part in query.split(b"&") if part]
        return [(_decoded(name), _decoded(value)) for name, _, value in parts]
    except UnicodeDecodeError:
        _refuse("The request isn't percent-encoded UTF-8.")


def _decoded(part: bytes) -> str:
    return unquote_to_bytes(part.replace(b"+", b" ")).decode("utf-8")


def _verb(verbs: list[str]) -> str:
    legal = ", ".join(VERBS)
    if not verbs or not verbs[0]:
        raise RequestError(Code.BAD_VERB, f"The verb is missing: add verb= and one of {legal}.")
    if len(verbs) > 1:
        raise RequestError(Code.BAD_VERB, "The verb is given more than once.")
    if verbs[0] not in VERBS:
        raise RequestError(Code.BAD_VERB, f"{quoted(verbs[0])} is no verb: write one of {legal}.")
    return verbs[0]


def _mistakes(verb: str, given: list[tuple[str, str]]) -> Iterator[str]:
    """Everything that is wrong with the arguments, a sentence each."""
    rule, values = VERBS[verb], dict(given)
    names = [name for name, _ in given]
    for name in values:
        if name not in rule.known:
            yield f"{verb} has no argument {quoted(name)}."
        elif names.count(name) > 1:
            yield f"The argument {name} is given more than once."
        elif mistake := _mistake(name, values[name]):
            yield f"The argument {name} {mistake}"
    if TOKEN in values and rule.resumes:
        if len(values) > 1:
            yield f"A {TOKEN} stands alone: leave out all other arguments."
        return
    for name in sorted(rule.required - set(values)):
        yield f"{verb} needs the argument {name}."
    yield from _period(values)


def _mistake(name: str, value: str) -> str:
    """What is wrong with an argument's form, "" when nothing is."""
    if not value:
        return "is empty: leave it out or give it a value."
    if len(value) > LONGEST_VALUE:
        return f"is longer than {LONGEST_VALUE} characters."
    if value != allowed(value):
        return "holds characters that XML doesn't allow."
    if name == "metadataPrefix" and _PREFIX.fullmatch(value) is None:
        return f"can't be {quoted(value)}: ListMetadataFormats tells the formats."
    if name == "set" and _SET_SPEC.fullmatch(value) is None:
        return f"can't be {quoted(value)}: ListSets tells the sets."
    if name == "identifier" and not is_uri(value):
        return f"is {quoted(value)}, which is no URI: percent-encode it."
    return ""


def _period(values: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with ``from`` and ``until``."""
    since, until = values.get("from"), values.get("until")
    wrong = [name for name in ("from", "until") if not _is_moment(values.get(name))]
    for name in wrong:
        yield (
            f"The argument {name} is {quoted(values[name])}: write a day there is as YYYY-MM-DD, "
            "or a second as YYYY-MM-DDThh:mm:ssZ."
        )
    if wrong or not since or not until:
        return
    if moments.is_day(since) != moments.is_day(until):
        yield "from and until differ in granularity: write both as days, or both as seconds."
    elif since > until:
        yield "from is later than until: exchange them."


def _is_moment(value: str | None) -> bool:
    """Whether a date can be read; one that isn't given can."""
    try:
        return not value or moments.first_second(value) is not None
    except ValueError:
        return False


def _refuse(message: str) -> Never:
    raise RequestError(Code.BAD_ARGUMENT, message)
