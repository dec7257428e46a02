"""From a request to the answer's XML: OAI-PMH 2.0 without HTTP around it.

https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from collections.abc import Callable, Mapping

from publishing.oai import items
from publishing.oai.answer import Answer, Content, answered, refused
from publishing.oai.arguments import Arguments
from publishing.oai.errors import UNREADABLE, RequestError
from publishing.oai.identify import identify
from publishing.oai.list_sets import list_sets
from publishing.oai.lists import list_identifiers, list_records
from publishing.oai.one import get_record, list_formats

# What answers each verb, given the arguments and the moment the answer speaks of.
ANSWERERS: Mapping[str, Callable[[Arguments, int], Content]] = {
    "Identify": identify,
    "ListMetadataFormats": list_formats,
    "ListSets": list_sets,
    "GetRecord": get_record,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
}


def answer(arguments: Arguments) -> Answer:
    """The answer to a request whose arguments are legal."""
    # Before anything is read: who harvests from this moment on misses nothing.
    now = items.now()
    try:
        return answered(arguments, ANSWERERS[arguments.verb](arguments, now), now)
    except RequestError as error:
        given = {"verb": arguments.verb, **arguments.given}
        return refused(error, {} if error.code in UNREADABLE else given, now)


def refusal(error: RequestError) -> Answer:
    """The answer to a request whose arguments are not."""
    return refused(error, {}, items.now())
