"""Letting others in: anonymous reviewers by a link, co-authors by an invitation."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from portal.mail.queue import queue
from publishing.publications import addresses, rights
from publishing.publications.acting import acting, held, log
from publishing.publications.models import Author, Invitation, Publication, ReviewLink, Step
from publishing.publications.problems import NotAllowed, Unusable
from publishing.publications.states import ACTS

MOST = 50  # links, and invitations that wait, of one publication
VALID = timedelta(days=30)  # of an invitation
MOST_LETTERS, A_DAY = 30, timedelta(days=1)  # of one person: strangers' addresses get them
LONGEST_TOKEN = 100
GONE = (
    "This invitation was used, or is too old, or was taken back, or the publication is in no state "
    "to be joined: ask for another one."
)


def share(pk: int, user: User) -> str:
    """The token of a new link for reviewers: it is said once, and not kept."""
    with acting(pk, user, "share") as publication:
        if publication.review_links.filter(revoked_at=None).count() >= MOST:
            raise Unusable(f"There are {MOST} links already: revoke those that aren't needed.")
        token, now = secrets.token_urlsafe(24), timezone.now()
        ReviewLink.objects.create(
            publication=publication, token_hash=_hash(token), made_by=user, made_at=now
        )
        log(publication, "share", user, now)
        return token


def revoke(link: int, user: User) -> None:
    """Let a link lead nowhere from now on."""
    found = ReviewLink.objects.get(pk=link)
    with acting(found.publication_id, user, "view") as publication:
        now = timezone.now()
        if ReviewLink.objects.filter(pk=link, revoked_at=None).update(revoked_at=now):
            log(publication, "revoke", user, now)


def shared(token: str) -> Publication | None:
    """The unpublished publication that a link leads to, None where it leads nowhere."""
    if len(token) > LONGEST_TOKEN:
        return None
    found_links = ReviewLink.objects.filter(token_hash=_hash(token), revoked_at=None)
    found = found_links.select_related("publication__series__facility").first()
    if found is None or found.publication.state not in ACTS["share"].before:
        return None
    return found.publication


def invite(pk: int, user: User, email: str) -> None:
    """Write to somebody with a link to become a co-author, whether they have an account or not."""
    try:
        validate_email(email)
    except ValidationError:
        raise Unusable(f"{email!r} isn't an e-mail address.") from None
    with acting(pk, user, "invite") as publication:
        if publication.invitations.filter(used_at=None).count() >= MOST:
            raise Unusable(f"{MOST} invitations wait for an answer already.")
        _not_too_often(user)
        token, now = secrets.token_urlsafe(24), timezone.now()
        Invitation.objects.create(
            publication=publication, email=email, token_hash=_hash(token), made_by=user, made_at=now
        )
        log(publication, "invite", user, now)
        page = addresses.invitation(token)
        queue(
            "You are invited to a publication",
            f"You are asked to work on the publication “{publication.title}”.\n\n"
            f"Follow this link and log in to do so; it is valid for {VALID.days} days:\n{page}\n",
            to=email,
        )


def invited(token: str) -> Invitation | None:
    """The invitation of a link, None if it is used, too old, or there is none."""
    since: datetime = timezone.now() - VALID
    found = Invitation.objects.filter(token_hash=_hash(token[:LONGEST_TOKEN]), used_at=None)
    one = found.filter(made_at__gte=since).select_related("publication__series", "made_by").first()
    return one if one is not None and _still_good(one, one.publication) else None


def accept(token: str, user: User) -> Publication:
    """Become a co-author by the link, once."""
    found = invited(token)
    if found is None:
        raise NotAllowed(GONE)
    with held(found.publication_id) as publication:
        now = timezone.now()
        unused = Invitation.objects.filter(pk=found.pk, used_at=None)
        if not _still_good(found, publication) or not unused.update(used_at=now):
            raise NotAllowed(GONE)
        Author.objects.get_or_create(
            publication=publication, user=user, defaults={"role": Author.Role.COAUTHOR}
        )
        log(publication, "join", user, now)
        return publication


def uninvite(invitation: int, user: User) -> None:
    """Let an invitation that nobody followed yet lead nowhere: it went to somebody else."""
    found = Invitation.objects.get(pk=invitation)
    with acting(found.publication_id, user, "invite") as publication:
        if Invitation.objects.filter(pk=invitation, used_at=None).delete()[0]:
            log(publication, "uninvite", user, timezone.now())


def remove(author: int, user: User) -> None:
    """Let a co-author no longer edit, nor let others in by invitations nobody followed yet.

    Owners stay, and anybody may leave.
    """
    found = Author.objects.get(pk=author)
    with acting(found.publication_id, user, "invite") as publication:
        if found.role == Author.Role.OWNER:
            raise NotAllowed("The owner of a publication can't be removed.")
        Author.objects.filter(pk=author).delete()
        publication.invitations.filter(made_by=found.user, used_at=None).delete()
        log(publication, "remove", user, timezone.now())


def _still_good(invitation: Invitation, publication: Publication) -> bool:
    """Whether who sent it might send it now, too: they are still there, and it can be joined."""
    sender = invitation.made_by
    return sender is not None and "invite" in rights.acts(sender, publication)


def _not_too_often(user: User) -> None:
    """Raises Unusable.  Steps tell also of invitations that were taken back."""
    since = timezone.now() - A_DAY
    if Step.objects.filter(user=user, what="invite", at__gt=since).count() >= MOST_LETTERS:
        raise Unusable(f"You sent {MOST_LETTERS} invitations within a day: send more tomorrow.")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
