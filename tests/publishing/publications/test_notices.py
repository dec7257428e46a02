"""Who gets which message at which step, and that nobody gets it twice."""

import pytest
from django.contrib.auth.models import User

from portal.mail.models import OutgoingMail
from portal.web import links
from publishing.publications import drafting, progress, stepping
from publishing.publications.content import decode
from publishing.publications.models import Author, Publication
from tests.publishing.publications import cast as making
from tests.publishing.publications.cast import Cast

pytestmark = pytest.mark.django_db
AUTHORS, CURATORS = ("owner", "coauthor"), ("curator", "second")


@pytest.fixture
def those() -> Cast:
    """A facility that reviews, with a second curator, and one whose account is closed."""
    made = making.cast(review=True)
    for name in ("second", "former"):
        user = User.objects.create_user(f"login-of-{name}", first_name=name)
        made.enrolment.curators.add(user)
    User.objects.filter(first_name="former").update(is_active=False)
    return made


@pytest.fixture
def publication(those: Cast) -> Publication:
    made = making.draft(those)
    Author.objects.create(publication=made, user=those.coauthor, role="coauthor")
    return made


def told(publication: Publication, to: tuple[str, ...], what: str, also: str = "") -> None:
    """These people, and nobody else, have been told this since it was asked last."""
    mails = list(OutgoingMail.objects.select_related("user"))
    assert sorted(mail.user.first_name for mail in mails if mail.user) == sorted(to)
    for mail in mails:
        assert mail.to == ""  # to the address that the account has confirmed by then
        assert mail.subject == f"Reflectivity of film one {what}"
        assert also in mail.text
        page = links.absolute(f"/publications/{publication.pk}")
        assert mail.text.splitlines()[-1] == page
    OutgoingMail.objects.all().delete()


def test_each_step_is_told_once_to_those_whom_it_concerns(
    those: Cast, publication: Publication
) -> None:
    pk, owner, curator = publication.pk, those.owner, those.curator
    stepping.submit(pk, owner)
    told(publication, CURATORS, "waits for your review")
    stepping.recall(pk, owner)
    told(publication, (), "")
    stepping.submit(pk, owner)
    OutgoingMail.objects.all().delete()
    stepping.send_back(pk, curator, "Say more of the sample")
    told(publication, AUTHORS, "was returned with remarks", "Say more of the sample")
    stepping.submit(pk, owner)
    OutgoingMail.objects.all().delete()
    stepping.approve(pk, curator)
    told(publication, AUTHORS, "was approved")
    making.settle()
    publication.refresh_from_db()
    told(publication, AUTHORS, "is published", publication.doi.name)
    making.settle()
    assert progress.advance() == 0
    told(publication, (), "")


def test_so_are_changes_and_the_end(those: Cast, publication: Publication) -> None:
    pk, owner, curator = publication.pk, those.owner, those.curator
    stepping.submit(pk, owner)
    stepping.approve(pk, curator)
    making.settle()
    publication.refresh_from_db()
    OutgoingMail.objects.all().delete()
    drafting.save(pk, owner, decode(publication.content), publication.revision)
    told(publication, (), "")
    stepping.propose(pk, owner)
    told(publication, CURATORS, "waits for your review")
    stepping.apply(pk, curator)
    making.settle()
    told(publication, (), "")
    stepping.withdraw(pk, curator, "The detector was broken")
    making.settle()
    told(publication, AUTHORS, "was withdrawn", "The detector was broken")
