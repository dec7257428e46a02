"""/search.atom: what a search finds as an Atom feed (RFC 4287), the recently changed first."""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from lxml import etree

from portal.catalogue import selectors
from portal.normalise.text import without_addresses
from portal.references.work import Work, line
from portal.web import errors, links
from portal.web.answers import conditional
from portal.web.atom import MEDIA_TYPE, made, time, written
from search import asked, results
from search.addresses import State
from search.answering import answered
from search.asked import Asked
from search.columns import Entry
from search.errors import BadQuery, EngineUnavailable
from search.exports.work import work
from search.request import SearchAnswer, SearchRequest
from search.services import search

LATEST = 50
LONGEST = 1_000  # characters of a summary
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries was changed


@errors.read_only
def feed(request: HttpRequest) -> HttpResponse:
    """The records of the search that changed last, whatever the order and page asked for."""
    try:
        question = asked.read(request.GET)
        question, answer = answered(replace(question, after=""), _latest)
    except BadQuery as error:
        return errors.error_page(request, 400, str(error))
    except EngineUnavailable as error:
        return errors.unavailable(request, str(error))
    found = [Entry.of(record) for record in selectors.rows(answer.ids)]
    changed = max((entry.record.changed_at for entry in found), default=NEVER)
    response = HttpResponse(written(_feed(question, found, changed)), MEDIA_TYPE)
    response["Access-Control-Allow-Origin"] = "*"
    # No Last-Modified: a record that an embargo sets free may come with an older time
    return conditional(request, response)


def address(state: State) -> str:
    """Of the feed of a search: without what only matters to its page."""
    found = state.replaced(sort="", size="", view="", columns="", more="")
    return found.replace("/search", "/search.atom", 1)


def _latest(question: Asked) -> SearchAnswer:
    return search(
        SearchRequest(query=question.query, filters=question.filters, sort="updated", size=LATEST)
    )


def _feed(question: Asked, found: list[Entry], changed: datetime) -> etree._Element:
    own = links.absolute(address(question.state))
    query = urlsplit(own).query
    page = links.absolute(f"/search?{query}" if query else "/search")
    sentence = results.sentence(question, results.chips(question, selectors.facility_names()))
    return made(
        "feed",
        made("id", own),
        made("title", line(f"{sentence} – {settings.SITE_NAME}")),
        made("updated", time(changed)),
        made("author", made("name", settings.SITE_NAME), made("uri", links.absolute("/"))),
        made("link", rel="self", type="application/atom+xml", href=own),
        made("link", rel="alternate", type="text/html", href=page),
        *map(_entry, found),
    )


def _entry(entry: Entry) -> etree._Element:
    """The address of a record is for good, so it is the entry's id as well."""
    record, told = entry.record, work(entry)
    own = links.absolute(record.get_absolute_url())
    return made(
        "entry",
        made("id", own),
        made("title", told.title),
        made("updated", time(record.changed_at)),
        made("published", time(record.created_at)),
        made("link", rel="alternate", type="text/html", href=own),
        *(made("author", made("name", name)) for name in told.authors),
        *(made("category", term=one) for one in _categories(entry)),
        made("summary", _summary(told)),
    )


def _summary(told: Work) -> str:
    text = told.summary if len(told.summary) <= LONGEST else f"{told.summary[:LONGEST]} …"
    return text or f"{told.kind} of {told.publisher}"


def _categories(entry: Entry) -> tuple[str, ...]:
    """The facility and the techniques."""
    techniques = (without_addresses(one.name) for one in entry.metadata.techniques)
    named = map(line, (entry.record.facility.short_name, *techniques))
    return tuple(dict.fromkeys(filter(None, named)))
