"""What the registrar refuses for good doesn't leave a publication stuck."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from msgspec.structs import replace

from publishing.doi.answers import Unreachable
from publishing.doi.client import Registrar
from publishing.doi.models import Doi
from publishing.doi.sandbox.server import Server
from publishing.publications import drafting, progress, refused, renaming, rights, stepping
from publishing.publications.content import decode
from publishing.publications.forms import fields
from publishing.publications.models import Publication
from publishing.publications.problems import NotAllowed
from tests.publishing.doi.making import attributes
from tests.publishing.doi.world import World, go_on, pointed_at
from tests.publishing.publications.cast import Cast, draft

State = Publication.State
THEIRS = "https://other.example.org/1"


@pytest.fixture
def world(those: Cast, sandbox: Server, settings, monkeypatch: pytest.MonkeyPatch) -> World:
    pointed_at(settings, sandbox)
    made = World(sandbox, facility=those.facility)
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.now)
    return made


def asked(those: Cast) -> tuple[Publication, Doi, Doi]:
    """An approved one, its DOI and the concept DOI, of which the registrar is to be asked."""
    publication = draft(those)
    stepping.publish(publication.pk, those.owner)
    progress.advance()
    return fresh(publication), *refused.dois(publication)


def fresh(publication: Publication) -> Publication:
    return Publication.objects.select_related("series__facility", "doi").get(pk=publication.pk)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(publication: Publication, **changes: Any) -> dict[str, str]:
    content = decode(publication.content)
    return {**fields(replace(content, **changes)), "revision": str(publication.revision)}


@pytest.mark.parametrize("which", ["version", "concept"])
def test_what_is_refused_is_corrected_and_sent_again(world: World, those: Cast, which: str) -> None:
    publication, version, concept = asked(those)
    world.fail("status", version if which == "version" else concept, status=422, times=100)
    go_on(world)
    assert fresh(publication).state == State.APPROVED
    assert "correct" not in rights.acts(those.owner, publication)
    world.server.sandbox.state.clear_faults()
    address = f"/publications/{publication.pk}/edit"
    assert "without another look" in browser(those.curator).get(address).content.decode()
    answer = browser(those.curator).post(address, form(publication, title="As they take it"))
    assert answer.status_code == 302
    world.mint()  # at once
    go_on(world)
    publication = fresh(publication)
    assert (publication.state, publication.title) == (State.FINDABLE, "As they take it")
    assert publication.steps.filter(what="correct", user=those.curator).exists()
    for doi in (version, concept):
        there = world.there(doi)
        assert there is not None
        assert "As they take it" in str(there.attributes["titles"])


def test_what_is_approved_takes_no_mistakes_and_nothing_by_itself(
    world: World, those: Cast
) -> None:
    publication, _, _ = asked(those)
    client, address = browser(those.curator), f"/publications/{publication.pk}/edit"
    answer = client.post(address, form(publication, title=""))
    assert answer.status_code == 403
    assert "have to be mended" in answer.content.decode()
    answer = client.post(address, {**form(publication, title="Half a ti"), "do": "auto"})
    assert answer.status_code == 403
    assert fresh(publication).content == publication.content


def test_what_the_registrar_has_is_no_longer_corrected(world: World, those: Cast) -> None:
    publication, _, _ = asked(those)
    world.mint()
    content = replace(decode(publication.content), title="Too late")
    with pytest.raises(NotAllowed):
        drafting.save(publication.pk, those.curator, content, publication.revision)
    go_on(world)
    assert fresh(publication).state == State.FINDABLE


def test_another_name_for_one_that_is_taken(
    world: World, those: Cast, registrar: Registrar
) -> None:
    publication, version, concept = asked(those)
    registrar.put(version.name, attributes(), url=THEIRS)
    go_on(world)
    assert fresh(publication).state == State.APPROVED
    with pytest.raises(NotAllowed):
        renaming.rename(publication.pk, those.owner)
    client, address = browser(those.curator), f"/publications/{publication.pk}"
    assert "Give it another DOI" in client.get(address).content.decode()
    assert "left as it is" in client.post(f"{address}/rename").content.decode()
    assert client.post(f"{address}/rename", {"sure": "yes"}).status_code == 302
    go_on(world)
    publication = fresh(publication)
    assert publication.state == State.FINDABLE
    assert publication.doi.name == f"{concept.name}.v1.2"
    assert publication.record is not None
    assert publication.record.doi == publication.doi.name
    assert version.name in publication.steps.get(what="rename").why
    left_alone(world, version)


def test_another_name_for_one_that_another_account_has(world: World, those: Cast) -> None:
    """It is shown to nobody else, nor may anybody else write it."""
    publication, version, _ = asked(those)
    of_another(world, version)
    go_on(world)
    assert fresh(publication).state == State.APPROVED
    assert "another account has" in refused.dois(publication)[0].problem
    world.fail("status", status=503, times=3)  # nor does it matter what comes afterwards
    go_on(world)
    world.server.sandbox.state.clear_faults()
    page = browser(those.curator).get(f"/publications/{publication.pk}").content.decode()
    assert "Give it another DOI" in page
    renaming.rename(publication.pk, those.curator)
    go_on(world)
    assert fresh(publication).state == State.FINDABLE
    left_alone(world, version)


@pytest.mark.parametrize("lost", ["put", "read back"])
def test_no_other_name_once_it_may_be_ours(
    world: World, those: Cast, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    """The other account let go of it; what came of our PUT then wasn't seen."""
    publication, version, _ = asked(those)
    of_another(world, version)
    go_on(world)
    assert refused.taken(fresh(publication)) == [version]
    with world.server.sandbox.state.change() as change:
        change.delete(version.name)
    if lost == "put":
        world.fail("cut", version, method="PUT")
    else:
        silent_after_put(monkeypatch)
    world.mint()
    version.refresh_from_db()
    assert (world.state(version), version.seen) == ("registered", "")
    assert refused.taken(fresh(publication)) == []
    with pytest.raises(NotAllowed):
        renaming.rename(publication.pk, those.curator)


def test_a_name_that_another_account_has_is_given_back_once(world: World, those: Cast) -> None:
    publication = draft(those)
    version = stepping.reserve(publication.pk, those.owner)
    of_another(world, version)
    drafting.discard(publication.pk, those.owner)
    go_on(world)
    left_alone(world, version)


@pytest.mark.parametrize("seen", [True, False])
def test_another_name_for_all_versions(
    world: World, those: Cast, registrar: Registrar, seen: bool
) -> None:
    """The version keeps its own where the registrar has it already."""
    publication, version, concept = asked(those)
    registrar.put(concept.name, attributes(), url=THEIRS)
    if not seen:
        world.fail("status", version, status=422, times=100)
    go_on(world)
    assert fresh(publication).state == State.APPROVED
    renaming.rename(publication.pk, those.curator)
    go_on(world)
    publication = fresh(publication)
    assert publication.state == State.FINDABLE
    other = Doi.objects.get(series=publication.series)
    assert other.name != concept.name
    assert publication.doi.name == (version.name if seen else f"{other.name}.v1")
    assert other.name in publication.doi.body
    assert concept.name not in publication.doi.body.replace(version.name, "")
    left_alone(world, concept)


def test_none_is_renamed_without_need(world: World, those: Cast) -> None:
    publication, _, _ = asked(those)
    with pytest.raises(NotAllowed):
        renaming.rename(publication.pk, those.curator)
    page = browser(those.curator).get(f"/publications/{publication.pk}")
    assert "another DOI" not in page.content.decode()


def of_another(world: World, doi: Doi) -> None:
    world.server.sandbox.state.open_account("other.acc", "secret", ["*"])
    with Registrar(world.server.url, "other.acc", "secret") as others:
        others.put(doi.name, {**attributes(), "url": THEIRS})


def silent_after_put(monkeypatch: pytest.MonkeyPatch) -> None:
    """The registrar does what a PUT says, and then answers nothing more."""
    put = Registrar.put

    def silent(*_: Any) -> None:
        raise Unreachable("It doesn't answer.")

    def putting(*given: Any) -> Any:
        monkeypatch.setattr(Registrar, "get", silent)
        return put(*given)

    monkeypatch.setattr(Registrar, "put", putting)


def left_alone(world: World, doi: Doi) -> None:
    """It is somebody else's, and nobody's here."""
    doi.refresh_from_db()
    assert (doi.publication, doi.series, doi.wanted, doi.next_at) == (None, None, "", None)
    there = world.there(doi)
    assert there is not None
    assert (there.url, there.state, there.version) == (THEIRS, "draft", 1)
