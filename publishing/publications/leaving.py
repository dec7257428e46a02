"""What stays of somebody whose account is deleted: nothing but what they published.

The log of a publication says that a former member took the step; drafts that nobody else
writes on go with the account.
"""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db.models import Q
from django.db.models.signals import pre_delete
from msgspec.structs import replace

from publishing.doi.models import Doi
from publishing.publications import drafting
from publishing.publications.acting import held
from publishing.publications.content import decode, encode
from publishing.publications.models import Author, Invitation, Publication, Step

FORMER = "a former member"


def listen() -> None:
    """Be told of accounts that are deleted, by whatever way."""
    pre_delete.connect(_leaving, sender=User, dispatch_uid="publications")


def _leaving(instance: User, **_: Any) -> None:
    """Within the transaction that deletes the account."""
    addresses = _addresses(instance)
    theirs = Q(authors__user=instance) | Q(steps__user=instance)
    for pk in list(_alone(instance)):
        with held(pk) as draft:
            drafting.remove(draft)
    for pk in set(Publication.objects.filter(theirs).values_list("pk", flat=True)):
        with held(pk) as publication:
            _unnamed(publication, addresses, instance.get_full_name())
    Step.objects.filter(user=instance).update(name=FORMER)
    for one in addresses:
        Invitation.objects.filter(email__iexact=one).delete()


def _addresses(user: User) -> set[str]:
    listed = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {one.casefold() for one in (*listed, user.email) if one}


def _alone(user: User) -> Any:
    """The drafts that nobody else writes on."""
    others = Author.objects.exclude(user=user).values("publication")
    drafts = Publication.objects.filter(state=Publication.State.DRAFT, authors__user=user)
    # One that was public almost has a registered DOI, which can't be given back.
    drafts = drafts.exclude(doi__wanted=Doi.State.REGISTERED)
    return drafts.exclude(pk__in=others).values_list("pk", flat=True)


def _unnamed(publication: Publication, addresses: set[str], name: str) -> None:
    """Without this person among those whom the curators may ask."""
    publication.content = _without(publication.content, addresses, name)
    if publication.pending:
        publication.pending = _without(publication.pending, addresses, name)
    publication.save(update_fields=["content", "pending"])


def _without(text: str, addresses: set[str], name: str) -> str:
    content = decode(text)
    kept = tuple(
        one
        for one in content.contacts
        if one.email.casefold() not in addresses and not (name and one.name == name)
    )
    return encode(replace(content, contacts=kept))
