"""/search.atom: what a search finds as an Atom feed (RFC 4287), the recently changed first."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from lxml import etree

from portal.catalogue import selectors
from portal.normalise.text import without_addresses
from portal.web import errors, links
from portal.web.answers import conditional
from search import asked, results
from search.addresses import State
from search.answering import answered
from search.asked import Asked
from search.columns import Entry
from search.errors import BadQuery, EngineUnavailable
from search.exports.work import Work, line, work
from search.request import SearchAnswer, SearchRequest
from search.services import search

LATEST = 50
LONGEST = 1_000  # characters of a summary
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries was changed
_NAMESPACE = "http://www.w3.org/2005/Atom"
_PREFIXES: Any = {None: _NAMESPACE}  # lxml's stubs don't know of namespaces without a prefix


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
    content = etree.tostring(
        _feed(question, found, changed), xml_declaration=True, encoding="utf-8"
    )
    response = HttpResponse(content, MEDIA_TYPE)
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
    return _made(
        "feed",
        _made("id", own),
        _made("title", line(f"{sentence} – {settings.SITE_NAME}")),
        _made("updated", _time(changed)),
        _made("author", _made("name", settings.SITE_NAME), _made("uri", links.absolute("/"))),
        _made("link", rel="self", type="application/atom+xml", href=own),
        _made("link", rel="alternate", type="text/html", href=page),
        *map(_entry, found),
    )


def _entry(entry: Entry) -> etree._Element:
    """The address of a record is for good, so it is the entry's id as well."""
    record, made = entry.record, work(entry)
    own = links.absolute(record.get_absolute_url())
    return _made(
        "entry",
        _made("id", own),
        _made("title", made.title),
        _made("updated", _time(record.changed_at)),
        _made("published", _time(record.created_at)),
        _made("link", rel="alternate", type="text/html", href=own),
        *(_made("author", _made("name", name)) for name in made.authors),
        *(_made("category", term=one) for one in _categories(entry)),
        _made("summary", _summary(made)),
    )


def _summary(made: Work) -> str:
    text = made.summary if len(made.summary) <= LONGEST else f"{made.summary[:LONGEST]} …"
    return text or f"{made.kind} of {made.publisher}"


def _categories(entry: Entry) -> tuple[str, ...]:
    """The facility and the techniques."""
    techniques = (without_addresses(one.name) for one in entry.metadata.techniques)
    named = map(line, (entry.record.facility.short_name, *techniques))
    return tuple(dict.fromkeys(filter(None, named)))


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _made(name: str, *inside: etree._Element | str, **attributes: str) -> etree._Element:
    """An element of Atom with a text or with other elements."""
    made = etree.Element(f"{{{_NAMESPACE}}}{name}", attributes, nsmap=_PREFIXES)
    for one in inside:
        if isinstance(one, str):
            made.text = one
        else:
            made.append(one)
    return made
