"""Beginning a publication, writing it, and choosing its Datasets."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from portal.catalogue.models import Facility, Record
from portal.mail.recipients import confirmed
from publishing.doi.models import Doi
from publishing.doi.outbox import want
from publishing.enrolment import selectors as enrolments
from publishing.publications import belonging, prefill, refused, registering, rules
from publishing.publications.acting import acting, log
from publishing.publications.content import Contact, Content, encode
from publishing.publications.freezing import current
from publishing.publications.models import Author, Chosen, Publication, Series
from publishing.publications.problems import Invalid, NotAllowed, Unusable
from publishing.publications.rights import Publisher

MOST_DATASETS = 1_000
State = Publication.State


@transaction.atomic
def start(user: User, records: Sequence[Record], facility: Facility | None = None) -> Publication:
    """A draft with these records, filled with what they tell.

    Those that this person may publish at the facility are its Datasets; other records that
    may be seen are related to it.  Raises Unusable where nothing can be published, or when
    several facilities' Datasets can and none is named.
    """
    if len(records) > MOST_DATASETS:
        raise Unusable(f"A publication has {MOST_DATASETS} Datasets at most.")
    house = facility or _facility(user, records)
    mine = [one for one in Publisher(user, house).beginning(records) if one.pid or one.doi]
    others = set(records).difference(mine)
    related = [one for one in records if one in others and one.is_public()]
    if not mine:
        raise Unusable(
            f"You can't publish any of these at {house}: that is for the people named on a "
            "Dataset, logged in with their ORCID, and for the curators."
        )
    series = Series.objects.create(facility=house)
    publication = Publication(series=series)
    _write(publication, _filled(user, mine, house), timezone.now())
    Author.objects.create(publication=publication, user=user, role=Author.Role.OWNER)
    Chosen.objects.bulk_create(
        Chosen(publication=publication, record=one, position=place, related_only=one in others)
        for place, one in enumerate([*mine, *related])
    )
    log(publication, "start", user, publication.created_at)
    return publication


def save(pk: int, user: User, content: Content, revision: int) -> Publication:
    """Keep what was written: of what is public already, as a change that waits.

    What is approved is sent to the registrar like this, so that it may have no mistakes.
    Raises Stale if another revision has been saved since, Invalid, and NotAllowed.
    """
    with acting(pk, user, "edit", "correct", "change", revision=revision) as publication:
        now = timezone.now()
        if publication.state == State.APPROVED:
            return _corrected(publication, user, content, now)
        if publication.state != State.FINDABLE:
            _write(publication, content, now)
            return publication
        publication.pending = encode(content)
        publication.pending_state = Publication.Edit.EDITING
        publication.revision += 1
        publication.save(update_fields=["pending", "pending_state", "revision"])
        return publication


def choose(pk: int, user: User, record: Record) -> Chosen:
    """Add a Dataset; one that this person may not publish is only related to it."""
    with acting(pk, user, "edit") as publication:
        mine = Publisher(user, publication.series.facility).may(record)
        if not mine and not record.is_public():
            raise Unusable("There is no such record that you may see: check its identifier.")
        if mine and not (record.pid or record.doi):
            raise Unusable("This Dataset has no identifier, so no publication can name it.")
        if publication.chosen.count() >= MOST_DATASETS:
            raise Unusable(f"A publication has {MOST_DATASETS} Datasets at most.")
        last = publication.chosen.aggregate(last=Max("position"))["last"]
        chosen, new = Chosen.objects.get_or_create(
            publication=publication,
            record=record,
            defaults={"position": 0 if last is None else last + 1, "related_only": not mine},
        )
        if new:
            _count(publication)
        return chosen


def drop(pk: int, user: User, chosen: int) -> None:
    """Take a Dataset out again."""
    with acting(pk, user, "edit") as publication:
        if publication.chosen.filter(pk=chosen).delete()[0]:
            _count(publication)


def order(pk: int, user: User, chosen: Sequence[int], revision: int | None = None) -> Publication:
    """Put the Datasets in this order; those that aren't named come behind.

    Raises Stale if the revision is named and another has been saved since.
    """
    with acting(pk, user, "edit", revision=revision) as publication:
        places = {one: place for place, one in enumerate(chosen)}
        before = list(publication.chosen.order_by("position", "pk"))
        rows = sorted(
            before, key=lambda row: (places.get(row.pk, len(places)), row.position, row.pk)
        )
        for place, row in enumerate(rows):
            row.position = place
        Chosen.objects.bulk_update(rows, ["position"], batch_size=200)
        if rows != before:
            _count(publication)
        return publication


def discard(pk: int, user: User) -> None:
    """Delete a draft; a DOI that was reserved for it is given back."""
    with acting(pk, user, "discard") as publication:
        if refused.asked(publication):
            raise NotAllowed("Its DOI is registered, and stays: mend it, and publish it.")
        remove(publication)


def remove(publication: Publication) -> None:
    """Delete a draft that is held, whoever asks for it."""
    reserved = Doi.objects.filter(publication=publication).first()
    series = publication.series
    if reserved is not None and reserved.wanted != Doi.State.NONE:
        want(reserved, Doi.State.NONE, {}, timezone.now())
    publication.delete()
    if not series.versions.exists():
        series.delete()


def _corrected(
    publication: Publication, user: User, content: Content, now: datetime
) -> Publication:
    """Keep it, and have the registrar told, if it was asked before."""
    problems = rules.problems(publication, content)
    if problems:
        raise Invalid(problems)
    _write(publication, content, now)
    log(publication, "correct", user, now)
    if Doi.objects.filter(publication=publication, wanted=Doi.State.REGISTERED).exists():
        registering.register(publication, now)
    return publication


def _write(publication: Publication, content: Content, now: datetime) -> None:
    publication.content, publication.title = encode(content), content.title.strip()
    publication.revision += 1
    publication.changed_at = now
    publication.save()


def _count(publication: Publication) -> None:
    """Other Datasets are another revision, as other words are."""
    publication.revision += 1
    publication.save(update_fields=["revision"])


def _facility(user: User, records: Sequence[Record]) -> Facility:
    """The one facility of which this person may publish something."""
    houses = {one.facility for one in records if one.kind == Record.Kind.DATASET}
    able = [house for house in houses if Publisher(user, house).beginning(records)]
    if len(able) > 1:
        names = " or ".join(sorted(house.short_name for house in able))
        raise Unusable(f"Say at which facility you publish these: {names}.")
    if able:
        return able[0]
    raise Unusable(
        "You can't publish any of these: that is for the people named on a Dataset, logged in "
        "with their ORCID, and for the curators of facilities that publish here."
    )


def _filled(user: User, records: Sequence[Record], facility: Facility) -> Content:
    enrolment = enrolments.of(facility)
    licence = enrolment.licence if enrolment else ""
    documents = belonging.documents(records)
    several = {row.pid or row.doi or row.title: row for rows in documents.values() for row in rows}
    filled = prefill.content(
        [current(one) for one in records],
        list(several.values()),
        licence or facility.default_licence,
        timezone.now().date(),
    )
    contact = Contact(name=user.get_full_name(), email=confirmed(user))
    return msgspec.structs.replace(filled, contacts=(contact,)) if contact.email else filled
