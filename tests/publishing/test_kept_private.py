"""What authors and curators tell each other about a publication is said by no public outlet."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from msgspec.structs import replace

from publishing.doi.models import Doi
from publishing.exports.forms import FORMS
from publishing.oai.formats import FORMATS
from publishing.oai.stamping import stamp
from publishing.publications import drafting, sharing, stepping
from publishing.publications.content import Contact, decode
from publishing.publications.models import Publication
from search.exports.formats import FORMATS as LISTS
from tests.indexed import Told, indexed, own_index
from tests.publishing.publications import cast as making
from tests.publishing.publications.cast import Cast
from tests.publishing.rights_world import routes

__all__ = ["indexed", "own_index"]
pytestmark = pytest.mark.django_db(transaction=True)
NAME = re.compile(r"<(?:\w+:)?(\w+)>")
SECRET, TITLE = "zyxwvut", "Reflectivity of film one"
# What must tell of the publication: else nothing is shown by its silence.
TELLING = (
    *("/records/{pk}", "/records/{pk}.json", "/doi/{doi}", "/api/v1/records/{pk}"),
    *(f"/records/{{pk}}?format={name}" for name in FORMS),
    *("/publications", "/publications.json", "/publications.csv"),
    *("/publications.atom", "/publications.feed.json"),
    *("/search?q={doi}", "/search.json?q={doi}", "/search.atom?q={doi}", "/api/v1/records?q={doi}"),
    *(f"/search.{suffix}?q={{doi}}" for suffix in LISTS if suffix != "parquet"),
    *(f"/oai?verb=ListRecords&metadataPrefix={prefix}" for prefix in FORMATS),
    "/cart",
)


@pytest.fixture
def publication(indexed: Told) -> Publication:
    """One that went to and fro between its authors and a curator, and is being changed."""
    those = making.cast(review=True)
    made = making.draft(those)
    made = confided(those, made)
    assert_silent("what reviewers see", reviewed(made, those))
    stepping.submit(made.pk, those.owner)
    stepping.send_back(made.pk, those.curator, f"{SECRET} must be said differently")
    stepping.submit(made.pk, those.owner)
    stepping.approve(made.pk, those.curator)
    making.settle()
    made.refresh_from_db()
    made = confided(those, made, title=f"The title to come, {SECRET}")
    indexed()
    stamp()
    return made


def confided(those: Cast, publication: Publication, **changes: str) -> Publication:
    """With a contact and remarks, and with these changes."""
    contact = Contact(name=f"Ann {SECRET}", email=f"ann@{SECRET}.example.org")
    content = replace(decode(publication.content), contacts=(contact,), remarks=f"See {SECRET}")
    content = replace(content, **changes)
    return drafting.save(publication.pk, those.owner, content, publication.revision)


def reviewed(publication: Publication, those: Cast) -> HttpResponse:
    answer = Client().get(f"/review/{sharing.share(publication.pk, those.owner)}")
    assert TITLE in said(answer)
    return answer


def said(answer: HttpResponse) -> str:
    return f"{answer.headers}\n{answer.getvalue().decode('utf-8', 'replace')}"


def assert_silent(where: str, answer: HttpResponse) -> None:
    assert SECRET not in said(answer).lower(), where


def everywhere(publication: Publication) -> Iterator[str]:
    """Every address of the portal that is made of nothing but these names."""
    document, dataset = publication.record, publication.chosen.get().record
    every = [one for room in ("portal.", "search.", "publishing.") for one in routes(room)]
    for record in (document, dataset):
        assert record is not None
        for doi in (publication.doi.name, publication.series.doi.name):
            names = {"pk": record.pk, "id": record.pk, "doi": doi, "pid": record.pid or doi}
            names |= {"facility": "ess", "slug": "ess", "number": 1, "panet": "PaNET01189"}
            for route in every:
                if "^" not in route and set(NAME.findall(route)) <= names.keys():
                    yield "/" + NAME.sub(r"{\1}", route).format(**names)


def test_contacts_and_remarks_are_told_nowhere(publication: Publication) -> None:
    document, stranger = publication.record, Client(headers={"sec-fetch-site": "same-origin"})
    assert document is not None
    stranger.post("/cart/add", {"record": str(document.pk)})
    for template in TELLING:
        address = template.format(pk=document.pk, doi=publication.doi.name)
        answer = stranger.get(address)
        assert answer.status_code == 200, address
        assert TITLE in said(answer), address
        assert_silent(address, answer)
    addresses = set(everywhere(publication))
    assert len(addresses) > 100
    for address in sorted(addresses):
        assert_silent(address, stranger.get(address))
    for doi in Doi.objects.all():
        assert TITLE in doi.body
        assert SECRET not in doi.body.lower()


def test_nor_are_they_searched(publication: Publication) -> None:
    stranger = Client()
    assert stranger.get("/search.json", {"q": "reflectivity"}).json()["total"] == 2
    for text in (SECRET, f"ann@{SECRET}.example.org", f"{SECRET[:4]}*"):
        for address in ("/search.json", "/publications.json"):
            assert stranger.get(address, {"q": text}).json()["total"] == 0, (address, text)
