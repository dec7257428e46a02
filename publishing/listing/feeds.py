"""The newest publications as feeds: Atom (RFC 4287) and JSON Feed 1.1."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from lxml import etree

from portal.web import links
from portal.web.atom import made, time
from publishing.listing.entries import Entry

LATEST = 50
LONGEST = 1_000  # characters of a summary
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries was changed
JSON_FEED = "https://jsonfeed.org/version/1.1"
JSON_MEDIA_TYPE = "application/feed+json"


def atom(found: Sequence[Entry], own: str, page: str) -> etree._Element:
    """The feed at the address ``own`` of what ``page`` lists."""
    changed = max((one.record.changed_at for one in found), default=NEVER)
    return made(
        "feed",
        made("id", own),
        made("title", title()),
        made("updated", time(changed)),
        made("author", made("name", settings.SITE_NAME), made("uri", links.absolute("/"))),
        made("link", rel="self", type="application/atom+xml", href=own),
        made("link", rel="alternate", type="text/html", href=page),
        *map(_entry, found),
    )


def json_feed(found: Sequence[Entry], own: str, page: str) -> dict[str, Any]:
    return {
        "version": JSON_FEED,
        "title": title(),
        "home_page_url": page,
        "feed_url": own,
        "items": [_item(one) for one in found],
    }


def title() -> str:
    return f"Publications – {settings.SITE_NAME}"


def _entry(one: Entry) -> etree._Element:
    """The address of a record is for good, so it is the entry's id as well."""
    return made(
        "entry",
        made("id", one.url),
        made("title", one.title),
        made("updated", time(one.record.changed_at)),
        made("published", time(one.published)),
        made("link", rel="alternate", type="text/html", href=one.url),
        *(made("author", made("name", name)) for name in one.creators),
        made("category", term=one.record.facility.short_name),
        made("summary", _summary(one)),
    )


def _item(one: Entry) -> dict[str, Any]:
    return {
        "id": one.url,
        "url": one.url,
        "title": one.title,
        "content_text": _summary(one),
        "date_published": time(one.published),
        "date_modified": time(one.record.changed_at),
        "authors": [{"name": name} for name in one.creators],
        "tags": [one.record.facility.short_name],
    }


def _summary(one: Entry) -> str:
    text = one.summary if len(one.summary) <= LONGEST else f"{one.summary[:LONGEST]} …"
    return text or f"Published by {one.record.facility.name}"
