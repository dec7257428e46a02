"""What a source tells otherwise after a freeze: the publication comes out as it was frozen."""

import json

import pytest
from django.utils import timezone

from harvest.pipeline import remap
from portal.catalogue import store
from portal.catalogue.models import Record, SourceRecord
from publishing.doi.models import Doi
from publishing.doi.rules import metadata_problems
from publishing.publications import freezing, progress, stepping
from publishing.publications.models import Publication
from publishing.publications.problems import Invalid, Unusable
from tests.publishing.publications import cast as making
from tests.publishing.publications.cast import Cast

pytestmark = pytest.mark.django_db
ONE, TWO = "10.17199/one", "10.17199/two"


@pytest.fixture
def those() -> Cast:
    return making.cast()


def told(name: str, doi: str) -> Record:
    return making.harvested(making.payload(name, doi=doi))


def frozen(those: Cast, *, out: bool = False) -> Publication:
    """A publication of a Dataset with the first DOI, that waits for the registrar or is out."""
    publication = making.draft(those, told("x", ONE))
    stepping.publish(publication.pk, those.owner)
    making.settle() if out else progress.advance()
    return publication


def comes_out_as_frozen(publication: Publication) -> Record:
    making.settle()
    publication.refresh_from_db()
    assert publication.state == Publication.State.FINDABLE
    record = publication.chosen.get().record
    assert record.is_public()
    assert record.metadata.doi == ONE
    assert publication.record is not None
    assert TWO not in publication.record.body
    return record


@pytest.mark.parametrize("out", [False, True])
def test_another_doi_is_flagged_and_changes_nothing(those: Cast, out: bool) -> None:
    publication = frozen(those, out=out)
    told("x", TWO)
    record = comes_out_as_frozen(publication)
    assert record.doi == ONE
    assert [flag.what for flag in freezing.flags(publication)] == ["changed"]
    assert Record.objects.filter(kind="dataset", withdrawn_at=None).count() == 3


def test_its_doi_may_be_anothers_by_now(those: Cast) -> None:
    publication = frozen(those)
    told("x", TWO)
    other = told("y", ONE)
    record = comes_out_as_frozen(publication)
    assert record.pk != other.pk
    other.refresh_from_db()
    assert other.doi == ONE


def test_it_may_be_another_record_by_now(those: Cast) -> None:
    """The source tells that it is what another one is already."""
    other, publication = told("y", TWO), frozen(those)
    told("x", TWO)
    record = comes_out_as_frozen(publication)
    assert (record.doi, record.pk == other.pk) == (ONE, False)


def test_it_may_be_gone_and_come_again_otherwise(those: Cast) -> None:
    publication = frozen(those)
    rows = list(SourceRecord.objects.filter(record=publication.chosen.get().record))
    store.withdraw(rows, timezone.now(), remap)
    told("x", TWO)
    assert comes_out_as_frozen(publication).doi == ONE


def test_what_is_withdrawn_again_is_as_its_source_tells_it(those: Cast) -> None:
    publication = frozen(those)
    told("x", TWO)
    record = comes_out_as_frozen(publication)
    stepping.withdraw(publication.pk, those.curator, "It was wrong")
    making.settle()
    record.refresh_from_db()
    assert record.doi == TWO


def test_what_its_source_withdrew_is_not_approved(those: Cast) -> None:
    publication = making.draft(those, those.private)
    stepping.submit(publication.pk, those.curator)
    store.withdraw(list(SourceRecord.objects.filter(record=those.private)), timezone.now(), remap)
    with pytest.raises(Invalid) as refused:
        stepping.approve(publication.pk, those.curator)
    assert [one.path for one in refused.value.problems] == ["datasets"]
    stepping.send_back(publication.pk, those.curator, "One is gone")
    with pytest.raises(Invalid):
        stepping.publish(publication.pk, those.curator)


def test_what_its_source_withdraws_after_the_approval_comes_out(those: Cast) -> None:
    publication = frozen(those)
    rows = list(SourceRecord.objects.filter(record=publication.chosen.get().record))
    store.withdraw(rows, timezone.now(), remap)
    comes_out_as_frozen(publication)


@pytest.mark.parametrize("why", ["x" * 5_001, "  "])
def test_a_reason_has_its_bounds(those: Cast, why: str) -> None:
    publication = frozen(those, out=True)
    with pytest.raises(Unusable):
        stepping.withdraw(publication.pk, those.curator, why)
    publication.refresh_from_db()
    assert publication.state == Publication.State.FINDABLE


def test_a_reason_goes_out_without_addresses_and_as_it_is_taken(those: Cast) -> None:
    publication = frozen(those, out=True)
    stepping.withdraw(publication.pk, those.curator, "Ask bob@example.org\x00 about " + "&" * 4_900)
    said = json.loads(Doi.objects.get(publication=publication).body)
    [date] = [one for one in said["dates"] if one["dateType"] == "Withdrawn"]
    assert "bob@" not in date["dateInformation"]
    assert date["dateInformation"].endswith("&" * 4_900)
    assert metadata_problems(said) == []
