"""What is told to a harvester whose request can't be answered.

https://www.openarchives.org/OAI/openarchivesprotocol.html#ErrorConditions
"""

from collections.abc import Iterable
from enum import StrEnum

QUOTED = 60  # characters of what was asked that a message repeats


class Code(StrEnum):
    """The eight conditions; ``noSetHierarchy`` never comes up, as there are sets."""

    BAD_ARGUMENT = "badArgument"
    BAD_RESUMPTION_TOKEN = "badResumptionToken"  # noqa: S105 - the protocol's word, no secret
    BAD_VERB = "badVerb"
    CANNOT_DISSEMINATE_FORMAT = "cannotDisseminateFormat"
    ID_DOES_NOT_EXIST = "idDoesNotExist"
    NO_RECORDS_MATCH = "noRecordsMatch"
    NO_METADATA_FORMATS = "noMetadataFormats"
    NO_SET_HIERARCHY = "noSetHierarchy"


# With these the request's arguments aren't repeated in the answer: they may be of any form.
UNREADABLE = frozenset({Code.BAD_VERB, Code.BAD_ARGUMENT})


class RequestError(Exception):
    """A request that gets errors instead of what it asked for; all of one code."""

    def __init__(self, code: Code, *messages: str) -> None:
        super().__init__(code, *messages)
        self.code = code
        self.messages = messages


def bad_arguments(messages: Iterable[str]) -> None:
    """Raise RequestError with all these mistakes, if there is any."""
    found = tuple(messages)
    if found:
        raise RequestError(Code.BAD_ARGUMENT, *found)


def quoted(value: str) -> str:
    """A value as a message shows it: in quotes, and cut where it is long."""
    shown = value if len(value) <= QUOTED else value[:QUOTED] + "…"
    return f"“{shown}”"
