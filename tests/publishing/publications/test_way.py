"""The whole way of a publication, with a registrar that agrees to everything."""

import json
from datetime import timedelta

import msgspec
import pytest
from django.utils import timezone

from portal.catalogue import own, selectors, store
from portal.catalogue.models import Record, RecordLink, SourceRecord
from publishing.doi.models import Doi
from publishing.doi.outbox import has, want
from publishing.publications import drafting, freezing, progress, rules, stepping
from publishing.publications.content import Creator, decode
from publishing.publications.models import Publication
from publishing.publications.problems import Invalid, NotAllowed, Stale, Unusable
from publishing.publications.rights import Publisher
from tests.publishing.publications import cast as making
from tests.publishing.publications.cast import Cast

pytestmark = pytest.mark.django_db
State = Publication.State


@pytest.fixture
def cast() -> Cast:
    return making.cast()


def fresh(record: Record) -> Record:
    return Record.objects.select_related("facility", "source").get(pk=record.pk)


def test_it_works(cast: Cast) -> None:
    publication = making.published(cast)
    assert publication.state == State.FINDABLE
    document = publication.record
    assert document is not None
    assert document.is_public()
    assert document.doi == publication.doi.name == f"{publication.series.doi.name}.v1"
    assert [one.pk for one in selectors.datasets_of(document)] == [cast.public.pk]
    assert [step.what for step in publication.steps.all()] == [
        *("start", "publish", "register", "announce")
    ]


def test_it_begins_with_what_the_datasets_tell(cast: Cast) -> None:
    content = decode(making.draft(cast).content)
    assert content.title == "Reflectivity of film one"
    assert [(one.family_name, one.orcid) for one in content.creators] == [
        ("Carberry", making.ORCID)
    ]
    assert [one.panet for one in content.subjects] == ["PaNET01189", ""]
    assert content.licence == "CC-BY-4.0"


def test_nothing_is_public_before_the_registrar_has_it(cast: Cast) -> None:
    publication = making.draft(cast, cast.private)
    stepping.publish(publication.pk, cast.owner)
    progress.advance()
    assert not fresh(cast.private).is_public()
    assert not Record.objects.filter(kind="document").exists()
    wanted = {doi.wanted for doi in Doi.objects.all()}
    assert wanted == {Doi.State.REGISTERED}  # never findable before our page is there
    making.agree()
    progress.advance()
    publication.refresh_from_db()
    assert publication.state == State.REGISTERED
    assert fresh(cast.private).is_public()
    assert {doi.wanted for doi in Doi.objects.all()} == {Doi.State.FINDABLE}


def test_the_concept_and_the_version_are_minted_together(cast: Cast) -> None:
    publication = making.draft(cast)
    reserved = stepping.reserve(publication.pk, cast.owner)
    assert reserved.wanted == Doi.State.DRAFT
    assert Doi.objects.get(series=publication.series).wanted == Doi.State.NONE
    stepping.publish(publication.pk, cast.owner)
    progress.advance()
    assert {doi.wanted for doi in Doi.objects.all()} == {Doi.State.REGISTERED}
    assert Doi.objects.get(publication=publication).name == reserved.name


def test_what_the_facility_tells_later_changes_nothing(cast: Cast) -> None:
    publication = making.published(cast)
    making.harvested(making.payload("one", datasetName="Renamed"))
    assert fresh(cast.public).metadata.title == "Reflectivity of film one"
    flags = [(flag.chosen.record_id, flag.what) for flag in freezing.flags(publication)]
    assert flags == [(cast.public.pk, "changed")]


def test_a_later_withdrawal_at_the_source_changes_nothing(cast: Cast) -> None:
    publication = making.published(cast)
    gone(cast.public)
    assert fresh(cast.public).is_public()
    assert [flag.what for flag in freezing.flags(publication)] == ["withdrawn"]


def test_a_withdrawn_publication_leaves_a_tombstone_and_its_datasets_as_they_were(
    cast: Cast,
) -> None:
    publication = making.published(cast, cast.public, cast.private)
    assert fresh(cast.private).is_public()
    stepping.withdraw(publication.pk, cast.curator, "The detector was broken")
    making.settle()
    publication.refresh_from_db()
    assert publication.state == State.WITHDRAWN
    assert publication.reason == "The detector was broken"
    document = publication.record
    assert document is not None
    assert document.withdrawn_at is not None
    assert selectors.by_doi(publication.doi.name) == document  # answered with 410
    assert fresh(cast.public).is_public()
    assert not fresh(cast.private).is_public()
    assert publication.doi.wanted == Doi.State.REGISTERED
    assert '"Withdrawn"' in publication.doi.body


def test_a_dataset_of_two_publications_stays_public_with_the_other(cast: Cast) -> None:
    first, second = (making.published(cast, cast.private) for _ in range(2))
    stepping.withdraw(first.pk, cast.curator, "Once is enough")
    assert fresh(cast.private).is_public()
    stepping.withdraw(second.pk, cast.curator, "Not even once")
    assert not fresh(cast.private).is_public()


def test_a_new_version(cast: Cast) -> None:
    first = making.published(cast)
    making.harvested(making.payload("one", datasetName="Renamed"))
    second = stepping.new_version(first.pk, cast.owner)
    with pytest.raises(NotAllowed):
        stepping.new_version(first.pk, cast.owner)
    stepping.publish(second.pk, cast.owner)
    making.settle()
    second.refresh_from_db()
    first.refresh_from_db()
    assert second.state == first.state == State.FINDABLE
    assert second.doi.name == f"{second.series.doi.name}.v2"
    assert fresh(cast.public).metadata.title == "Renamed"
    assert first.record is not None
    assert second.record is not None
    relations = {(one.relation, one.doi) for one in first.record.metadata.related}
    assert ("IsPreviousVersionOf", second.doi.name) in relations
    newer = {(one.relation, one.doi) for one in second.record.metadata.related}
    assert ("IsNewVersionOf", first.doi.name) in newer
    assert ("IsVersionOf", second.series.doi.name) in newer
    assert second.doi.name in second.series.doi.body
    # The registrar hears it of the older one, too.
    told = {one.name: json.loads(one.body)["relatedIdentifiers"] for one in (first.doi, second.doi)}
    relations = {
        (name, one["relationType"], one["relatedIdentifier"])
        for name, found in told.items()
        for one in found
    }
    assert (first.doi.name, "IsPreviousVersionOf", second.doi.name) in relations
    assert (second.doi.name, "IsNewVersionOf", first.doi.name) in relations
    assert {doi.seen for doi in Doi.objects.all()} == {Doi.State.FINDABLE}


def test_an_embargo(cast: Cast) -> None:
    publication = making.draft(cast, cast.private)
    until = f"{timezone.now() + timedelta(days=90):%Y-%m-%d}"
    content = msgspec.structs.replace(decode(publication.content), embargo_until=until)
    publication = drafting.save(publication.pk, cast.owner, content, publication.revision)
    stepping.publish(publication.pk, cast.owner)
    making.settle()
    publication.refresh_from_db()
    for record in (publication.record, fresh(cast.private)):
        assert record is not None
        assert record.is_public()
        assert record.availability == "embargoed"
        assert f"{record.open_from:%Y-%m-%d}" == until


def test_an_embargo_closes_nothing_that_was_open(cast: Cast) -> None:
    publication = making.draft(cast, cast.public, cast.private)
    until = f"{timezone.now() + timedelta(days=90):%Y-%m-%d}"
    content = msgspec.structs.replace(decode(publication.content), embargo_until=until)
    drafting.save(publication.pk, cast.owner, content, publication.revision)
    stepping.publish(publication.pk, cast.owner)
    making.settle()
    assert fresh(cast.public).availability == "open"
    assert fresh(cast.private).availability == "embargoed"


def test_an_embargo_of_open_data_is_a_mistake(cast: Cast) -> None:
    publication = making.draft(cast)
    until = f"{timezone.now() + timedelta(days=90):%Y-%m-%d}"
    content = msgspec.structs.replace(decode(publication.content), embargo_until=until)
    assert [one.path for one in rules.problems(publication, content)] == ["embargo_until"]


def test_its_day_is_waited_for(cast: Cast) -> None:
    publication = making.draft(cast)
    at = timezone.now() + timedelta(days=3)
    stepping.publish(publication.pk, cast.owner, at)
    making.settle()
    publication.refresh_from_db()
    assert publication.state == State.APPROVED
    Publication.objects.update(publish_at=timezone.now())
    making.settle()
    publication.refresh_from_db()
    assert publication.state == State.FINDABLE


def test_changes_after_publication_reach_the_catalogue_and_the_registrar(cast: Cast) -> None:
    publication = making.published(cast)
    content = msgspec.structs.replace(decode(publication.content), title="A better title")
    publication = drafting.save(publication.pk, cast.owner, content, publication.revision)
    assert publication.record is not None
    assert fresh(publication.record).metadata.title == "Reflectivity of film one"
    stepping.apply(publication.pk, cast.owner)
    making.settle()
    publication.refresh_from_db()
    assert publication.title == "A better title"
    assert fresh(publication.record).metadata.title == "A better title"
    assert "A better title" in publication.doi.body
    assert publication.doi.wanted == Doi.State.FINDABLE
    assert "A better title" in publication.series.doi.body


def test_who_saves_second_is_told(cast: Cast) -> None:
    publication = making.draft(cast)
    content = decode(publication.content)
    revision = publication.revision
    drafting.save(publication.pk, cast.owner, content, revision)
    with pytest.raises(Stale):
        drafting.save(publication.pk, cast.owner, content, revision)


def test_a_stranger_starts_nothing(cast: Cast) -> None:
    with pytest.raises(Unusable, match="ORCID"):
        drafting.start(cast.stranger, [cast.public])
    with pytest.raises(Publication.DoesNotExist):
        stepping.publish(making.draft(cast).pk, cast.stranger)


def test_what_is_not_complete_is_not_published(cast: Cast) -> None:
    publication = making.draft(cast)
    content = msgspec.structs.replace(decode(publication.content), title=" ", creators=())
    drafting.save(publication.pk, cast.owner, content, publication.revision)
    with pytest.raises(Invalid) as raised:
        stepping.publish(publication.pk, cast.owner)
    assert {problem.path for problem in raised.value.problems} == {"title", "creators"}
    publication.refresh_from_db()
    assert publication.state == State.DRAFT


def test_a_review() -> None:
    cast = making.cast(review=True)
    publication = making.draft(cast)
    with pytest.raises(NotAllowed):
        stepping.publish(publication.pk, cast.owner)
    stepping.submit(publication.pk, cast.owner)
    with pytest.raises(NotAllowed):
        stepping.approve(publication.pk, cast.owner)
    with pytest.raises(Publication.DoesNotExist):
        stepping.approve(publication.pk, cast.elsewhere)
    stepping.send_back(publication.pk, cast.curator, "Say more of the sample")
    stepping.submit(publication.pk, cast.owner)
    stepping.approve(publication.pk, cast.curator)
    making.settle()
    publication.refresh_from_db()
    assert publication.state == State.FINDABLE
    assert "Say more of the sample" in [step.why for step in publication.steps.all()]


def test_a_discarded_draft_gives_its_doi_back(cast: Cast) -> None:
    publication = making.draft(cast)
    doi = stepping.reserve(publication.pk, cast.owner)
    drafting.discard(publication.pk, cast.owner)
    assert not Publication.objects.exists()
    doi.refresh_from_db()
    assert doi.wanted == Doi.State.NONE
    assert doi.next_at is not None
    # Both names stay taken: a manuscript may have the first one already.
    assert {one.wanted for one in Doi.objects.all()} == {Doi.State.NONE}
    cast.enrolment.suffix = cast.enrolment.Suffix.NUMBERED
    cast.enrolment.save()
    first = stepping.reserve(making.draft(cast).pk, cast.owner)
    drafting.discard(first.publication_id, cast.owner)
    second = stepping.reserve(making.draft(cast).pk, cast.owner)
    assert second.name != first.name


def test_other_facilities_datasets_are_related(cast: Cast) -> None:
    from tests import factories

    other = factories.make_record(
        factories.dataset(pid="x/1", doi="10.1234/other", members=()),
        factories.SourceFactory(facility=cast.enrolment.facility.__class__.objects.get(slug="max")),
    )
    publication = making.published(cast, cast.public, other)
    assert publication.record is not None
    related = publication.record.metadata.related
    assert ("References", "10.1234/other") in {(one.relation, one.doi) for one in related}
    assert not RecordLink.objects.filter(dataset_pid="x/1").exists()
    assert fresh(other).source == other.source


def test_the_doi_of_a_discarded_version_is_given_to_the_next_of_its_number(cast: Cast) -> None:
    publication = making.published(cast)
    names = []
    for _ in range(2):
        version = stepping.new_version(publication.pk, cast.owner)
        names.append(stepping.reserve(version.pk, cast.owner).name)
        drafting.discard(version.pk, cast.owner)
    assert names[0] == names[1]


def gone(record: Record) -> None:
    """The facility's catalogue no longer has it."""
    rows = SourceRecord.objects.filter(record=record).exclude(source__kind=own.KIND)
    store.withdraw(list(rows), timezone.now(), own.remap)


def test_what_was_withdrawn_at_its_source_before_is_not_published(cast: Cast) -> None:
    publication = making.draft(cast)
    gone(cast.public)
    with pytest.raises(Invalid):
        stepping.publish(publication.pk, cast.owner)
    assert not fresh(cast.public).is_public()


def test_authors_of_what_was_published_get_no_right_by_it(cast: Cast) -> None:
    publication = making.draft(cast)
    content = decode(publication.content)
    typed = Creator(family_name="Stranger", given_name="A.", orcid="0000-0001-5109-3700")
    content = msgspec.structs.replace(content, creators=(*content.creators, typed))
    drafting.save(publication.pk, cast.owner, content, publication.revision)
    stepping.publish(publication.pk, cast.owner)
    making.settle()
    making.log_in_with_orcid(cast.stranger, typed.orcid)
    assert not Publisher(cast.stranger, cast.facility).may(fresh(cast.public))
    with pytest.raises(Unusable):
        drafting.start(cast.stranger, [fresh(cast.public)])


def test_what_is_registered_and_public_can_be_withdrawn(cast: Cast) -> None:
    publication = making.draft(cast)
    stepping.publish(publication.pk, cast.owner)
    progress.advance()
    making.agree()
    progress.advance()
    publication.refresh_from_db()
    assert publication.state == State.REGISTERED  # the registrar went away just then
    stepping.withdraw(publication.pk, cast.curator, "A mistake")
    making.settle()
    publication.refresh_from_db()
    assert publication.state == State.WITHDRAWN
    assert {doi.seen for doi in Doi.objects.all()} == {Doi.State.REGISTERED}


def test_a_new_version_begins_with_the_newest(cast: Cast) -> None:
    first = making.published(cast)
    second = stepping.new_version(first.pk, cast.owner)
    content = msgspec.structs.replace(decode(second.content), title="The second")
    drafting.save(second.pk, cast.owner, content, second.revision)
    stepping.publish(second.pk, cast.owner)
    making.settle()
    third = stepping.new_version(first.pk, cast.owner)
    assert (third.number, third.title) == (3, "The second")


def test_who_lost_the_right_makes_nothing_public(cast: Cast) -> None:
    publication = making.draft(cast, cast.private)
    cast.owner.socialaccount_set.all().delete()
    with pytest.raises(NotAllowed, match="any more"):
        stepping.publish(publication.pk, cast.owner)
    cast.enrolment.review = True
    cast.enrolment.save()
    with pytest.raises(NotAllowed, match="any more"):
        stepping.submit(publication.pk, cast.owner)
    assert stepping.submit(publication.pk, cast.curator).state == State.SUBMITTED


def test_where_nothing_new_is_taken_what_was_begun_is_finished(cast: Cast) -> None:
    done, begun = making.published(cast), making.draft(cast, cast.private)
    cast.enrolment.enabled = False
    cast.enrolment.save()
    for user in (cast.owner, cast.curator, cast.admin):
        with pytest.raises(Unusable):
            drafting.start(user, [cast.public])
        with pytest.raises(Unusable):
            drafting.start(user, [cast.public], cast.facility)
        with pytest.raises(NotAllowed, match="takes nothing new"):
            stepping.new_version(done.pk, user)
    drafting.choose(begun.pk, cast.owner, making.harvested(making.payload("3", isPublished=False)))
    stepping.publish(begun.pk, cast.owner)
    drafting.save(done.pk, cast.owner, decode(done.content), done.revision)
    stepping.apply(done.pk, cast.owner)
    making.settle()
    begun.refresh_from_db()
    assert begun.state == State.FINDABLE
    assert not begun.chosen.filter(related_only=True).exists()
    assert fresh(cast.private).is_public()
    assert stepping.withdraw(done.pk, cast.curator, "The detector was broken")


def test_a_dataset_without_an_identifier_is_left_out(cast: Cast) -> None:
    nameless = making.harvested(making.payload("nameless"))
    Record.objects.filter(pk=nameless.pk).update(pid="")
    nameless = fresh(nameless)
    with pytest.raises(Unusable):
        drafting.start(cast.owner, [nameless])


def test_what_is_wanted_again_is_sent_again(cast: Cast) -> None:
    """Another thing may have been sent in between, without an answer."""
    publication = making.published(cast)
    doi = Doi.objects.get(publication=publication)
    first = json.loads(doi.body)
    want(doi, Doi.State.FINDABLE, {**first, "language": "en"}, timezone.now())
    want(doi, Doi.State.FINDABLE, first, timezone.now())
    doi.refresh_from_db()
    assert not has(doi, Doi.State.FINDABLE)
