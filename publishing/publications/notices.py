"""The messages that go out when a publication takes a step; written in its transaction."""

from collections.abc import Iterable

from django.contrib.auth.models import User

from portal.mail.queue import queue
from publishing.publications import addresses
from publishing.publications.models import Publication


def submitted(publication: Publication) -> None:
    """To the curators: something waits for them."""
    enrolment = getattr(publication.series.facility, "enrolment", None)
    curators = enrolment.curators.filter(is_active=True) if enrolment else ()
    _send(publication, curators, "waits for your review", "Look at it and approve or return it:")


def returned(publication: Publication) -> None:
    _to_authors(publication, "was returned with remarks", f"{publication.reason}\n\nMend it here:")


def approved(publication: Publication) -> None:
    _to_authors(publication, "was approved", "It is registered next. Where it stands:")


def findable(publication: Publication) -> None:
    _to_authors(
        publication, "is published", f"Its DOI is {publication.doi.name}. Its page of ours:"
    )


def withdrawn(publication: Publication) -> None:
    _to_authors(publication, "was withdrawn", f"{publication.reason}\n\nWhat is left of it:")


def _to_authors(publication: Publication, what: str, text: str) -> None:
    people = [author.user for author in publication.authors.select_related("user")]
    _send(publication, people, what, text)


def _send(publication: Publication, people: Iterable[User], what: str, text: str) -> None:
    title = publication.title or "Your publication"
    page = addresses.desk(publication)
    for user in people:
        queue(f"{_short(title)} {what}", f"“{title}” {what}.\n\n{text}\n{page}\n", user=user)


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
