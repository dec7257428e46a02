"""What is published here is offered, whatever the facility says of what was harvested."""

import pytest
from django.test import Client
from pytest_django import Settings

from publishing.oai.stamping import stamp
from publishing.publications import stepping
from tests.publishing.publications import cast as making

pytestmark = pytest.mark.django_db(transaction=True)


def listed() -> str:
    stamp()
    answer = Client().get("/oai?verb=ListRecords&metadataPrefix=datacite")
    return answer.content.decode()


def test_it_is_offered_and_withdrawn() -> None:
    cast = making.cast()
    assert not cast.facility.offers_harvested
    publication = making.published(cast)
    text = listed()
    assert publication.doi.name in text
    assert "own:ess" not in text  # nothing was harvested, so no origin is told
    stepping.withdraw(publication.pk, cast.curator, "A mistake")
    assert 'status="deleted"' in listed()


def test_dois_of_the_sandbox_stay_at_home_in_production(settings: Settings) -> None:
    publication = making.published(making.cast())
    settings.PRODUCTION = True
    assert publication.doi.name not in listed()
