"""The verb ListSets.

https://www.openarchives.org/OAI/openarchivesprotocol.html#ListSets
"""

from django.conf import settings

from publishing.exports.xml import allowed
from publishing.oai import items, tokens
from publishing.oai.answer import Content, child, element, resumption
from publishing.oai.arguments import TOKEN, Arguments
from publishing.oai.tokens import Place


def list_sets(arguments: Arguments, now: int) -> Content:
    """The sets by setSpec, page by page; raises RequestError (badResumptionToken)."""
    token, most = arguments.get(TOKEN), settings.OAI_PAGE_SIZE
    place = tokens.read(token, arguments.verb) if token else Place(arguments.verb)
    found = items.sets(place.spec)
    made = element(arguments.verb)
    for one in found[:most]:
        told = child(made, "set")
        child(told, "setSpec", one.spec)
        child(told, "setName", allowed(one.name))
    following = None
    if len(found) > most:
        size = place.size or len(found)
        place = place._replace(size=size)
        following = place._replace(spec=found[most - 1].spec, cursor=place.cursor + most)
    if place.cursor or following:
        resumption(made, place, following, now)
    return Content(made, lasting=repr(following))
