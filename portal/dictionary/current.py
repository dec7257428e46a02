"""The dictionary in use by this process follows the one that the staff have.

A change leaves a mark in the database; who sees another mark than it knows reads the
entries again.  Where no entry was edited it is the shipped dictionary.
"""

import logging
import time
from collections.abc import Callable, Iterable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from portal.catalogue.models import Mark
from portal.dictionary.models import ParameterName
from portal.normalise import names
from portal.normalise.dictionary import Dictionary, Entry

MARK = "dictionary"
LOOK_EVERY = 2.0  # seconds; pages of other processes are that late at most

log = logging.getLogger("beamfinder.dictionary")


class _Known:
    mark = ""
    looked_at = -LOOK_EVERY


def refresh() -> None:
    """Use the staff's present dictionary.  Costs one small query where nothing changed."""
    mark = Mark.objects.filter(name=MARK).values_list("value", flat=True).first() or ""
    _Known.looked_at = time.monotonic()
    if mark != _Known.mark:
        edited = list(ParameterName.objects.filter(edited=True))
        names.use(Dictionary(entries(edited)) if edited else names.SHIPPED)
        _Known.mark = mark


def following(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """The middleware that lets a web process look every few seconds."""

    def respond(request: HttpRequest) -> HttpResponse:
        if time.monotonic() - _Known.looked_at >= LOOK_EVERY:
            _Known.looked_at = time.monotonic()
            try:
                refresh()
            except Exception:  # whatever it is, pages do with the dictionary they had
                log.exception("the dictionary couldn't be read")
        return get_response(request)

    return respond


def changed() -> None:
    """Leave the mark of a change, within its transaction."""
    Mark.objects.update_or_create(name=MARK, defaults={"value": uuid4().hex})


def forget() -> None:
    """Use the shipped dictionary until the next look."""
    names.use(names.SHIPPED)
    _Known.mark = ""


def entries(rows: Iterable[ParameterName]) -> tuple[Entry, ...]:
    """The shipped entries with the staff's in their places; their own come first."""
    edited = {row.key: row for row in rows if row.edited}
    shipped = [
        edited.pop(entry.name.key).entry if entry.name.key in edited else entry
        for entry in names.SHIPPED.entries
        if entry.name.key not in edited or edited[entry.name.key].in_use
    ]
    shipped_keys = {entry.name.key for entry in names.SHIPPED.entries}
    own = [row.entry for key, row in edited.items() if row.in_use and key not in shipped_keys]
    return (*own, *shipped)
