"""Lists of items, page by page: the verbs ListRecords and ListIdentifiers.

A list is read along the items' stamps. A record that changes while somebody reads gets a
higher stamp and so comes (again) behind the place that was reached: none is lost, and a page
costs the same wherever it is.

https://www.openarchives.org/OAI/openarchivesprotocol.html#ListRecords
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from lxml import etree

from publishing.oai import contents, formats, items, tokens
from publishing.oai.answer import Content, element, header, resumption
from publishing.oai.arguments import TOKEN, Arguments
from publishing.oai.errors import Code, RequestError, quoted
from publishing.oai.items import Item
from publishing.oai.records import Writer
from publishing.oai.tokens import Place


@dataclass(frozen=True)
class Page:
    """The items at a place of a list, and whether more follow."""

    items: list[Item]
    more: bool


# Adds the items of a page, which starts at the place, to the verb's element; how many of them
# it took, at least one.
Write = Callable[[etree._Element, list[Item], Place], int]
LARGEST = 4_000_000  # characters of the records of one page, but for its last one


def list_records(arguments: Arguments, now: int) -> Content:
    """Raises RequestError (badResumptionToken, cannotDisseminateFormat, noRecordsMatch)."""
    return _listed(arguments, now, _records)


def list_identifiers(arguments: Arguments, now: int) -> Content:
    """The headers alone; raises RequestError as ``list_records`` does."""
    return _listed(arguments, now, _headers)


def _records(made: etree._Element, page: list[Item], place: Place) -> int:
    writer = Writer(page, formats.known(place.prefix))
    size = 0
    for taken, item in enumerate(page, 1):
        writer.write(made, item)
        size += writer.size(item)
        if size > LARGEST:
            return taken
    return len(page)


def _headers(made: etree._Element, page: list[Item], place: Place) -> int:
    visible = contents.visible(page)
    for item in page:
        header(made, item, deleted=item.record_id not in visible)
    return len(page)


def _listed(arguments: Arguments, now: int, write: Write) -> Content:
    place = _place(arguments)
    made = element(arguments.verb)
    following: Place | None = place
    while following is not None and not len(made):  # a page on which nothing could be written
        place = following
        page = _page(place)
        taken = write(made, page.items, place)
        page = Page(page.items[:taken], page.more or taken < len(page.items))
        place = _sized(place, page)
        following = _following(place, page)
    if not len(made):
        raise _nothing()
    if place.cursor or following:
        resumption(made, place, following, now)
    return Content(made, lasting=repr(following))


def _place(arguments: Arguments) -> Place:
    """Where the answer starts: where a token says, or at the list's beginning."""
    if token := arguments.get(TOKEN):
        place = tokens.read(token, arguments.verb)
        formats.known(place.prefix)
        return place
    prefix, spec = arguments.get("metadataPrefix"), arguments.get("set")
    formats.known(prefix)
    if spec and not items.known(spec):
        message = f"There is no set {quoted(spec)}: ListSets tells those there are."
        raise RequestError(Code.NO_RECORDS_MATCH, message)
    first, last = arguments.period
    return Place(arguments.verb, prefix, first, last, spec)


def _page(place: Place) -> Page:
    """The items at this place, never more than OAI_PAGE_SIZE."""
    most = settings.OAI_PAGE_SIZE
    # One more tells whether this page is the last one, so that no empty page follows it.
    found = items.page(place.after, place.first, place.last, place.spec, most + 1)
    if not found and place.record:
        found = _last_told(place.record)
    return Page(found[:most], len(found) > most)


def _last_told(record_id: int) -> list[Item]:
    """What ends a list whose rest has gone elsewhere since its last page was read.

    The protocol has no page without items, and an error would spoil a harvest that is
    complete. An item that was told already may be told again.
    """
    item = items.one(record_id)
    return [item] if item else []


def _sized(place: Place, page: Page) -> Place:
    """The place with the size of its whole list, counted once, on the first page."""
    reached = place.cursor + len(page.items) + page.more
    counted = place.size
    if not place.cursor and page.more:
        counted = items.count(place.first, place.last, place.spec)
    return place._replace(size=max(counted, reached))


def _following(place: Place, page: Page) -> Place | None:
    if not page.more:
        return None
    last = page.items[-1]
    cursor = place.cursor + len(page.items)
    return place._replace(after=last.stamp, record=last.record_id, cursor=cursor)


def _nothing() -> RequestError:
    return RequestError(
        Code.NO_RECORDS_MATCH, "No records match: widen from and until, or leave out the set."
    )
