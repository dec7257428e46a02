"""Who an id_token says has logged in, once it is sure that it says so to us (OpenID Connect
Core 1.0, 3.1.3.7).  Pure.

The connection alone would do by the standard; the signature also guards against a proxy or
an address that somebody took over.
"""

import secrets
from typing import Any

import jwt

ALGORITHMS = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
]
KEY_TYPES = frozenset(("RSA", "EC", "OKP"))  # never a shared secret ("oct")
LONGEST_TOKEN = 100_000
LONGEST_SUBJECT = 191  # what SocialAccount holds
MOST_KEYS = 100
LEEWAY = 60  # seconds that clocks may differ
CLAIMS = ["iss", "sub", "aud", "exp", "iat"]


class BadToken(Exception):
    """The token doesn't say who logged in; the message says why, without quoting it."""


def claims(token: object, keys: object, *, issuer: str, client: str, nonce: str) -> dict[str, Any]:
    """The claims of a token that the issuer signed for this client and this login.

    ``keys`` is the issuer's JSON Web Key Set.  Raises BadToken.
    """
    if not isinstance(token, str) or len(token) > LONGEST_TOKEN:
        raise BadToken("there is no id_token")
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise BadToken("its algorithm isn't one of public keys")
        found: dict[str, Any] = jwt.decode(
            token,
            jwt.PyJWK(_key(keys, header.get("kid")), algorithm=algorithm).key,
            algorithms=[algorithm],
            issuer=issuer,
            audience=client,
            leeway=LEEWAY,
            options={"require": CLAIMS},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadToken(f"it can't be verified: {type(error).__name__}") from error
    _for_us(found, client, nonce)
    return found


def _key(keys: object, name: object) -> dict[str, Any]:
    """The key of that name, or the only one where the token names none."""
    listed = keys.get("keys") if isinstance(keys, dict) else None
    every = listed[:MOST_KEYS] if isinstance(listed, list) else []
    usable = [
        key
        for key in every
        if isinstance(key, dict) and key.get("kty") in KEY_TYPES and key.get("use") != "enc"
    ]
    found = [key for key in usable if key.get("kid") == name] if name is not None else usable
    if len(found) != 1:
        raise BadToken("it is signed by no key of its issuer")
    return found[0]


def _for_us(found: dict[str, Any], client: str, nonce: str) -> None:
    audience, party = found["aud"], found.get("azp")
    shared = isinstance(audience, list) and audience != [client]
    if party not in (None, client) or (shared and party != client):
        raise BadToken("it is for another client")
    said = found.get("nonce")
    if (
        not isinstance(said, str)
        or not nonce
        or not secrets.compare_digest(said.encode("utf-8", "replace"), nonce.encode())
    ):
        raise BadToken("it is of another login")
    subject = found["sub"]
    if not 0 < len(subject) <= LONGEST_SUBJECT or not (subject.isascii() and subject.isprintable()):
        raise BadToken("it names nobody")
