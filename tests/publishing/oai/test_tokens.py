"""resumptionTokens: what they carry, and what is refused."""

from typing import Any
from unittest import mock

import pytest
from django.conf import LazySettings
from django.core import signing
from hypothesis import assume, example, given
from hypothesis import strategies as st

from publishing.oai import tokens
from publishing.oai.errors import Code, RequestError
from publishing.oai.tokens import Place
from tests.publishing.oai.asking import Asking
from tests.publishing.oai.world import World

LIST = "verb=ListRecords&metadataPrefix=oai_dc"
seconds = st.none() | st.integers(-62_135_596_800, 253_402_300_799)
counts = st.integers(0, 2**62)
texts = st.text("abcXYZ019-_.!~*'():", max_size=40)
places = st.builds(Place, texts, texts, seconds, seconds, texts, counts, counts, counts, counts)
STILL = mock.patch("django.core.signing.time.time", return_value=1_700_000_000.0)


def refused(token: str, verb: str = "ListRecords") -> str:
    """Why a token is refused."""
    with pytest.raises(RequestError) as error:
        tokens.read(token, verb)
    assert error.value.code is Code.BAD_RESUMPTION_TOKEN
    return error.value.messages[0]


@given(places)
def test_what_is_signed_can_be_read(place: Place) -> None:
    token = tokens.sign(place)
    assert tokens.read(token, place.verb) == place
    assert token.isascii()
    assert token.isprintable()
    assert not set(token) & set('<>&"+%# ')


@given(places, st.data())
def test_any_change_is_refused(place: Place, data: st.DataObject) -> None:
    token = tokens.sign(place)
    at = data.draw(st.integers(0, len(token) - 1))
    kind = data.draw(st.sampled_from(["put", "cut", "add"]))
    sign = data.draw(st.characters(codec="utf-8"))
    rest = token[at:] if kind == "add" else token[at + 1 :]
    changed = token[:at] + ("" if kind == "cut" else sign) + rest
    assume(changed != token)
    assert "isn't one of ours" in refused(changed, place.verb)


@given(st.text())
@example("")
@example(":")
@example("::")
@example(".a:b:c")
def test_any_text_is_refused(text: str) -> None:
    assert "isn't one of ours" in refused(text)


@pytest.mark.parametrize(
    "values",
    [
        [],
        {},
        None,
        "ListRecords",
        ["ListRecords", "oai_dc", "0"],
        ["ListRecords", "oai_dc", None, None, "", 0, 0, 0, 0, 0],
        ["ListRecords", 1],
    ],
)
def test_what_we_signed_in_another_form_is_refused(values: Any) -> None:
    assert "isn't one of ours" in refused(signing.dumps(values, salt=tokens.SALT))


def test_what_was_signed_for_something_else_is_refused() -> None:
    place = Place("ListRecords", "oai_dc")
    assert "isn't one of ours" in refused(signing.dumps(list(place), salt="session"))
    assert "isn't one of ours" in refused(signing.dumps(list(place)))


def test_a_token_holds_for_its_days(settings: LazySettings) -> None:
    settings.OAI_TOKEN_DAYS = 3
    with STILL as clock:
        token = tokens.sign(Place("ListRecords"))
        clock.return_value += 3 * 86_400 - 1
        assert tokens.read(token, "ListRecords") == Place("ListRecords")
        clock.return_value += 2
        assert "is older than 3 days" in refused(token)


class TestOverHttp:
    """The first page of two items, and a token for the next."""

    @pytest.fixture(autouse=True)
    def _two_a_page(self, settings: LazySettings) -> None:
        settings.OAI_PAGE_SIZE = 2

    @pytest.fixture
    def token(self, oai: Asking, world: World) -> str:
        found = oai(LIST).token
        assert found
        return found

    def test_replay_gives_the_same_page(self, oai: Asking, world: World, token: str) -> None:
        pages = [oai(verb="ListRecords", resumptionToken=token) for _ in range(3)]
        pages.append(oai.post(verb="ListRecords", resumptionToken=token))
        for page in pages:
            assert page.identifiers == world.ids("c d")
            assert page.request == {"verb": "ListRecords", "resumptionToken": token}
        again = [oai(verb="ListRecords", resumptionToken=page.token) for page in pages]
        assert [page.identifiers for page in again] == [world.ids("e")] * 4

    def test_it_says_until_when_it_holds(
        self, oai: Asking, token: str, settings: LazySettings
    ) -> None:
        settings.OAI_TOKEN_DAYS = 2
        with mock.patch("publishing.oai.items.clock", return_value=1_700_000_000):
            (told,) = oai(LIST).all("resumptionToken")
        assert told.get("expirationDate") == "2023-11-16T22:13:20Z"
        assert (told.get("cursor"), told.get("completeListSize")) == ("0", "5")

    @pytest.mark.parametrize(
        ("query", "error"),
        [
            ("verb=ListRecords&resumptionToken={}x", "badResumptionToken"),
            ("verb=ListRecords&resumptionToken=x{}", "badResumptionToken"),
            ("verb=ListIdentifiers&resumptionToken={}", "badResumptionToken"),
            ("verb=ListSets&resumptionToken={}", "badResumptionToken"),
            ("verb=ListRecords&resumptionToken={}&metadataPrefix=oai_dc", "badArgument"),
            ("verb=ListRecords&resumptionToken={}&from=2024-05-03", "badArgument"),
            ("verb=ListRecords&resumptionToken={}&until=2024-05-03", "badArgument"),
            ("verb=ListRecords&resumptionToken={}&set=openaire_data", "badArgument"),
            ("verb=ListRecords&resumptionToken={0}&resumptionToken={0}", "badArgument"),
            ("verb=GetRecord&resumptionToken={}", "badArgument badArgument badArgument"),
            ("verb=Identify&resumptionToken={}", "badArgument"),
        ],
    )
    def test_misuse(self, oai: Asking, token: str, query: str, error: str) -> None:
        for answer in (oai(query.format(token)), oai.post(query.format(token))):
            assert answer.errors == error.split()

    def test_another_secret(self, oai: Asking, token: str, settings: LazySettings) -> None:
        before, settings.SECRET_KEY = settings.SECRET_KEY, "another " * 10
        assert oai(verb="ListRecords", resumptionToken=token).errors == ["badResumptionToken"]
        settings.SECRET_KEY_FALLBACKS = [before]  # how a secret is changed without a gap
        assert oai(verb="ListRecords", resumptionToken=token).errors == []

    def test_an_old_one(self, oai: Asking, token: str, settings: LazySettings) -> None:
        with mock.patch("django.core.signing.time.time", return_value=4e9):
            answer = oai(verb="ListRecords", resumptionToken=token)
        assert answer.errors == ["badResumptionToken"]
        assert "start the list anew" in answer.messages[0]
        assert answer.request == {"verb": "ListRecords", "resumptionToken": token}

    def test_of_a_format_there_is_no_more(self, oai: Asking, world: World) -> None:
        token = tokens.sign(Place("ListRecords", "marc21"))
        answer = oai(verb="ListRecords", resumptionToken=token)
        assert answer.errors == ["cannotDisseminateFormat"]
