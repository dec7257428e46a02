"""Whatever is asked, and whatever stands in records: the answer is valid XML, never a 500."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.catalogue.models import Record
from portal.catalogue.records import encode
from publishing.oai.arguments import VERBS
from publishing.oai.formats import FORMATS
from tests.factories import document, member
from tests.publishing.oai.asking import FORM, Asking
from tests.publishing.oai.world import World

pytestmark = pytest.mark.django_db
# The world stays as it is: nothing that is asked changes it.
reading = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)

NAMES = ["identifier", "metadataPrefix", "from", "until", "set", "resumptionToken"]
URIS = "a1:/?#[]@!$&'()*+,;=%\"<>{}|\\^`~-._ é\u2028😀\t\n\r\x00"
values = (
    st.text(max_size=30)
    | st.text(URIS, max_size=12)
    | st.sampled_from(["oai_dc", "datacite", "openaire_data", "facility_ess", "2024-05-03"])
    | st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", fullmatch=True)
    | st.from_regex(r"oai:beamfinder\.example:\d{1,25}", fullmatch=True)
)
names = st.sampled_from([*NAMES, *NAMES, "verb"]) | st.text(max_size=10)
verbs = st.sampled_from([*VERBS, "verb"]) | st.text(max_size=10)


@reading
@given(verb=verbs, given=st.lists(st.tuples(names, values), max_size=5))
@example("GetRecord", [("identifier", "http://a:1b/"), ("metadataPrefix", "oai_dc")])
@example("GetRecord", [("identifier", "%zz"), ("metadataPrefix", "oai_dc")])
@example("GetRecord", [("identifier", "//"), ("metadataPrefix", "oai_dc")])
@example("GetRecord", [("identifier", "a b\x85"), ("metadataPrefix", "oai_dc")])
@example("ListRecords", [("metadataPrefix", "oai_dc"), ("until", "9999-12-31T23:59:59Z")])
def test_any_arguments(oai: Asking, world: World, verb: str, given: list[tuple[str, str]]) -> None:
    query = urlencode([("verb", verb), *given], errors="surrogatepass")
    by_get, by_post = oai(query), oai.post(query)
    assert by_get.errors == by_post.errors
    assert by_get.request == by_post.request
    legal = not {"badVerb", "badArgument"} & set(by_get.errors)
    assert by_get.request == ({"verb": verb, **dict(given)} if legal else {})


@reading
@given(query=st.binary(max_size=60), body=st.binary(max_size=60))
@example(b"verb=ListRecords&metadataPrefix=oai_dc", b"from=\xff")
@example(b"%", b"%%%=&&=&")
def test_any_bytes(oai: Asking, world: World, query: bytes, body: bytes) -> None:
    raw = {"QUERY_STRING": query.decode("latin-1")}
    answers = [
        oai.read(oai.client.get("/oai", **raw)),
        oai.read(oai.client.generic("POST", "/oai", body, FORM)),
        oai.read(oai.client.generic("POST", "/oai", body, FORM, **raw)),
    ]
    assert all(answer.errors or len(answer.root) == 3 for answer in answers)


@reading
@given(text=st.text(st.characters(), max_size=40), prefix=st.sampled_from(sorted(FORMATS)))
@example("]]><!--\x00\x08\x0b\x0c\x0e\x1f\ufffe\uffff&amp;<![CDATA[", "oai_dc")
def test_any_text_in_a_record(oai: Asking, world: World, text: str, prefix: str) -> None:
    text = text.encode("utf-8", "replace").decode()  # the database takes no lone surrogates
    text = text.replace("\x00", "")
    made = document(
        title=text, summary=text, publisher=text, licence=text, keywords=(text,), type=text,
        members=(member(text), member(text, orcid=text)), landing_page=text, modified=text,
        release_date=text, start_date=text, pid=text,
    )  # fmt: skip
    Record.objects.filter(pk=world.records["a"].pk).update(body=encode(made).decode())
    answer = oai(verb="GetRecord", identifier=world.id("a"), metadataPrefix=prefix)
    assert answer.identifiers == world.ids("a")
    assert len(answer.all("metadata")) == 1
