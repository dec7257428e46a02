"""Who somebody is to a publication, and which Datasets somebody may publish.

By the ORCID that somebody logged in with, the proposals that the groups of their login name,
and the facilities they curate; what anybody types grants nothing.
"""

from collections.abc import Collection, Sequence
from functools import cached_property

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet

from portal.catalogue.models import Facility, Record
from portal.catalogue.records import AnyRecord
from publishing.enrolment import selectors as enrolments
from publishing.enrolment.models import Enrolment
from publishing.publications import belonging, identity, refused
from publishing.publications.models import Publication
from publishing.publications.states import ACTS, Role, may

Person = User | AnonymousUser


def visible(user: Person) -> QuerySet[Publication]:
    """The publications that somebody may know of before they are public."""
    every = Publication.objects.select_related("series__facility")
    if not user.is_active or not user.is_authenticated:
        return every.none()
    if user.is_superuser:
        return every
    mine = Q(authors__user=user) | Q(series__facility__enrolment__curators=user)
    return every.filter(pk__in=Publication.objects.filter(mine).values("pk"))


def roles(user: Person, publication: Publication) -> frozenset[Role]:
    """As what somebody acts on a publication; nothing for strangers."""
    if not user.is_active or not user.is_authenticated:
        return frozenset()
    found = set()
    if user.is_superuser:
        found.add(Role.ADMIN)
    if publication.authors.filter(user=user).exists():
        found.add(Role.AUTHOR)
    if curates(user, publication.series.facility):
        found.add(Role.CURATOR)
    return frozenset(found)


def curates(user: Person, facility: Facility) -> bool:
    return Enrolment.objects.filter(facility=facility, curators=user.pk).exists()


def reviewed(facility: Facility) -> bool:
    """Whether a curator approves what authors submit; so where nothing was agreed."""
    enrolment = enrolments.of(facility)
    return _reviewed(enrolment)


def refusal(act: str, publication: Publication) -> str:
    """Why nobody, or not this person, can do it with the publication as it is now."""
    facility = publication.series.facility
    if act == "version" and not _takes_new(enrolments.of(facility)):
        return f"{facility} takes nothing new here: ask its curators."
    return f"You can't {act} this publication: it is {publication.get_state_display()}."


def acts(user: Person, publication: Publication) -> frozenset[str]:
    """The names of what somebody may do with a publication as it is now."""
    mine = roles(user, publication)
    enrolment = enrolments.of(publication.series.facility)
    review = _reviewed(enrolment)
    found = {name for name, act in ACTS.items() if may(act, publication.state, mine, review=review)}
    if not _takes_new(enrolment):
        found.discard("version")
    # The registrar has a word in these two.
    if "rename" in found and not refused.taken(publication):
        found.remove("rename")
    if publication.state == Publication.State.APPROVED and "correct" in found:
        found -= {"correct"} if refused.registered(publication) else set()
    return frozenset(found)


def _reviewed(enrolment: Enrolment | None) -> bool:
    return enrolment is None or enrolment.review


def _takes_new(enrolment: Enrolment | None) -> bool:
    return enrolment is not None and enrolment.enabled


class Publisher:
    """Somebody at one facility; asked about many Datasets, the logins are read once."""

    def __init__(self, user: Person, facility: Facility) -> None:
        self.user, self.facility = user, facility

    def may(self, record: Record) -> bool:
        """Whether this Dataset may be published by this person."""
        return bool(self.among([record]))

    def beginning(self, records: Sequence[Record]) -> list[Record]:
        """Those with which this person may begin a publication: none where nothing new is taken."""
        return self.among(records) if _takes_new(self._enrolment) else []

    def among(self, records: Sequence[Record]) -> list[Record]:
        """Those of the records that this person may publish: Datasets of the facility that
        name them, or of which a Document does."""
        if self._enrolment is None:
            return []
        mine = [one for one in records if self._is_here(one)]
        if self._any:
            return mine
        if not (self._orcid or self._proposals):
            return []
        documents = belonging.documents(mine)
        return [
            one for one in mine if any(map(self._named, [one.metadata, *documents.get(one.pk, ())]))
        ]

    def _is_here(self, record: Record) -> bool:
        here = record.facility_id == self.facility.pk and record.kind == Record.Kind.DATASET
        return here and record.withdrawn_at is None

    @cached_property
    def _enrolment(self) -> Enrolment | None:
        return enrolments.of(self.facility)

    @cached_property
    def _any(self) -> bool:
        return self.user.is_superuser or curates(self.user, self.facility)

    @cached_property
    def _orcid(self) -> str:
        return identity.orcid(self.user)

    @cached_property
    def _proposals(self) -> Collection[str]:
        if self._enrolment is None:
            return ()
        return identity.proposals(self.user, self._enrolment)

    def _named(self, metadata: AnyRecord) -> bool:
        if any(one.pid in self._proposals for one in metadata.proposals):
            return True
        return self._orcid != "" and any(
            member.person.orcid == self._orcid for member in metadata.members
        )
