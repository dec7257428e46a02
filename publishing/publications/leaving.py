"""What stays of somebody whose account is deleted: nothing but what they published.

The log of a publication says that a former member took the step; drafts that nobody else
writes on go with the account.
"""

from contextlib import suppress
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.db.models.signals import pre_delete
from msgspec.structs import replace

from publishing.doi.models import Doi
from publishing.publications import drafting
from publishing.publications.acting import held
from publishing.publications.content import decode, encode
from publishing.publications.models import Author, Invitation, Publication, Series, Step

FORMER = "a former member"
_GONE = (Publication.DoesNotExist, Series.DoesNotExist)


def listen() -> None:
    """Be told of accounts that are deleted, by whatever way."""
    pre_delete.connect(_leaving, sender=User, dispatch_uid="publications")


def _leaving(instance: User, **_: Any) -> None:
    """Within the transaction that deletes the account."""
    addresses = _addresses(instance)
    theirs = Q(authors__user=instance) | Q(steps__user=instance)
    alone = set(_alone(instance).values_list("pk", flat=True))
    # In one order for all who leave, since each series stays held until the end.
    for pk in _in_order(Publication.objects.filter(Q(pk__in=alone) | theirs)):
        with suppress(*_GONE), held(pk) as publication:
            if pk in alone:
                drafting.remove(publication)
            else:
                _unnamed(publication, addresses)
    Step.objects.filter(user=instance).update(name=FORMER)
    for one in addresses:
        Invitation.objects.filter(email__iexact=one).delete()


def _addresses(user: User) -> set[str]:
    """Those that are known to be theirs: anybody can write down another's."""
    listed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {one.casefold() for one in listed if one}


def _in_order(found: QuerySet[Publication]) -> list[int]:
    rows = found.order_by("series_id", "pk").values_list("series_id", "pk").distinct()
    return [pk for _, pk in rows]


def _alone(user: User) -> QuerySet[Publication]:
    """The drafts that nobody else writes on."""
    others = Author.objects.exclude(user=user).values("publication")
    drafts = Publication.objects.filter(state=Publication.State.DRAFT, authors__user=user)
    # One that was public almost has a registered DOI, which can't be given back.
    drafts = drafts.exclude(doi__wanted=Doi.State.REGISTERED)
    return drafts.exclude(pk__in=others)


def _unnamed(publication: Publication, addresses: set[str]) -> None:
    """Without this person among those whom the curators may ask."""
    publication.content = _without(publication.content, addresses)
    if publication.pending:
        publication.pending = _without(publication.pending, addresses)
    publication.save(update_fields=["content", "pending"])


def _without(text: str, addresses: set[str]) -> str:
    content = decode(text)
    kept = tuple(one for one in content.contacts if one.email.casefold() not in addresses)
    return encode(replace(content, contacts=kept))
