"""JSON from strangers: decoded, or refused with a typed error, and never a crash."""

import json
import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.client import errors
from harvest.client.decode import MAX_DEPTH, decode, is_deep
from tests.harvest.client.servers import reply

URL = "https://catalogue.example/api"


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"\xef\xbb\xbf[1]", [1]),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b" \n\t[1]\r\n ", [1]),
        (b'"\\u0000"', "\0"),
        (b'"a\0b"', "a\0b"),
        (b'"a\nb"', "a\nb"),
        (b'"\\ud83d\\ude00"', "😀"),
        (b'["\\ud800", "\\uDC00x", {"\\udfff": 1}]', ["\ufffd", "\ufffdx", {"\ufffd": 1}]),
        (b"[18446744073709551616, 1]", [2**64, 1]),
        (b"[-99999999999999999999999999, 1]", [-99999999999999999999999999, 1]),
        (b"[1" + b"0" * 5000 + b", 1]", ["1" + "0" * 5000, 1]),
        (b"[1e400, -1e999, 1e-999, 1]", ["1e400", "-1e999", 0.0, 1]),
        (b"[" * 90 + b"]" * 90, json.loads("[" * 90 + "]" * 90)),
    ],
    ids=range(13),
)
def test_it_decodes(body, value):
    assert decode(body, URL) == value
    assert decode(bytearray(body), URL) == value
    msgspec.json.encode(decode(body, URL))  # it can be stored


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<html><body>Log in</body></html>", "HTML"),
        (b"\n <?xml version='1.0'?><a/>", "HTML or XML"),
        (b'["\xff"]', "isn't UTF-8"),
        (b'["\xed\xa0\x80"]', "isn't UTF-8"),
        ("[1]".encode("utf-16"), "isn't UTF-8"),
        (b"[NaN]", "NaN"),
        (b"[Infinity]", "Infinity"),
        (b"[-Infinity]", "Infinity"),
        (b"[1,]", "isn't JSON"),
        (b"[1] 2", "isn't JSON"),
        (b"{'a': 1}", "isn't JSON"),
        (b"\0\0\0", "isn't JSON"),
        (b'{"a": [1, 2', "isn't JSON"),
        (b"]" * 1000, "isn't JSON"),
        (b"null1", "isn't JSON"),
    ],
    ids=range(18),
)
def test_it_refuses(body, what):
    with pytest.raises(errors.NotJSON, match=what):
        decode(body, URL)


DEEP = [
    b"[" * 10_000 + b"]" * 10_000,
    b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    b'[{"a":' * 5_000 + b"1" + b"}]" * 5_000,
    b"[" * 3_000_000,
    b'[1, {"ok": true}, ' + b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1) + b"]",
    b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
]


@pytest.mark.parametrize("body", DEEP, ids=range(len(DEEP)))
def test_deep_nesting(body):
    with pytest.raises(errors.TooDeep):
        decode(body, URL)


def test_brackets_inside_strings_are_no_nesting():
    for value in ("[" * 5000, "]" * 5000, "[]" * 5000, '["\\' * 5000, "}{" * 50):
        assert decode(msgspec.json.encode([value, {value: [value]}]), URL) == [
            value,
            {value: [value]},
        ]


@pytest.mark.parametrize("body", [b'"' + b'\\"' * 2_000_000, b'"[' * 1_000_000, b'["\\'])
def test_unfinished_strings_cost_no_time(body):
    with pytest.raises(errors.FetchError):
        decode(body * 1 + b"[" * 200, URL)


def test_too_many_values():
    with pytest.raises(errors.TooLarge, match="4,000,000 lists and objects"):
        decode(b"[" + b"[]," * 4_000_001 + b"[]]", URL)


TREES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(TREES)
def test_all_json_that_python_writes(tree):
    decoded = decode(json.dumps(tree).encode(), URL)
    assert json.dumps(decoded) == json.dumps(_without_surrogates(tree))


def _without_surrogates(tree):
    return json.loads(json.dumps(tree).encode("utf-8", "replace"))


@given(TREES, st.integers(1, 12))
def test_depth_is_counted_exactly(tree, limit):
    assert is_deep(json.dumps(tree).encode(), limit) == (_depth(tree) > limit)


def _depth(tree) -> int:
    if isinstance(tree, dict):
        tree = list(tree.values())
    return 1 + max(map(_depth, tree), default=0) if isinstance(tree, list) else 0


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_decoded_or_refused(body):
    for variant in (body, b'["' + body + b'"]', b"[" + body + b"]"):
        try:
            value = decode(variant, URL)
        except errors.FetchError:
            continue
        msgspec.json.encode(value)


@given(st.text(alphabet="0123456789eE+-.", max_size=500))
def test_any_number(text):
    try:
        value = decode(text.encode(), URL)
    except errors.NotJSON:
        return
    assert isinstance(value, int | str) or math.isfinite(value)


def test_hostile_pages_over_http(serve, make_client):
    server = serve(reply(DEEP[0]), reply(b"[1" + b"0" * 5000 + b', "rest"]'), reply(b"[NaN]"))
    client = make_client(server)
    with pytest.raises(errors.TooDeep, match="smaller pages"):
        client.get_json(server.url())
    assert client.numbers.retries == 0
    assert client.get_json(server.url())[1] == "rest"
    with pytest.raises(errors.NotJSON):
        client.get_json(server.url())
