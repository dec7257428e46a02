"""The Datasets of a publication, on the page on which it is written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet

from portal.catalogue.models import Record
from portal.normalise import identifiers
from portal.web import rows
from publishing.publications import drafting, freezing
from publishing.publications.models import Chosen, Publication
from publishing.publications.problems import Unusable
from publishing.publications.rights import Publisher

SHOWN = 100
LONGEST = 2_000  # characters of an identifier
_COMMAND = re.compile(r"dataset (up|down|drop) (\d{1,18})")
_PAGE = re.compile(r"(?:https?://[^/\s]+)?/?(?:records/)(\d{1,18})(?:[/?#.].*)?")
_WORDS = {
    "changed": "Its facility tells something else of it since it was frozen.",
    "withdrawn": "Its facility has withdrawn it since it was frozen.",
}
HIDDEN = "A Dataset that isn’t public any more"


@dataclass(frozen=True)
class Line:
    """A Dataset of the publication; ``flag`` says what became of it at its source."""

    chosen: Chosen
    title: str
    identifier: str
    url: str
    availability: str
    related: bool
    flag: str


@dataclass(frozen=True)
class Listed:
    lines: Sequence[Line]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.lines)

    @property
    def order(self) -> str:
        """The numbers of those that are shown, as the form sends them."""
        return " ".join(str(one.chosen.pk) for one in self.lines)


def listed(publication: Publication, *, every: bool = False) -> Listed:
    """The Datasets in order, the first of them unless all are wanted."""
    found = publication.chosen.select_related("record__facility").order_by("position", "pk")
    total = found.count()
    flags = {one.chosen.pk: _WORDS[one.what] for one in freezing.flags(publication)}
    shown = found if every else found[:SHOWN]
    return Listed([_line(one, flags.get(one.pk, "")) for one in shown], total)


def _line(one: Chosen, flag: str) -> Line:
    """Of what is only related everybody may know what is public, and nothing else."""
    record = one.record
    public = record.is_public()
    known = public or not one.related_only
    return Line(
        chosen=one,
        title=rows.title(record.metadata) if known else HIDDEN,
        identifier=(record.doi or record.pid) if known else "",
        url=record.get_absolute_url() if public else "",
        availability=record.availability if public else "private",
        related=one.related_only,
        flag=flag,
    )


def reorder(publication: Publication, user: User, given: Mapping[str, str]) -> Publication:
    """Put the Datasets in the order that a form sent; Stale if others have saved meanwhile."""
    wanted = [int(one) for one in given.get("order", "").split() if _is_number(one)]
    return drafting.order(publication.pk, user, wanted, publication.revision)


def obey(publication: Publication, user: User, command: str, given: Mapping[str, str]) -> None:
    """Do what a button beside the Datasets says: "dataset add", "dataset up 12".

    Raises Unusable for an identifier that names nothing.
    """
    if command == "dataset add":
        for one in re.split(r"\s+", given.get("dataset", "").strip()):
            drafting.choose(publication.pk, user, find(publication, user, one))
        return
    if command == "dataset order":
        reorder(publication, user, given)
        return
    match = _COMMAND.fullmatch(command)
    if match is None:
        return
    what, pk = match[1], int(match[2])
    if what == "drop":
        drafting.drop(publication.pk, user, pk)
        return
    places = list(publication.chosen.order_by("position", "pk").values_list("pk", flat=True))
    if pk in places:
        place = places.index(pk)
        other = max(0, place - 1) if what == "up" else min(len(places) - 1, place + 1)
        places[place], places[other] = places[other], places[place]
        drafting.order(publication.pk, user, places)


def find(publication: Publication, user: User, text: str) -> Record:
    """The Dataset that somebody names: by our page of it, its DOI, or its facility's PID."""
    if not text or len(text) > LONGEST or not text.isprintable():
        raise Unusable("Write the DOI, the PID, or the address of the page of a Dataset.")
    page = _PAGE.fullmatch(text)
    every = Record.objects.select_related("facility")
    if page is not None:
        found = _first(every.filter(pk=int(page[1])))
    else:
        found = _first(every.with_pid(publication.series.facility, [text]))
        doi = identifiers.doi(text)
        found = found or (_first(every.with_doi([doi])) if doi else None)
    if found is None or not _may_know(publication, user, found):
        raise Unusable(f"There is no Dataset {text} here: check its DOI, PID or address.")
    return found


def _may_know(publication: Publication, user: User, record: Record) -> bool:
    """A record that is private to somebody is told from one that isn't there by nobody."""
    return record.is_public() or Publisher(user, publication.series.facility).may(record)


def _first(found: QuerySet[Record]) -> Record | None:
    """The Dataset, where a Document has the same identifier."""
    return found.order_by("kind").first()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
