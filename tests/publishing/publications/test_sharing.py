"""Invitations let in whom somebody invites who may, and nobody else."""

import re

import pytest
from django.contrib.auth.models import User

from portal.mail.models import OutgoingMail
from publishing.publications import sharing, stepping
from publishing.publications.models import Invitation, Publication
from publishing.publications.problems import NotAllowed, Unusable
from tests.publishing.publications.cast import Cast, cast, draft, harvested, payload, published


@pytest.fixture
def those(db: None) -> Cast:
    return cast()


def invitation(publication: Publication, by: User) -> str:
    """The token of an invitation that this person sends."""
    sharing.invite(publication.pk, by, "else@example.org")
    found = re.search(r"/invitations/([\w-]+)", OutgoingMail.objects.latest("pk").text)
    assert found
    return found[1]


def joined(those: Cast, publication: Publication) -> int:
    """The author as which the co-author is in."""
    sharing.accept(invitation(publication, those.owner), those.coauthor)
    return publication.authors.get(user=those.coauthor).pk


def test_who_is_removed_lets_nobody_in(those: Cast) -> None:
    publication = draft(those)
    author = joined(those, publication)
    theirs = invitation(publication, those.coauthor)
    owners = invitation(publication, those.owner)
    sharing.remove(author, those.owner)
    assert sharing.invited(theirs) is None
    for user in (those.coauthor, those.stranger):
        with pytest.raises(NotAllowed, match="ask for another"):
            sharing.accept(theirs, user)
    assert [one.made_by for one in publication.invitations.filter(used_at=None)] == [those.owner]
    assert sharing.accept(owners, those.stranger) == publication


def test_a_former_curator_lets_nobody_in(those: Cast) -> None:
    publication = draft(those)
    token = invitation(publication, those.curator)
    assert sharing.invited(token) is not None
    those.enrolment.curators.clear()
    assert sharing.invited(token) is None
    with pytest.raises(NotAllowed):
        sharing.accept(token, those.stranger)


@pytest.mark.parametrize("way", ["blocked", "gone"])
def test_nor_does_a_former_account(those: Cast, way: str) -> None:
    token = invitation(draft(those), those.curator)
    if way == "gone":
        those.curator.delete()
    else:
        User.objects.filter(pk=those.curator.pk).update(is_active=False)
    with pytest.raises(NotAllowed):
        sharing.accept(token, those.stranger)


def test_nobody_joins_what_is_withdrawn(those: Cast) -> None:
    publication = published(those)
    token = invitation(publication, those.owner)
    stepping.withdraw(publication.pk, those.curator, "wrong sample")
    with pytest.raises(NotAllowed):
        sharing.accept(token, those.stranger)
    assert not publication.authors.filter(user=those.stranger).exists()


def test_nobody_writes_to_too_many(those: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted over all publications, and what was taken back counts, too."""
    monkeypatch.setattr(sharing, "MOST_LETTERS", 2)
    first, second = draft(those), draft(those, harvested(payload("three")))
    for publication in (first, second):
        invitation(publication, those.owner)
        sharing.uninvite(publication.invitations.get().pk, those.owner)
    with pytest.raises(Unusable, match="tomorrow"):
        invitation(first, those.owner)
    assert OutgoingMail.objects.count() == 2
    assert not Invitation.objects.exists()
    invitation(first, those.curator)
    first.steps.update(at="2024-01-01T00:00Z")
    invitation(first, those.owner)
