"""What HTTP adds to the protocol: methods, bodies, conditions, compression, overload."""

import gzip
from io import BytesIO
from typing import Any
from unittest import mock

import pytest
from django.conf import LazySettings
from django.test import Client

from publishing.oai import items, overload, protocol
from tests.publishing.oai.asking import FORM, Asking
from tests.publishing.oai.world import World, stamped_at, withdraw

LIST = "verb=ListRecords&metadataPrefix=oai_dc"
IDENTIFY = b"verb=Identify"


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_are_told_which_there_are(oai: Asking, method: str) -> None:
    answer = getattr(oai.client, method)("/oai?verb=Identify")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("query", ["verb=Identify", LIST, "verb=junk"])
def test_a_head_is_a_get_without_the_body(oai: Asking, world: World, query: str) -> None:
    whole, head = oai.get(query), oai.client.head(f"/oai?{query}")
    assert head.status_code == 200
    assert not head.content
    for name in ("Content-Type", "Content-Length", "ETag"):
        assert head[name] == whole[name]


def test_a_post_needs_no_token_of_a_form(world: World, oai: Asking) -> None:
    oai.client = Client(enforce_csrf_checks=True)
    assert oai.post("verb=Identify").text("protocolVersion") == "2.0"
    assert not oai.client.cookies


def test_the_arguments_of_a_post_may_stand_in_both_places(oai: Asking, world: World) -> None:
    posted = oai.client.post("/oai?verb=ListRecords", "metadataPrefix=oai_dc", content_type=FORM)
    assert oai.read(posted).identifiers == world.ids("a b c d e")
    posted = oai.client.post("/oai?verb=Identify", b"", content_type="")
    assert oai.read(posted).errors == []
    posted = oai.client.post(f"/oai?{LIST}", "metadataPrefix=oai_dc", content_type=FORM)
    assert oai.read(posted).errors == ["badArgument"]


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        (IDENTIFY, f"{FORM}; charset=utf-8", ""),
        (IDENTIFY, f"{FORM}; charset=nonsense", ""),
        (IDENTIFY, FORM.upper(), ""),
        (IDENTIFY, "text/plain", "badArgument"),
        (b'{"verb": "Identify"}', "application/json", "badArgument"),
        (IDENTIFY, "multipart/form-data; boundary=x", "badArgument"),
        (IDENTIFY, "multipart/form-data", "badArgument"),
        (IDENTIFY, "", "badArgument"),
        (IDENTIFY, "\x00é", "badArgument"),
        (b"\x1f\x8b\x08\x00", FORM, "badArgument"),
        (b"\xff\xfe", FORM, "badArgument"),
        (b"verb=Identify\x00", FORM, "badVerb"),
        ("verb=Identity".encode("utf-16"), FORM, "badArgument"),
        (b"", FORM, "badVerb"),
        (b"&" * 200_000, FORM, "badArgument"),
        (IDENTIFY + b"&x=" + b"y" * 5_000_000, FORM, "badArgument"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_bodies(oai: Asking, body: bytes, kind: str, error: str) -> None:
    answer = oai.read(oai.client.generic("POST", "/oai", body, kind))
    assert answer.errors == ([error] if error else [])


class BreaksOff(BytesIO):
    def read(self, *sizes: Any) -> bytes:
        raise OSError("connection reset")


def test_a_body_that_breaks_off(oai: Asking) -> None:
    parts = {"wsgi.input": BreaksOff(), "CONTENT_LENGTH": "20"}
    answer = oai.read(oai.client.post("/oai", content_type=FORM, **parts))
    assert answer.errors == ["badArgument"]
    assert "broke off" in answer.messages[0]


@pytest.mark.parametrize("length", ["", "-1", "junk", "9" * 30])
def test_lengths_that_lie(oai: Asking, length: str) -> None:
    parts = {"wsgi.input": BytesIO(IDENTIFY), "CONTENT_LENGTH": length}
    answer = oai.read(oai.client.generic("POST", "/oai", IDENTIFY, FORM, **parts))
    assert answer.errors in ([], ["badVerb"]), answer.messages


def test_answers_come_compressed(oai: Asking, world: World) -> None:
    plain = oai.get(LIST)
    packed = oai.get(LIST, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert packed["ETag"] == plain["ETag"]
    begin, end = b"<request", b"</OAI-PMH>"
    unpacked = gzip.decompress(packed.content)
    assert unpacked[unpacked.index(begin) :] == plain.content[plain.content.index(begin) :]
    assert unpacked.rstrip().endswith(end)


@pytest.mark.parametrize("query", ["verb=Identify", "verb=junk", LIST])
def test_any_site_may_read_them(oai: Asking, world: World, query: str) -> None:
    answer = oai.get(query)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


CONDITIONAL = [
    "verb=Identify",
    "verb=ListSets",
    "verb=ListMetadataFormats",
    "verb=GetRecord&metadataPrefix=datacite&identifier={a}",
    LIST,
    "verb=ListIdentifiers&metadataPrefix=oai_dc",
]


@pytest.mark.parametrize("size", [2, 200])
@pytest.mark.parametrize("query", CONDITIONAL)
def test_what_did_not_change_is_not_sent_again(
    oai: Asking, world: World, settings: LazySettings, query: str, size: int
) -> None:
    settings.OAI_PAGE_SIZE = size
    query, later = world.filled_in(query), items.now() + 100
    first = oai.get(query)
    assert first["ETag"].startswith('W/"')
    with (
        mock.patch.object(items, "now", return_value=later),
        mock.patch("django.core.signing.time.time", return_value=float(later)),
    ):
        second = oai.get(query)
        again = oai.get(query, headers={"if-none-match": first["ETag"]})
    assert second.content != first.content
    assert second["ETag"] == first["ETag"]
    assert again.status_code == 304
    assert not again.content
    posted = oai.client.post("/oai", query, FORM, headers={"if-none-match": first["ETag"]})
    assert posted.status_code == 200


def test_a_change_is_sent(oai: Asking, world: World) -> None:
    queries = [world.filled_in(query) for query in CONDITIONAL[3:]]
    known = {query: oai.get(query)["ETag"] for query in queries}
    assert len(set(known.values())) == len(queries)
    world.add("a", title="Corrected")
    stamped_at("2024-07-01T00:00:00Z")
    for query, etag in known.items():
        assert oai.get(query, headers={"if-none-match": etag}).status_code == 200


def test_pages_of_one_list_differ(oai: Asking, world: World, settings: LazySettings) -> None:
    """The page that more follows is not the one that ends the list, though it has the same."""
    settings.OAI_PAGE_SIZE = 2
    query = f"{LIST}&until=2024-05-03T10:00:00Z"
    whole = oai.get(query)["ETag"]
    settings.OAI_PAGE_SIZE = 1
    assert oai.get(query)["ETag"] != whole


def test_one_record_has_the_time_of_its_change(oai: Asking, world: World) -> None:
    query = world.filled_in(CONDITIONAL[3])
    first = oai.get(query)
    assert first["Last-Modified"] == "Fri, 03 May 2024 10:00:00 GMT"
    since = {"if-modified-since": first["Last-Modified"]}
    assert oai.get(query, headers=since).status_code == 304
    withdraw(world.records["a"])  # not stamped yet
    gone = oai.get(query, headers=since)
    assert oai.read(gone).deleted == world.ids("a")
    assert "Last-Modified" not in gone.headers


def test_too_many_lists_at_once(oai: Asking, world: World, settings: LazySettings) -> None:
    settings.OAI_AT_ONCE = 1
    with overload.lists.passed():
        for query in (LIST, "verb=ListIdentifiers&metadataPrefix=oai_dc"):
            refused = oai.get(query)
            assert refused.status_code == 503
            assert int(refused["Retry-After"]) > 0
            assert refused["Access-Control-Allow-Origin"] == "*"
        assert oai("verb=Identify").errors == []
        assert oai("verb=ListRecords").errors == ["badArgument"]
        assert oai("verb=ListSets").errors == []
    assert oai(LIST).identifiers == world.ids("a b c d e")


def test_a_list_that_fails_gives_its_place_back(
    oai: Asking, world: World, settings: LazySettings
) -> None:
    settings.OAI_AT_ONCE = 1
    oai.client.raise_request_exception = False
    with mock.patch.object(protocol, "answered", side_effect=RuntimeError):
        assert oai.get(LIST).status_code == 500
    assert oai(f"{LIST}&set=nosuch").errors == ["noRecordsMatch"]
    assert oai(LIST).errors == []
