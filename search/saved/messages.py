"""What is written to the owner of a saved search."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.template.loader import render_to_string

from portal.catalogue import selectors
from portal.mail.models import OutgoingMail
from portal.mail.queue import queue
from portal.web import links, rows, show
from search.asked import Asked
from search.errors import BadQuery
from search.query.tree import And, Range
from search.request import SearchRequest
from search.saved import reading
from search.saved.models import SavedSearch
from search.saved.tokens import unsubscribe_link
from search.services import search as find

MOST_TITLES = 20
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Message:
    subject: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)

    def queue(self, user: User) -> OutgoingMail:
        """Have it sent, at most once, to whatever address the person has confirmed by then."""
        return queue(
            self.subject,
            self.text,
            user=user,
            html=self.html,
            headers=self.headers,
            repeatable=False,
        )


def news(search: SavedSearch, until: datetime) -> Message | None:
    """What appeared in the search after it was told last, up to ``until``; None for nothing.

    Raises BadQuery or EngineUnavailable.
    """
    asked = reading.asked(search.query)
    window = Range("added", _seconds(search.told_until) + 1, _seconds(until))
    answer = find(
        SearchRequest(
            query=And((asked.query, window)),
            filters=asked.filters,
            sort="newest",
            size=MOST_TITLES,
        )
    )
    shown = [rows.row(record) for record in selectors.rows(answer.ids)]
    if not shown:
        return None
    total = answer.total
    records = "1 new record" if total == 1 else f"{show.number(total)} new records"
    context = {
        "records": records,
        "items": [(row, links.absolute(row.url)) for row in shown],
        "others": max(0, total - len(shown)),
        "everything": links.absolute(_address(asked, search.told_until + SECOND, until)),
    }
    return _message(search, f"{records}: {search.name}", "news", context)


def unreadable(search: SavedSearch, problem: str) -> Message:
    """That a search can't be read any more; told once."""
    subject = f"This search can't be read any more: {search.name}"
    return _message(search, subject, "unreadable", {"problem": problem})


def _message(search: SavedSearch, subject: str, template: str, context: dict[str, Any]) -> Message:
    leave = unsubscribe_link(search.pk)
    whole = {
        **context,
        "search": search,
        "address": links.absolute(search.address),
        "unsubscribe": leave,
        "yours": links.absolute("/account/searches"),
    }
    return Message(
        f"{settings.SITE_NAME}: {subject}",
        render_to_string(f"saved/mail/{template}.txt", whole).strip() + "\n",
        render_to_string(f"saved/mail/{template}.html", whole),
        # RFC 8058: mail programs show a button that ends the alerts with one POST
        {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def _address(asked: Asked, since: datetime, until: datetime) -> str:
    """The search with nothing but what is new in it; all of it where that gets too long.

    Its parts are written as they stand beside others: "film OR" alone is two words.
    """
    parts = [clause.text for clause in asked.box.clauses]
    times = f"added:{_written(since)}..{_written(until)}"
    match = "most" if asked.takes_most else "all"
    address = asked.state.replaced(q=" ".join([*parts, times]), match=match)
    try:
        reading.asked(address.partition("?")[2])
    except BadQuery:
        return asked.state.replaced()
    return address


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
