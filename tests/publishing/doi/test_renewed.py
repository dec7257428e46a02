"""What the registrar is told of one publication for what became of another, or of the day."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from publishing.doi.models import Doi
from publishing.publications import drafting, stepping
from publishing.publications.content import decode
from publishing.publications.models import Publication
from tests.publishing.doi.world import World, go_on
from tests.publishing.publications.cast import Cast, draft


def published(world: World, those: Cast, embargo: str) -> list[Doi]:
    """The DOIs, of the version and of all, of one with the private Dataset."""
    made = draft(those, those.private)
    content = replace(decode(made.content), embargo_until=embargo)
    drafting.save(made.pk, those.owner, content, made.revision)
    stepping.publish(made.pk, those.owner)
    go_on(world)
    return [Doi.objects.get(publication=made), Doi.objects.get(series=made.series)]


def access(world: World, doi: Doi) -> str:
    """What the registrar says of who may have the data."""
    there = world.there(doi)
    assert there is not None
    [found] = [one["rights"] for one in there.attributes["rightsList"] if "eu-repo" in str(one)]
    return str(found)


def sent(world: World, doi: Doi) -> int:
    """How often it was."""
    there = world.there(doi)
    assert there is not None
    return there.version


def test_it_says_when_another_publication_opens_its_data(those: Cast, world: World) -> None:
    first = published(world, those, "2030-01-01")
    assert [access(world, one) for one in first] == ["Embargoed Access"] * 2
    second = published(world, those, "")
    assert [access(world, one) for one in (*first, *second)] == ["Open Access"] * 4
    often = [sent(world, one) for one in first]
    third = published(world, those, "")
    assert [sent(world, one) for one in first] == often  # nothing has changed for it
    for one in (second, third):
        stepping.withdraw(one[0].publication_id, those.curator, "It was too early")  # type: ignore[arg-type]
    go_on(world)
    assert [access(world, one) for one in first] == ["Embargoed Access"] * 2
    assert set(Publication.objects.values_list("state", flat=True)) == {"findable", "withdrawn"}


def test_it_says_when_an_embargo_is_over(those: Cast, world: World) -> None:
    world.now = datetime.now(UTC)  # the rules compare an embargo with the day of the draft, too
    found = published(world, those, f"{world.now + timedelta(days=30):%Y-%m-%d}")
    assert [access(world, one) for one in found] == ["Embargoed Access"] * 2
    often = [sent(world, one) for one in found]
    for days, says, more in (
        (20, "Embargoed Access", 0),
        (20, "Open Access", 1),
        (20, "Open Access", 1),
    ):
        world.later(days=days)
        go_on(world)
        assert [access(world, one) for one in found] == [says] * 2
        assert [sent(world, one) for one in found] == [one + more for one in often]
