"""The steps that people take with a publication.

What is handed on or made public names the revision that was looked at: see acting().
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from publishing.doi.models import Doi
from publishing.doi.rules import metadata_problems
from publishing.publications import (
    freezing,
    halting,
    naming,
    notices,
    refused,
    registering,
    rights,
    rules,
    telling,
)
from publishing.publications.acting import LONGEST_REASON, acting, log, step
from publishing.publications.content import Content, decode
from publishing.publications.models import Author, Chosen, Publication
from publishing.publications.problems import Invalid, NotAllowed, Unusable

State = Publication.State
Edit = Publication.Edit


def submit(pk: int, user: User, revision: int | None = None) -> Publication:
    """Ask the curators to look at it; its Datasets are frozen from now on."""
    with acting(pk, user, "submit", revision=revision) as publication:
        _valid(publication, decode(publication.content))
        _entitled(publication, user)
        freezing.freeze(publication)
        publication.reason = ""
        step(publication, "submit", user, timezone.now())
        notices.submitted(publication)
        return publication


def recall(pk: int, user: User) -> Publication:
    """Take it back from the curators."""
    with acting(pk, user, "recall") as publication:
        freezing.thaw(publication)
        step(publication, "recall", user, timezone.now())
        return publication


def send_back(pk: int, user: User, why: str) -> Publication:
    """Return it to its authors with remarks."""
    with acting(pk, user, "return") as publication:
        publication.reason = _reason(why)
        freezing.thaw(publication)
        step(publication, "return", user, timezone.now(), why)
        notices.returned(publication)
        return publication


def approve(
    pk: int, user: User, publish_at: datetime | None = None, revision: int | None = None
) -> Publication:
    """Have it published, at once or at a time to come; the worker does the rest."""
    with acting(pk, user, "approve", revision=revision) as publication:
        _release(publication, user, "approve", publish_at)
        notices.approved(publication)
        return publication


def publish(
    pk: int, user: User, publish_at: datetime | None = None, revision: int | None = None
) -> Publication:
    """The same without a review, where the facility lets."""
    with acting(pk, user, "publish", revision=revision) as publication:
        _valid(publication, decode(publication.content))
        _entitled(publication, user)
        freezing.freeze(publication)
        _release(publication, user, "publish", publish_at)
        return publication


def reopen(pk: int, user: User) -> Publication:
    """Make a draft of it again, as long as nothing was asked of the registrar.

    Also where it can't go on any more: it keeps the DOI that is registered, and comes out with
    it once it is mended.
    """
    with acting(pk, user, "reopen") as publication:
        if refused.asked(publication) and not refused.halted(publication):
            raise NotAllowed("Its DOI is being registered already: change it when it is public.")
        halting.over(publication.pk)
        publication.publish_at = None
        freezing.thaw(publication)
        step(publication, "reopen", user, timezone.now())
        return publication


def reserve(pk: int, user: User) -> Doi:
    """Its DOI, for the manuscript; the registrar is told to keep it."""
    with acting(pk, user, "reserve") as publication:
        now = timezone.now()
        known = Doi.objects.filter(publication=publication).exists()
        doi = registering.reserve(publication, now)
        if not known:
            log(publication, "reserve", user, now)
        return doi


def propose(pk: int, user: User, revision: int | None = None) -> Publication:
    """Ask the curators to apply the changes that wait."""
    with acting(pk, user, "propose", revision=revision) as publication:
        _valid(publication, _pending(publication))
        publication.pending_state = Edit.SUBMITTED
        publication.save(update_fields=["pending_state"])
        log(publication, "propose", user, timezone.now())
        notices.submitted(publication)
        return publication


def forgo(pk: int, user: User) -> Publication:
    """Leave what is public as it is: the changes that wait are dropped."""
    with acting(pk, user, "forgo") as publication:
        _pending(publication)
        publication.pending, publication.pending_state = "", Edit.NONE
        publication.revision += 1
        publication.save(update_fields=["pending", "pending_state", "revision"])
        log(publication, "forgo", user, timezone.now())
        return publication


def apply(pk: int, user: User, revision: int | None = None) -> Publication:
    """Publish the changes that wait: in the catalogue, and at the registrar."""
    with acting(pk, user, "apply", revision=revision) as publication:
        now, content = timezone.now(), _pending(publication)
        _valid(publication, content)
        publication.content, publication.title = publication.pending, content.title.strip()
        publication.pending, publication.pending_state = "", Edit.NONE
        publication.revision += 1
        step(publication, "apply", user, now)
        telling.tell(publication, now)
        registering.announce(publication, now)
        return publication


def new_version(pk: int, user: User) -> Publication:
    """A draft of the next version, with the content and the Datasets of the newest."""
    with acting(pk, user, "version") as publication:
        versions = publication.series.versions.order_by("-number")
        if versions[0].state in (*_UNPUBLISHED, State.REGISTERED):
            raise NotAllowed("There is a new version already: go on with that one.")
        newest, now = versions.filter(state=State.FINDABLE)[0], timezone.now()
        made = Publication.objects.create(
            series=publication.series,
            number=versions[0].number + 1,
            title=newest.title,
            content=newest.content,
            created_at=now,
            changed_at=now,
        )
        _copy(newest, made, user)
        log(made, "start", user, now)
        return made


def withdraw(pk: int, user: User, why: str) -> Publication:
    """Leave a tombstone with the reason; the DOI stays, and leads there."""
    with acting(pk, user, "withdraw") as publication:
        now = timezone.now()
        publication.reason, publication.withdrawn_at = _reason(why), now
        publication.pending, publication.pending_state = "", Edit.NONE
        step(publication, "withdraw", user, now, publication.reason)
        _tellable(publication, now)
        telling.take_back(publication, now)
        registering.announce(publication, now)
        notices.withdrawn(publication)
        return publication


_UNPUBLISHED = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED)


def _release(publication: Publication, user: User, act: str, publish_at: datetime | None) -> None:
    now = timezone.now()
    _valid(publication, decode(publication.content))
    if publish_at is not None and publish_at <= now:
        publish_at = None
    if publish_at is not None and refused.asked(publication):
        raise Unusable("Its DOI is registered already: publish it at once, without a time.")
    naming.dois(publication, now)  # who can't have any is told now, and not left waiting for one
    publication.publish_at, publication.reason = publish_at, ""
    step(publication, act, user, now)


def _valid(publication: Publication, content: Content) -> None:
    problems = rules.problems(publication, content)
    if problems:
        raise Invalid(problems)


def _entitled(publication: Publication, user: User) -> None:
    """Whether those who act may still make public what is private: who chose it may have left."""
    private = [row.record for row in freezing.chosen(publication) if not row.record.is_public()]
    people = [user, *(one.user for one in publication.authors.select_related("user"))]
    for one in people:
        able = rights.Publisher(one, publication.series.facility).among(private)
        private = [record for record in private if record not in able]
    if private:
        names = ", ".join(record.pid for record in private[:3])
        raise NotAllowed(f"Nobody of you may make these Datasets public any more: {names}.")


def _pending(publication: Publication) -> Content:
    if not publication.pending:
        raise NotAllowed("No change waits: edit it first.")
    return decode(publication.pending)


def _reason(why: str) -> str:
    if not why.strip():
        raise Unusable("Give the reason: the authors have to know it.")
    if len(why.strip()) > LONGEST_REASON:
        raise Unusable(f"Give the reason in at most {LONGEST_REASON:,} characters.")
    return why.strip()


def _tellable(publication: Publication, now: datetime) -> None:
    """Whether the registrar takes the reason: what is withdrawn can't be mended any more."""
    said = registering.attributes(publication, now)
    wrong = [one for one in metadata_problems(said) if one.source.startswith("dates")]
    if wrong:
        raise Unusable(f"The registrar can't be told this reason. {wrong[0].title}")


def _copy(source: Publication, made: Publication, user: User) -> None:
    Chosen.objects.bulk_create(
        Chosen(
            publication=made,
            record_id=row.record_id,
            position=row.position,
            related_only=row.related_only,
        )
        for row in source.chosen.all()
    )
    people = {author.user_id: author.role for author in source.authors.all()}
    if not rights.curates(user, source.series.facility) and not user.is_superuser:
        people.setdefault(user.pk, Author.Role.COAUTHOR)
    Author.objects.bulk_create(
        Author(publication=made, user_id=pk, role=role) for pk, role in people.items()
    )
