"""What keeps a publication from going on is told, tried again, and leaves a way out."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from portal.catalogue import store
from portal.catalogue.models import Record
from portal.mail.models import OutgoingMail
from publishing.doi.alerts import PATIENCE
from publishing.doi.models import Doi
from publishing.enrolment.models import Enrolment
from publishing.publications import (
    drafting,
    notices,
    progress,
    registering,
    stepping,
    telling,
)
from publishing.publications.models import Publication
from publishing.publications.problems import NotAllowed, Unusable
from tests.publishing.killing import Killed, deadly
from tests.publishing.publications import cast as making
from tests.publishing.publications.cast import Cast

pytestmark = pytest.mark.django_db
State = Publication.State
QUEUE = "/publishing/queue.json"


class Breaking:
    """Steps that fail until they are mended, and how often they were tried."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch, self.tried = patch, 0

    def fail(self, place: Any, step: str, error: Exception) -> None:
        def failing(*_: Any, **__: Any) -> None:
            self.tried += 1
            raise error

        self.patch.setattr(place, step, failing)

    def mend(self) -> None:
        self.patch.undo()


@pytest.fixture
def broken() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        yield Breaking(patch)


@pytest.fixture
def those() -> Cast:
    return making.cast()


def asked(those: Cast) -> Publication:
    publication = making.draft(those, those.private)
    stepping.publish(publication.pk, those.owner)
    making.settle()
    return fresh(publication)


def fresh(publication: Publication) -> Publication:
    return Publication.objects.select_related("series__facility", "doi").get(pk=publication.pk)


def later(publication: Publication) -> timedelta:
    """Its next try comes now; how long it would have been waited for."""
    doi, now = fresh(publication).doi, timezone.now()
    Doi.objects.filter(pk=doi.pk).update(next_at=now)
    at: datetime = doi.next_at
    return at - now


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_it_is_told_and_tried_again_ever_later(those: Cast, broken: Breaking) -> None:
    EmailAddress.objects.create(user=those.curator, email="c@example.org", verified=True)
    broken.fail(telling, "tell", Unusable("A copy is damaged."))
    publication = asked(those)
    assert (publication.state, Record.objects.filter(kind="document").count()) == ("approved", 0)
    curator = browser(those.curator)
    [item] = curator.get(QUEUE).json()["items"]
    assert (item["doi"], item["tries"], item["seen"]) == (publication.doi.name, 1, "registered")
    assert item["problem"].endswith("can't go on: A copy is damaged.")
    assert item["attempts"][0]["request"] == f"publication {publication.pk}, here"
    page = curator.get(f"/publications/{publication.pk}").content.decode()
    assert "A copy is damaged." in page.replace("&#x27;", "'")
    assert "Make it a draft again" in page
    assert "It is registered." in page  # and leads nowhere yet
    assert "leads to the publication’s page" not in page
    making.settle()
    assert broken.tried == 1  # it rests
    waits = []
    for _ in range(PATIENCE - 1):
        assert not OutgoingMail.objects.filter(text__contains="A copy is damaged").exists()
        waits.append(later(publication))
        making.settle()
    assert broken.tried == PATIENCE
    assert waits == sorted(waits)
    assert waits[-1] > 7 * waits[0]
    mail = OutgoingMail.objects.get(text__contains="A copy is damaged")
    assert publication.doi.name in mail.text
    broken.mend()
    assert curator.post(f"/publishing/queue/{publication.doi.pk}/retry").status_code == 302
    making.settle()
    assert fresh(publication).state == State.FINDABLE
    assert curator.get(QUEUE).json()["items"] == []


@pytest.mark.parametrize(
    ("place", "step", "state"),
    [
        (registering, "register", State.APPROVED),
        (store, "store", State.APPROVED),
        (registering, "announce", State.APPROVED),
        (notices, "findable", State.REGISTERED),
    ],
)
def test_whatever_fails(those: Cast, broken: Breaking, place: Any, step: str, state: State) -> None:
    broken.fail(place, step, ZeroDivisionError("secret"))
    publication = asked(those)
    assert publication.state == state
    assert "ZeroDivisionError" in publication.doi.problem
    assert "secret" not in publication.doi.problem
    assert publication.doi.problem.startswith("The registrar has it") == bool(publication.doi.seen)
    assert len(browser(those.curator).get(QUEUE).json()["items"]) == 1
    broken.mend()
    later(publication)
    making.settle()
    publication = fresh(publication)
    assert (publication.state, publication.doi.problem) == (State.FINDABLE, "")
    assert publication.doi.settled


def test_a_draft_again_keeps_its_doi(those: Cast, broken: Breaking) -> None:
    broken.fail(telling, "tell", Unusable("A copy is damaged."))
    publication = asked(those)
    name, curator = publication.doi.name, browser(those.curator)
    broken.mend()
    curator.post(f"/publications/{publication.pk}/reopen")
    publication = fresh(publication)
    assert publication.state == State.DRAFT
    assert publication.doi.settled
    assert publication.chosen.get().packed is None
    assert "Discard it" not in curator.get(f"/publications/{publication.pk}").content.decode()
    with pytest.raises(NotAllowed):
        drafting.discard(publication.pk, those.owner)
    with pytest.raises(Unusable, match="at once"):  # nobody could take it back till then
        stepping.publish(publication.pk, those.owner, timezone.now() + timedelta(days=9))
    assert fresh(publication).state == State.DRAFT
    stepping.publish(publication.pk, those.owner)
    making.settle()
    publication = fresh(publication)
    assert (publication.state, publication.doi.name) == (State.FINDABLE, name)


def test_one_that_is_out_can_be_withdrawn(those: Cast, broken: Breaking) -> None:
    broken.fail(notices, "findable", Unusable("No mail today."))
    publication = asked(those)
    assert publication.doi.halted
    stepping.withdraw(publication.pk, those.curator, "It was wrong")
    making.settle()
    assert fresh(publication).doi.settled
    page = browser(those.curator).get(f"/publications/{publication.pk}").content.decode()
    assert "leads to the publication’s page" in page


def test_who_can_t_get_a_doi_is_told_at_once(those: Cast) -> None:
    publication = making.draft(those)
    Enrolment.objects.filter(facility=those.facility).delete()
    with pytest.raises(Unusable):
        stepping.publish(publication.pk, those.admin)
    assert fresh_state(publication) == State.DRAFT


def fresh_state(publication: Publication) -> str:
    return Publication.objects.values_list("state", flat=True).get(pk=publication.pk)


# Where a worker can be killed that takes a publication on, and in which call of each.
SEAMS: list[tuple[Any, str, int]] = [
    (progress, "_one", 2),
    (progress, "step", 1),
    (progress, "step", 2),
    (registering, "register", 1),
    (telling, "tell", 1),
    (store, "store", 2),
    (registering, "want", 4),
    (registering, "announce", 1),
    (notices, "findable", 1),
]


@pytest.mark.parametrize("after", [False, True])
def test_a_worker_may_be_killed_anywhere(those: Cast, after: bool) -> None:
    """Everything of a step is there, or nothing, and the next worker goes on."""
    for number, (place, step, times) in enumerate(SEAMS):
        record = making.harvested(making.payload(f"k{number}", isPublished=False))
        publication = making.draft(those, record)
        stepping.publish(publication.pk, those.owner)
        with deadly(place, step, after=after, times=times), pytest.raises(Killed):
            making.settle()
        found, public = fresh(publication), Record.objects.public()
        assert found.state in (State.APPROVED, State.REGISTERED)
        out = found.state == State.REGISTERED
        assert public.filter(pk=record.pk).exists() == out
        assert public.filter(pk=found.record_id).exists() == out
        assert (Doi.objects.get(publication=found).wanted == "findable") == out
        making.settle()
        assert fresh(publication).state == State.FINDABLE
        steps = [one.what for one in publication.steps.all()]
        assert steps == ["start", "publish", "register", "announce"]
