"""Whoever may publish a private Dataset finds it, and nobody else."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from portal.catalogue.models import Mention
from publishing.publications import drafting, hidden
from publishing.publications.content import decode
from publishing.publications.rights import Publisher
from tests import factories
from tests.publishing.publications import cast as making

pytestmark = pytest.mark.django_db
PEOPLE = ("owner", "coauthor", "curator", "elsewhere", "stranger", "admin")


def test_it_agrees_with_who_may_publish() -> None:
    cast = making.cast()
    other = making.harvested(making.payload("x", isPublished=False, orcidOfOwner=""))
    found = {}
    for name in PEOPLE:
        user = getattr(cast, name)
        found[name] = {one.pk for one in hidden.datasets(user)}
        publisher = Publisher(user, cast.facility)
        assert found[name] == {one.pk for one in (cast.private, other) if publisher.may(one)}
    assert found["owner"] == {cast.private.pk}
    assert found["curator"] == {cast.private.pk, other.pk}
    assert not list(hidden.datasets(AnonymousUser()))


def test_people_whom_only_the_document_names_find_its_datasets_and_may_publish_them() -> None:
    cast = making.cast()
    dataset = making.harvested(
        making.payload("y", isPublished=False, orcidOfOwner="", owner="", principalInvestigator="")
    )
    assert not Publisher(cast.owner, cast.facility).may(dataset)
    factories.make_record(
        factories.document(
            pid="ess/proposal",
            doi="",
            title="The whole beam time",
            public_from="",
            members=(factories.member("Josiah Carberry", orcid=making.ORCID),),
            dataset_pids=(dataset.pid,),
        )
    )
    assert Publisher(cast.owner, cast.facility).may(dataset)
    assert {one.pk for one in hidden.datasets(cast.owner)} == {cast.private.pk, dataset.pk}
    assert not Publisher(cast.stranger, cast.facility).may(dataset)
    content = decode(drafting.start(cast.owner, [dataset]).content)
    assert [one.orcid for one in content.creators] == [making.ORCID]
    assert content.abstract == "Data behind the test of the choppers."


def test_what_became_public_is_no_longer_hidden() -> None:
    cast = making.cast()
    making.published(cast, cast.private)
    assert not list(hidden.datasets(cast.owner))
    assert not Mention.objects.filter(record__kind="dataset").exists()


def test_a_public_document_lets_its_people_find_its_private_datasets() -> None:
    cast = making.cast()
    dataset = making.harvested(making.payload("y", isPublished=False, orcidOfOwner=""))
    paper = factories.make_record(
        factories.document(
            members=(factories.member("Josiah Carberry", orcid=making.ORCID),),
            dataset_pids=(dataset.pid,),
        )
    )
    assert dataset.pk in {one.pk for one in hidden.datasets(cast.owner)}
    assert Publisher(cast.owner, cast.facility).may(dataset)
    factories.withdraw(paper)
    assert dataset.pk not in {one.pk for one in hidden.datasets(cast.owner)}
    assert not Publisher(cast.owner, cast.facility).may(dataset)


def test_a_facility_that_takes_nothing_new_shows_nothing(client: Client) -> None:
    cast = making.cast()
    cast.enrolment.enabled = False
    cast.enrolment.save()
    client.force_login(cast.curator)
    answer = client.get(f"/publications/start?record={cast.public.pk}")
    assert answer.status_code == 403
    assert "takes no new publications here" in answer.content.decode()
    assert not list(hidden.datasets(cast.owner))
    assert not list(hidden.datasets(cast.curator))


def test_records_from_before_are_found_too() -> None:
    making.cast()
    before = set(Mention.objects.values_list("record", "what", "value"))
    assert before
    Mention.objects.all().delete()
    migration = importlib.import_module("portal.catalogue.migrations.0007_fill_mentions")
    for _ in range(2):  # again changes nothing
        migration.from_their_bodies(apps, None)
    assert set(Mention.objects.values_list("record", "what", "value")) == before
