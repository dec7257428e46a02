"""What a publication's DOIs are called, by its facility's style, and who registers them."""

import re

import pytest
from django.utils import timezone

from publishing.doi.models import Doi
from publishing.enrolment.models import Enrolment
from publishing.publications import drafting, stepping
from publishing.publications.models import Publication
from tests import factories
from tests.publishing.publications import cast as making
from tests.publishing.publications.cast import Cast

pytestmark = pytest.mark.django_db
YEAR = timezone.now().year


@pytest.fixture
def those() -> Cast:
    """Two facilities with nothing in common: "ess" at DataCite, "max" in the sandbox."""
    made = making.cast()
    made.enrolment.registrar, made.enrolment.prefix = "datacite", "10.17199"
    made.enrolment.save()
    return made


def styled(those: Cast, style: str, elsewhere: str) -> None:
    """Our facility has this style, the other one that."""
    for enrolment, suffix in ((those.enrolment, style), (there(those), elsewhere)):
        enrolment.suffix = suffix
        enrolment.save()


def there(those: Cast) -> Enrolment:
    return those.elsewhere.curates.get()


def ours(those: Cast, **changes: str) -> Publication:
    return making.draft(those, making.harvested(making.payload("more", **changes)))


def theirs(those: Cast) -> Publication:
    source = factories.SourceFactory(facility=there(those).facility)
    record = making.harvested(making.payload("abroad"), source)
    return drafting.start(those.elsewhere, [record])


def names(publication: Publication, those: Cast) -> tuple[str, str]:
    """The concept's and the version's; that both are the facility's own is looked at here."""
    stepping.reserve(publication.pk, those.admin)
    rows = [publication.series.doi, Doi.objects.get(publication=publication)]
    enrolment = publication.series.facility.enrolment
    for row in rows:
        assert (row.registrar, row.facility) == (enrolment.registrar, enrolment.facility)
    return rows[0].name, rows[1].name


STYLES = {
    "random": (r"10\.17199/[a-z2-9]{8}", r"10\.5072/[a-z2-9]{8}"),
    "numbered": (rf"10\.17199/ess\.{YEAR}\.1", rf"10\.5072/max\.{YEAR}\.1"),
    "proposal": (r"10\.17199/ess\.2024-17\.1", r"10\.5072/max\.2024-17\.1"),
}


@pytest.mark.parametrize("elsewhere", STYLES)
@pytest.mark.parametrize("style", STYLES)
def test_each_facility_has_its_own(those: Cast, style: str, elsewhere: str) -> None:
    styled(those, style, elsewhere)
    wanted = (STYLES[style][0], STYLES[elsewhere][1])
    for made, pattern in zip((ours(those), theirs(those)), wanted, strict=True):
        concept, version = names(made, those)
        assert re.fullmatch(pattern, concept)
        assert version == f"{concept}.v1"


@pytest.mark.parametrize(
    ("style", "proposal", "stem"),
    [
        ("numbered", "2024-17", f"ess.{YEAR}"),
        ("proposal", "ESS 2024/17", "ess.ess-2024-17"),
        ("proposal", "", f"ess.{YEAR}"),
    ],
)
def test_each_gets_the_next_number(those: Cast, style: str, proposal: str, stem: str) -> None:
    styled(those, style, "random")
    found = [names(ours(those, proposalId=proposal), those)[0] for _ in range(2)]
    assert found == [f"10.17199/{stem}.{number}" for number in (1, 2)]


def test_a_new_version_stays_with_its_concept(those: Cast) -> None:
    """Whatever became of the enrolment meanwhile: the older DOIs are where they were."""
    first = making.published(those)
    those.enrolment.registrar, those.enrolment.prefix = "sandbox", "10.5072"
    those.enrolment.save()
    second = stepping.new_version(first.pk, those.owner)
    reserved = stepping.reserve(second.pk, those.owner)
    assert (reserved.name, reserved.registrar) == (f"{first.series.doi.name}.v2", "datacite")
    assert reserved.facility == those.facility
