"""In production no outlet tells of DOIs that were only tried out."""

import json
from typing import Any

import pytest
from django.test import Client

from portal.catalogue.inherited import NOTHING
from portal.catalogue.models import Record
from portal.catalogue.records import File, Funding, Instrument, Parameter, Related, Technique
from portal.web import links
from publishing.enrolment.models import Enrolment
from publishing.exports.forms import FORMS
from publishing.listing.own import told_to_the_world
from publishing.oai import contents, stamping
from publishing.oai.formats import FORMATS
from publishing.oai.models import Item
from publishing.oai.offering import Offering
from publishing.oai.records import written
from publishing.publications import content, drafting, registering, stepping
from tests.factories import dataset, document, make_record
from tests.publishing.landing.test_fair import BLOCK
from tests.publishing.publications import cast

SPELLINGS = (
    "10.5072/a",
    "doi:10.5072/B.1",
    "DOI: 10.5072/c",
    "https://doi.org/10.5072/d",
    "HTTPS://DOI.ORG/10.5072/D2",
    "http://dx.doi.org/10.5072/E",
    "https://www.doi.org/10.5072%2Ff",
    "https://doi.org/10%2E5072%2fg",
    "https://hdl.handle.net/10.5072/h",
    "info:doi/10.5072/i",
    "http://127.0.0.1:8000/doi/10.5072/j",
    "https://doi.org/10.5072%252Fk",
    "https://other.example/doi_10.5072/l",
)
REAL = ("10.1107/s16", "10.50721/a", "https://doi.org/10.17199/10.5072/a", "110.5072/a", "10.5072")


@pytest.mark.parametrize("text", SPELLINGS)
def test_it_is_known_in_any_spelling(text: str) -> None:
    assert links.is_sandbox(text)


@pytest.mark.parametrize("text", REAL)
def test_others_are_real(text: str) -> None:
    assert not links.is_sandbox(text)


def full(make: Any, **changes: Any) -> Record:
    """A record that names DOIs of the sandbox wherever it can."""
    return make_record(
        make(
            related=(
                *(Related(relation="Cites", url=one) for one in SPELLINGS),
                *(Related(relation="Cites", text=f"Our work, {one}") for one in SPELLINGS),
                Related(relation="References", doi="10.5072/k"),
                Related(relation="References", doi="10.1107/real"),
            ),
            instruments=tuple(Instrument(name="V20", pid=one) for one in SPELLINGS),
            funding=tuple(
                Funding(funder="F", funder_id=one, award_number=one, award_title=one, url=one)
                for one in SPELLINGS
            ),
            keywords=SPELLINGS,
            publisher=SPELLINGS[0],
            techniques=(Technique(name=SPELLINGS[0]),),
            parameters=(Parameter(name="relatedDoi", values=(SPELLINGS[0],)),),
            licence=SPELLINGS[3],
            landing_page=SPELLINGS[3],
            download_url=SPELLINGS[3],
            version=SPELLINGS[0],
            **changes,
        )
    )


@pytest.fixture
def records() -> tuple[Record, Record]:
    """A real Dataset and Document with tries in, around which there are whole tries."""
    made = full(
        dataset, pid="10.5072/pid", doi="10.17199/data", files=(File(path=SPELLINGS[3] + "/x.h5"),)
    )
    make_record(document(pid="try", doi="10.5072/try", dataset_pids=("10.5072/pid",)))
    make_record(dataset(pid="try/data", doi="10.5072/data"))
    return made, full(document, dataset_pids=("10.5072/pid", "try/data"))


def said(client: Client, record: Record) -> dict[str, str]:
    """What every outlet says of the record, by its name."""
    page = client.get(record.get_absolute_url())
    found = {"header": page["Link"], "json-ld": "".join(BLOCK.findall(page.content.decode()))}
    for path in ("/linkset", "/linkset.json", *(f"?format={name}" for name in FORMS)):
        answer = client.get(f"{record.get_absolute_url()}{path}")
        found[path] = answer.content.decode() + answer.get("Link", "")
    for form in FORMATS.values():
        texts = [str(text) for part in written(record, NOTHING, form) for text in part.itertext()]
        found[form.prefix] = " ".join(texts)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("which", [0, 1])
def test_no_outlet_tells_of_them(
    client: Client, settings: Any, records: tuple[Record, Record], which: int
) -> None:
    tried = said(client, records[which])
    assert {name for name, text in tried.items() if "5072" in text} >= {
        *("header", "json-ld", "/linkset", "/linkset.json", "oai_dc", "datacite"),
        *("?format=schema-org", "?format=ro-crate", "?format=dcat", "?format=datacite-json"),
    }
    settings.PRODUCTION = True
    real = said(client, records[which])
    assert {name for name, text in real.items() if "5072" in text} == set()
    assert "10.1107/real" in real["?format=datacite"]


@pytest.mark.django_db
def test_harvesters_and_crawlers_get_no_record_that_is_a_try(settings: Any) -> None:
    tried = make_record(document(pid="", doi="10.5072/try"))
    tried.facility.offers_harvested = True
    tried.facility.save()
    assert Offering.announced().offers(tried)
    stamping.stamp()
    [item] = Item.objects.filter(record=tried)
    assert contents.visible([item]) == {tried.pk}
    settings.PRODUCTION = True
    assert contents.visible([item]) == set()  # before it is stamped again
    assert not Offering.announced().offers(tried)
    assert not told_to_the_world().filter(pk=tried.pk)


@pytest.mark.django_db
def test_the_registrar_of_real_dois_isnt_told(settings: Any) -> None:
    those = cast.cast()
    Enrolment.objects.update(prefix="10.17199")
    made = cast.draft(those)
    related = (content.Related(identifier="10.5072/a"), content.Related(identifier="10.1107/real"))
    wanted = content.decode(made.content)
    given = content.Content(title=wanted.title, creators=wanted.creators, related=related)
    drafting.save(made.pk, those.owner, given, made.revision)
    stepping.reserve(made.pk, those.owner)
    made.refresh_from_db()
    assert "10.5072/a" in json.dumps(registering.attributes(made, made.changed_at))
    settings.PRODUCTION = True
    told = json.dumps(registering.attributes(made, made.changed_at))
    assert "10.5072" not in told
    assert "10.1107/real" in told


@pytest.mark.django_db
def test_no_link_asks_a_resolver_for_them(client: Client) -> None:
    url = "https://www.doi.org/10.5072/a"
    made = make_record(dataset(related=(Related(relation="Cites", url=url, text="Work"),)))
    text = client.get(made.get_absolute_url()).content.decode()
    assert "Work" in text
    assert f'href="{url}"' not in text
