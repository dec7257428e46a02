"""Other names for DOIs of which the registrar has somebody else's."""

from datetime import datetime
from itertools import count

from django.contrib.auth.models import User
from django.utils import timezone

from publishing.doi.models import Doi
from publishing.publications import naming, refused, registering
from publishing.publications.acting import acting, step
from publishing.publications.models import Publication
from publishing.publications.problems import NotAllowed


def rename(pk: int, user: User) -> Publication:
    """Give it another DOI, where its own is somebody else's.

    With another concept DOI the version gets a name after it, unless its own is at the
    registrar already: that may stand in a manuscript, and stays.
    """
    with acting(pk, user, "rename") as publication:
        now, left = timezone.now(), refused.taken(publication)
        if not left:
            raise NotAllowed("Its DOI is nobody else's: there is no need for another one.")
        version, concept = naming.dois(publication, now)
        asked = version.wanted
        if concept in left and version not in left and not version.seen:
            left.append(version)
        for one in left:
            _leave(one, now)
        if concept not in left:
            _another(publication, concept, now)
        step(publication, "rename", user, now, _said(publication, left, now))
        if asked == Doi.State.REGISTERED:
            registering.register(publication, now)
        elif asked:
            registering.reserve(publication, now)
        return publication


def _leave(doi: Doi, now: datetime) -> None:
    """The name is another's: it belongs to no publication, and nothing is wanted of it.

    The row stays, so that the name is never given again; the registrar isn't asked.
    """
    doi.publication = doi.series = None
    doi.wanted, doi.body, doi.body_hash, doi.seen_hash = Doi.State.NONE, "", "", ""
    doi.revision += 1  # what a worker is told about it by now doesn't count
    doi.tries, doi.next_at, doi.problem, doi.alerted_at = 0, None, "", None
    doi.changed_at = now
    doi.save()


def _another(publication: Publication, concept: Doi, now: datetime) -> None:
    """The next free name of this version: "….v1.2"."""
    for number in count(2):
        ending = f"v{publication.number}.{number}"
        _, new = naming.named_after(concept, ending, publication, now)
        if new:
            return


def _said(publication: Publication, left: list[Doi], now: datetime) -> str:
    before = " and ".join(one.name for one in left)
    after = " and ".join(one.name for one in naming.dois(publication, now))
    return f"{before}: somebody else’s at the registrar. Its DOIs are {after} now."
