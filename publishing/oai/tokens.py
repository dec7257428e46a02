"""resumptionTokens: where a list that is read page by page goes on.

A token holds everything the next page needs and is signed, so that nothing is kept here and
any process can answer it, as often as it is asked.

https://www.openarchives.org/OAI/openarchivesprotocol.html#FlowControl
"""

from typing import NamedTuple

import msgspec
from django.conf import settings
from django.core import signing

from publishing.oai.errors import Code, RequestError
from publishing.oai.moments import DAY

# Another number when the fields below change: tokens of before are refused, not misread.
SALT = "publishing.oai.tokens.1"


class Place(NamedTuple):
    """A place in a list, and the list it is in.

    ``first`` and ``last`` bound the datestamps, in seconds; ``spec`` is the set, of ListSets
    the last set told.  It goes on behind the stamp ``after``, that of the item ``record``;
    ``cursor`` says how many came before, ``size`` how many the whole list has.
    """

    verb: str
    prefix: str = ""
    first: int | None = None
    last: int | None = None
    spec: str = ""
    after: int = 0
    record: int = 0
    cursor: int = 0
    size: int = 0


def sign(place: Place) -> str:
    """The token of a place, of characters that an address can hold."""
    return signing.dumps(list(place), salt=SALT)


def read(token: str, verb: str) -> Place:
    """The place that a token of this verb tells.

    Raises RequestError (badResumptionToken) when we didn't sign it, or not for this verb, or
    more than OAI_TOKEN_DAYS ago.
    """
    try:
        values = signing.loads(token, salt=SALT, max_age=settings.OAI_TOKEN_DAYS * DAY)
        place = msgspec.convert(values, Place)
    except signing.SignatureExpired as error:
        raise _refused(f"is older than {settings.OAI_TOKEN_DAYS} days") from error
    except (signing.BadSignature, msgspec.ValidationError) as error:
        raise _refused("isn't one of ours") from error
    if place.verb != verb:
        raise _refused(f"was given for {place.verb}")
    return place


def _refused(reason: str) -> RequestError:
    message = f"The resumptionToken {reason}: start the list anew."
    return RequestError(Code.BAD_RESUMPTION_TOKEN, message)
