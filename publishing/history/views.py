"""/records/N/history: what a record was, and in what any two of its versions differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from portal.catalogue import given, selectors
from portal.catalogue.models import Record
from portal.web import errors, links, rows
from portal.web.answers import conditional, json_answer, negotiated, wants_json
from publishing.history.differences import Difference, differences
from publishing.history.versions import Version, versions
from publishing.landing.canonical import is_own


class BadVersion(ValueError):
    """The address names a version that there isn't; the message tells which there are."""


@dataclass(frozen=True)
class Comparison:
    """Two versions of a record among all that may be seen."""

    record: Record
    versions: Sequence[Version]
    older: Version
    newer: Version
    differences: Sequence[Difference]

    @property
    def only_files(self) -> bool:
        """Whether they differ in nothing that is shown."""
        return not self.differences and self.older.hash != self.newer.hash

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.record.pk,
            "url": links.absolute(self.record.get_absolute_url()),
            "versions": [
                {"number": one.number, "since": one.since, "until": one.until, "source": one.source}
                for one in self.versions
            ],
            "from": self.older.number,
            "to": self.newer.number,
            "differences": self.differences,
            "only_files_differ": self.only_files,
        }


@errors.read_only
def history(request: HttpRequest, pk: int, suffix: str = "") -> HttpResponse:
    """The list, and the differences between ``?from=`` and ``?to=`` or the last two."""
    as_json = bool(suffix) or wants_json(request)
    record = selectors.by_id(pk)
    if record is None or record.withdrawn_at is not None:
        raise Http404
    try:
        compared = _compared(record, request.GET)
    except BadVersion as error:
        return errors.error_page(request, 400, str(error), as_json=as_json)
    if as_json:
        return conditional(request, negotiated(json_answer(compared.as_json())))
    context = {
        "record": record,
        "compared": compared,
        "title": rows.title(record.metadata),
        "own": is_own(record),
    }
    return conditional(request, negotiated(render(request, "records/history.html", context)))


def _compared(record: Record, query: QueryDict) -> Comparison:
    """Raises BadVersion."""
    found = versions(record)
    newer = _chosen(found, query.get("to", ""), found[0])
    older = _chosen(found, query.get("from", ""), _before(found, newer))
    was, now = (given.metadata(record, one.metadata) for one in (older, newer))
    told = differences(was, now) if older is not newer else ()
    return Comparison(record, found, older, newer, told)


def _chosen(found: Sequence[Version], asked: str, default: Version) -> Version:
    if not asked:
        return default
    chosen = next((one for one in found if str(one.number) == asked), None)
    if chosen is None:
        known = ", ".join(str(one.number) for one in found[:20])
        raise BadVersion(f"There is no public version “{asked[:20]}”: there are {known}.")
    return chosen


def _before(found: Sequence[Version], version: Version) -> Version:
    """The version before this one; itself where there is none."""
    place = found.index(version) + 1
    return found[place] if place < len(found) else version
