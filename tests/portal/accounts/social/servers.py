"""A facility's login and ORCID, as small servers that do it right, or wrong when they are told."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "beamfinder", "hush"
ORCID = "0000-0002-1825-0097"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEY_SET = {
    "keys": [
        {
            **json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())),
            "kid": "one",
            "use": "sig",
            "alg": "RS256",
        }
    ]
}
Answer = tuple[int, dict[str, str], bytes]
Ask = dict[str, str]


def as_json(value: Any, status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json"}, json.dumps(value).encode()


class Server:
    """What both have in common: a person who logs in, codes, and ways to fail.

    ``wrong`` has for a path what it answers instead, or a function of the right answer.
    """

    def __init__(self) -> None:
        self.url = ""
        self.person: dict[str, Any] = {}
        self.denied = False
        self.asked: list[str] = []
        self.wrong: dict[str, Answer | Callable[[Answer], Answer]] = {}
        self._codes: dict[str, Ask] = {}

    def answer(self, path: str, query: Ask, form: Ask, headers: Any) -> Answer:
        """To one request; the path without what stands before it in ``paths``."""
        self.asked.append(path)
        right = self.paths().get(path)
        found = right(query, form, headers) if right else as_json({}, 404)
        wrong = self.wrong.get(path)
        return wrong(found) if callable(wrong) else wrong or found

    def paths(self) -> dict[str, Callable[[Ask, Ask, Any], Answer]]:
        raise NotImplementedError

    def authorize(self, query: Ask, form: Ask, headers: Any) -> Answer:
        """The person agrees at once, or doesn't."""
        back = {"state": query["state"]}
        if self.denied:
            back["error"] = "access_denied"
        else:
            back["code"] = secrets.token_urlsafe(8)
            self._codes[back["code"]] = query
        return 302, {"Location": f"{query['redirect_uri']}?{urlencode(back)}"}, b""

    def redeemed(self, form: Ask) -> Ask | None:
        """What was asked with the code, which is good once, and only for our client."""
        asked = self._codes.pop(form.get("code", ""), None)
        known = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        if asked is None or not known or asked["redirect_uri"] != form.get("redirect_uri"):
            return None
        return asked


class OpenId(Server):
    """A facility's login; ``claims`` go into the id_token besides, over what is right there."""

    def __init__(self) -> None:
        super().__init__()
        self.person = {"sub": "4711", "groups": ["proposal-1", "staff"]}
        self.claims: dict[str, Any] = {}
        self.signed: dict[str, Any] = {"key": KEY, "algorithm": "RS256", "headers": {"kid": "one"}}

    def paths(self) -> dict[str, Callable[[Ask, Ask, Any], Answer]]:
        return {
            "/.well-known/openid-configuration": lambda *_: as_json(self.configuration()),
            "/jwks": lambda *_: as_json(KEY_SET),
            "/authorize": self.authorize,
            "/token": self.token,
            "/userinfo": self.userinfo,
        }

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def token(self, query: Ask, form: Ask, headers: Any) -> Answer:
        asked = self.redeemed(form)
        if asked is None or asked["code_challenge"] != challenge(form.get("code_verifier", "")):
            return as_json({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.url,
            "sub": self.person["sub"],
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
        }
        id_token = jwt.encode(claims, **self.signed)
        return as_json({"access_token": "a", "token_type": "Bearer", "id_token": id_token})

    def userinfo(self, query: Ask, form: Ask, headers: Any) -> Answer:
        if headers["Authorization"] != "Bearer a":
            return as_json({}, 401)
        return as_json(self.person)


class Orcid(Server):
    """ORCID: its token says who it is."""

    def __init__(self) -> None:
        super().__init__()
        self.person = {"orcid": ORCID, "name": "Josiah Carberry"}

    def paths(self) -> dict[str, Callable[[Ask, Ask, Any], Answer]]:
        return {"/oauth/authorize": self.authorize, "/oauth/token": self.token}

    def token(self, query: Ask, form: Ask, headers: Any) -> Answer:
        if self.redeemed(form) is None:
            return as_json({"error": "invalid_grant"}, 400)
        return as_json({"access_token": "a", "expires_in": 631138518, **self.person})


def challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Serve on loopback until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._answer(_single(body.decode()))

        def _answer(self, form: Ask) -> None:
            parts = urlsplit(self.path)
            status, headers, body = server.answer(
                parts.path, _single(parts.query), form, self.headers
            )
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        server.url = f"http://127.0.0.1:{http.server_port}"
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()


def _single(query: str) -> Ask:
    return {name: values[0] for name, values in parse_qs(query).items()}


def configured(facility: OpenId, orcid: Orcid) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS that name the two."""

    def app(identifier: str, name: str, url: str, **more: Any) -> dict[str, Any]:
        return {
            "provider_id": identifier,
            "name": name,
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": url, **more},
        }

    scope = {"scope": ["openid", "groups"], "oauth_pkce_enabled": True}
    return {
        "orcid": {"APPS": [app("orcid", "ORCID", orcid.url)]},
        "openid_connect": {"APPS": [app("ess", "ESS", facility.url, **scope)]},
    }
