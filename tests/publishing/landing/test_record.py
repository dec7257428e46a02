"""The page of a record."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal.catalogue.models import Record
from portal.catalogue.records import (
    Affiliation,
    File,
    Funding,
    Instrument,
    Member,
    Parameter,
    Person,
    Related,
    Sample,
)
from tests.factories import FacilityFactory, SourceFactory, dataset, document, make_record

pytestmark = pytest.mark.django_db


def page(client: Client, record: Record, query: str = "") -> str:
    answer = client.get(f"/records/{record.pk}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works(client: Client) -> None:
    text = page(client, make_record(dataset()))
    for expected in (
        "Open beam through the wavelength frame multiplication choppers",
        "Reference measurement without a sample.",
        "4.5\u00a0Å",
        "20\u00a0°C",
        "293.15\u00a0K",
        "run_<wbr>001.<wbr>nxs",
        "55.5 MB",
        "V20",
        "open beam",
        "2 August 2019, 17:04 UTC",
        "CC-BY-4.0",
        "https://orcid.org/0000-0002-1825-0097",
        "The facility’s own page at scicat.example.org",
        "ess-scicat",
        "First seen here",
    ):
        assert expected in text


def test_it_shows_a_technique_in_its_place_in_the_tree(client: Client) -> None:
    text = page(client, make_record(dataset()))
    assert text.index("neutron scattering</a>") < text.index("small angle neutron scattering</a>")
    assert 'href="/search?technique=PaNET01189"' in text
    assert "photon and neutron technique" not in text


def test_a_document_shows_its_public_datasets(client: Client) -> None:
    made = make_record(document(dataset_pids=("20.500.12269/0a269002", "d/2", "d/3")))
    make_record(dataset())
    make_record(dataset(pid="d/2", title="A second one"))
    make_record(dataset(pid="d/3", title="A hidden one", public_from=""))
    text = page(client, made)
    assert 'Datasets <span class="count">2</span>' in text
    assert "A second one" in text
    assert "A hidden one" not in text
    assert "d/3" not in text


def test_a_document_shows_what_its_datasets_tell(client: Client) -> None:
    names = [f"film {number}" for number in range(24)]
    made = make_record(
        document(techniques=(), instruments=(), samples=(), dataset_pids=("d/1", "d/2", "d/3"))
    )
    for pid, told in (("d/1", names[:12]), ("d/2", names[10:])):
        samples = tuple(Sample(name=one, description=pid) for one in told)
        make_record(dataset(pid=pid, samples=samples))
    hidden = (Sample(name="a hidden one"),)
    make_record(dataset(pid="d/3", samples=hidden, public_from=""))
    text = page(client, made)
    assert 'href="/search?technique=PaNET01189"' in text
    assert 'href="/search?instrument=V20"' in text
    assert text.count("Of its datasets") == 3
    assert [one for one in names if text.count(f">{one}</a>") != 1] == []
    assert "and 14 more" in text
    assert "a hidden one" not in text


def test_a_document_that_says_it_itself_is_believed(client: Client) -> None:
    own = (Instrument(name="Another beamline"),)
    made = make_record(document(instruments=own, dataset_pids=("20.500.12269/0a269002",)))
    make_record(dataset())
    text = page(client, made)
    assert ">Another beamline</a>" in text
    assert "/search?instrument=V20" not in text


def test_a_dataset_shows_its_public_documents(client: Client) -> None:
    made = make_record(dataset(document_pids=("10.17199/03dd9804", "10.1/hidden")))
    make_record(document())
    make_record(document(pid="10.1/hidden", doi="10.1/hidden", title="Hidden", public_from=""))
    text = page(client, made)
    assert "Wavelength frame multiplication at V20" in text
    assert "Hidden" not in text
    assert "10.1/hidden" not in text


def test_datasets_come_in_pages(client: Client) -> None:
    pids = tuple(f"d/{number}" for number in range(25))
    made = make_record(document(dataset_pids=pids))
    for pid in pids:
        make_record(dataset(pid=pid, title=f"Dataset {pid}"))
    text = page(client, made)
    assert "Page 1 of 2" in text
    assert f'href="/records/{made.pk}?datasets=2#datasets"' in text
    assert "Dataset d/24" in page(client, made, "?datasets=2")
    assert "Dataset d/0<" in page(client, made, "?datasets=rubbish")


def test_files_come_in_pages(client: Client) -> None:
    files = tuple(File(path=f"scan{number:04}.h5", size=1) for number in range(150))
    made = make_record(dataset(files=files))
    text = page(client, made)
    assert "Files 1 to 100 of 150" in text
    assert "scan0100" not in text
    assert "scan0149" in page(client, made, "?files=2")
    assert "scan0149" in page(client, made, "?files=99999")


def test_long_lists_of_parameters_are_folded(client: Client) -> None:
    many = tuple(Parameter(name=f"p{n}", values=(n,)) for n in range(50))
    text = page(client, make_record(dataset(parameters=many)))
    assert "Show 20 more" in text
    assert "p49" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "The data are open."),
        ({"access": "embargoed", "open_from": "2999-05-01"}, "1 May 2999"),
        ({"access": "embargoed", "open_from": "2001-05-01"}, "The data are open."),
        ({"access": "embargoed"}, "doesn't say until when"),
        ({"access": "restricted"}, "Ask ESS for access"),
        ({"access": "closed"}, "doesn't give these data out"),
    ],
)
def test_it_says_whether_the_data_may_be_had(
    client: Client, changes: dict[str, str], words: str
) -> None:
    assert words in page(client, make_record(dataset(**changes)))


def test_downloads_are_offered_only_when_open(client: Client) -> None:
    url = "https://data.example.org/x"
    assert url in page(client, make_record(dataset(download_url=url)))
    closed = make_record(dataset(pid="2", download_url=url, access="restricted"))
    assert url not in page(client, closed)


def test_people_have_roles_and_affiliations(client: Client) -> None:
    ror = "https://ror.org/01wv9cn34"
    members = (
        Member(person=Person(full_name="A B"), role="creator"),
        Member(
            person=Person(full_name="A B"),
            role="owner",
            affiliations=(Affiliation(name="ESS ERIC", ror=ror),),
        ),
    )
    text = page(client, make_record(dataset(members=members)))
    assert "creator, owner" in text
    assert f'<a href="{ror}">ESS ERIC</a>' in text


def test_related_works_are_linked(client: Client) -> None:
    related = (
        Related(relation="IsSupplementTo", doi="10.1107/s1600577513026192"),
        Related(relation="References", url="javascript:alert(1)", text="A book"),
    )
    text = page(client, make_record(dataset(related=related)))
    assert "is supplement to" in text
    assert "https://doi.org/10.1107/s1600577513026192" in text
    assert "A book" in text
    assert "javascript" not in text


def test_other_sources_are_named(client: Client) -> None:
    own = SourceFactory(precedence=1)
    made = make_record(document(), own)
    other = SourceFactory(facility=FacilityFactory(slug="other"), name="aggregator")
    make_record(document(title="As somebody else tells it"), other, native_id="theirs")
    text = page(client, made)
    assert "Also in" in text
    assert "aggregator" in text
    assert "theirs" in text
    assert "somebody else" not in text


def test_a_changed_record_says_so(client: Client) -> None:
    made = make_record(dataset(), now=datetime(2024, 1, 2, tzinfo=UTC))
    make_record(dataset(title="Corrected"), now=datetime(2025, 3, 4, tzinfo=UTC))
    text = page(client, made)
    assert "2 January 2024" in text
    assert "4 March 2025</time>, version 2" in text
    assert "Open beam through" not in text


def test_markup_is_escaped(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    changes = {
        "title": evil,
        "summary": evil,
        "keywords": (evil,),
        "files": (File(path=f"{evil}_x"),),
        "parameters": (Parameter(name=f"{evil}_y", values=(evil,), unit=evil),),
    }
    assert "<script>alert" not in page(client, make_record(dataset(**changes)))


def test_a_bare_record_has_a_page(client: Client) -> None:
    from portal.catalogue.records import Dataset

    text = page(client, make_record(Dataset(title="", pid="x/1", public_from="2020")))
    assert "<h1><bdi>x/1</bdi></h1>" in text


def test_its_queries_are_bounded(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pids = tuple(f"d/{number}" for number in range(25))
    made = make_record(document(dataset_pids=pids))
    for pid in pids:
        make_record(dataset(pid=pid))
    with django_assert_num_queries(6):
        page(client, made)
    one = Record.objects.get(pid="d/3")
    with django_assert_num_queries(6):
        page(client, one)


def test_a_stranger_gets_no_cookie(client: Client) -> None:
    answer = client.get(make_record(dataset()).get_absolute_url())
    assert not answer.cookies
    assert answer["Vary"] == "Cookie, Accept, Accept-Encoding"


def test_who_paid_is_named(client: Client) -> None:
    funding = (
        Funding(
            funder="European Commission",
            funder_id="https://ror.org/00k4n6c32",
            award_number="823852",
            award_title="PaNOSC",
            url="https://cordis.europa.eu/project/id/823852",
        ),
        Funding(funder="", award_number="nobody's"),
        Funding(funder="A fund", url="javascript:alert(1)", award_number="7"),
    )
    text = page(client, make_record(document(funding=funding)))
    assert '<a href="https://ror.org/00k4n6c32">European Commission</a>' in text
    assert ">PaNOSC (823852)</a>" in text
    assert "A fund: 7" in text
    assert "nobody" not in text
    assert "javascript:" not in text
