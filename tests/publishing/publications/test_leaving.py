"""What stays of somebody whose account is deleted."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from msgspec.structs import replace

from publishing.doi.models import Doi
from publishing.publications import drafting, leaving, sharing, stepping
from publishing.publications.content import Contact, decode
from publishing.publications.models import Invitation, Publication, Step
from tests.publishing.publications import cast as making
from tests.publishing.publications.cast import Cast

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Zyx Secretname", "zyx@example.org"


@pytest.fixture
def cast() -> Cast:
    made = making.cast()
    made.owner.first_name, made.owner.last_name = NAME.split()
    made.owner.save()
    EmailAddress.objects.create(user=made.owner, email=ADDRESS, verified=True, primary=True)
    return made


def everything() -> str:
    """All that is kept of publications, as text."""
    tables = (Publication, Step, Invitation, Doi)
    return "\n".join(str(row) for table in tables for row in table.objects.values())


def test_what_is_published_stays_without_the_name(cast: Cast) -> None:
    publication = making.published(cast)
    other = Contact(name="Ana Ruiz", email="ana@example.org")
    content = decode(publication.content)
    assert [one.email for one in content.contacts] == [ADDRESS]
    contacts = (*content.contacts, other)
    changed = replace(content, contacts=contacts)
    drafting.save(publication.pk, cast.owner, changed, publication.revision)
    sharing.invite(publication.pk, cast.curator, ADDRESS)
    assert NAME in everything()
    cast.owner.delete()
    kept = everything()
    assert NAME not in kept
    assert ADDRESS not in kept
    publication.refresh_from_db()
    assert publication.state == Publication.State.FINDABLE
    assert decode(publication.pending).contacts == (other,)
    assert [one.family_name for one in decode(publication.content).creators] == ["Carberry"]
    assert set(publication.steps.exclude(name="").values_list("name", flat=True)) == {
        "a former member",
        "curator",
    }


def test_a_draft_of_nobody_else_goes_too(cast: Cast) -> None:
    alone, shared = making.draft(cast), making.draft(cast, cast.private)
    stepping.reserve(alone.pk, cast.owner)
    shared.authors.create(user=cast.coauthor, role="coauthor")
    cast.owner.delete()
    assert list(Publication.objects.all()) == [shared]
    assert not Doi.objects.exclude(publication=None).exclude(publication=shared).exists()
    assert set(Doi.objects.values_list("wanted", flat=True)) <= {Doi.State.NONE}
    assert ADDRESS not in everything()


def test_what_is_not_known_to_be_theirs_stays(cast: Cast) -> None:
    """Anybody may call themselves so, or write down an address of somebody else."""
    publication = making.published(cast)
    content = decode(publication.content)
    namesake = Contact(name=NAME, email="namesake@example.org")
    victim = Contact(name="Ana Ruiz", email="ana@example.org")
    changed = replace(content, contacts=(namesake, victim))
    drafting.save(publication.pk, cast.owner, changed, publication.revision)
    sharing.invite(publication.pk, cast.curator, victim.email)
    EmailAddress.objects.create(user=cast.owner, email=victim.email, verified=False)
    cast.owner.email = victim.email
    cast.owner.save()
    cast.owner.delete()
    publication.refresh_from_db()
    assert decode(publication.pending).contacts == (namesake, victim)
    assert Invitation.objects.filter(email=victim.email).exists()


def test_what_is_gone_meanwhile_is_passed_over(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = [making.draft(cast, one) for one in (cast.public, cast.private)]
    Publication.objects.filter(pk=drafts[0].pk).update(series=making.draft(cast).series, number=2)
    held, taken = leaving.held, []

    def going(pk: int) -> Any:
        if not taken:
            Publication.objects.filter(pk=drafts[1].pk).delete()
        taken.append(pk)
        return held(pk)

    monkeypatch.setattr(leaving, "held", going)
    cast.owner.delete()
    assert taken[0] == drafts[1].pk  # by their series
    assert not Publication.objects.exists()
