"""Whose token it is: read in every shape, believed in one."""

import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.accounts.social.tokens import BadToken, claims
from tests.portal.accounts.social.servers import KEY, KEY_SET

CURVE = ec.generate_private_key(ec.SECP256R1())
PARTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part),
    max_leaves=8,
)


def signed(key: Any = KEY, algorithm: str = "RS256", kid: str = "one", **changes: Any) -> str:
    now = int(time.time())
    told = {"iss": "https://a.org", "sub": "1", "aud": "us", "exp": now + 60, "iat": now}
    headers = {"kid": kid} if kid else {}
    return jwt.encode({**told, "nonce": "n", **changes}, key, algorithm, headers)


def read(token: object, keys: object = KEY_SET) -> dict[str, Any]:
    return claims(token, keys, issuer="https://a.org", client="us", nonce="n")


@pytest.mark.parametrize(
    "changes", [{}, {"aud": ["us"]}, {"azp": "us"}, {"aud": ["us", "them"], "azp": "us"}]
)
def test_it_works(changes: dict[str, Any]) -> None:
    assert read(signed(**changes))["sub"] == "1"


def test_clocks_may_differ_a_little() -> None:
    now = int(time.time())
    assert read(signed(exp=now - 5, iat=now + 30))["sub"] == "1"


def test_another_kind_of_key() -> None:
    key = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(CURVE.public_key()))
    token = signed(CURVE, "ES256", kid="two")
    assert read(token, {"keys": [*KEY_SET["keys"], {**key, "kid": "two"}]})["sub"] == "1"
    with pytest.raises(BadToken):
        read(token, {"keys": [{**KEY_SET["keys"][0], "kid": "two"}]})


def test_a_token_that_names_no_key_fits_an_only_one() -> None:
    assert read(signed(kid=""))["sub"] == "1"
    with pytest.raises(BadToken, match="by no key"):
        read(signed(kid=""), {"keys": KEY_SET["keys"] * 2})


@pytest.mark.parametrize("key", [{"use": "enc"}, {"kty": "oct"}, {"kid": "two"}, {"n": "!"}])
def test_a_key_that_is_for_something_else(key: dict[str, str]) -> None:
    with pytest.raises(BadToken):
        read(signed(), {"keys": [{**KEY_SET["keys"][0], **key}]})


def test_without_a_nonce_of_ours_nothing_fits() -> None:
    with pytest.raises(BadToken, match="another login"):
        claims(signed(nonce=""), KEY_SET, issuer="https://a.org", client="us", nonce="")


@settings(max_examples=60)
@given(PARTS, PARTS)
def test_rubbish_is_refused(token: Any, keys: Any) -> None:
    for given_keys in (keys, {"keys": keys}, {"keys": [{"kid": "one", "kty": "RSA", "n": keys}]}):
        for given_token in (token, signed()):
            with pytest.raises(BadToken):
                read(given_token, given_keys)
