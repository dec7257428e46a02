"""Asking logins elsewhere: soon, shortly, and only where we were told to."""

import json
import time
from typing import Any

import requests
from requests import PreparedRequest, RequestException, Response
from urllib3.exceptions import HTTPError

CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 3, 5, 10
MOST_BYTES = 512 * 1024
PIECE = 16 * 1024


class BadAnswer(RequestException):
    """An answer that can't be used; the message says why."""


class Session(requests.Session):
    """A session of requests that gives up, reads so much and no more, and isn't sent on.

    Whoever is asked gets our secret, or says who somebody is.
    """

    def send(self, request: PreparedRequest, **kwargs: Any) -> Response:
        """The answer, read to its end.  Raises requests.RequestException."""
        until = time.monotonic() + WHOLE_SECONDS
        kwargs |= {
            "timeout": (CONNECT_SECONDS, READ_SECONDS),
            "allow_redirects": False,
            "stream": True,
        }
        response = super().send(request, **kwargs)
        try:
            response._content = _body(response, until)
        finally:
            response.close()
        return response


def read(session: requests.Session, url: str, **headers: str) -> dict[str, Any]:
    """The JSON object at an address.  Raises requests.RequestException."""
    response = session.get(url, headers={"Accept": "application/json", **headers})
    if response.status_code != requests.codes.ok:
        raise BadAnswer(f"{url} answered {response.status_code}")
    try:
        found = json.loads(response.content)
    except (ValueError, RecursionError) as error:
        raise BadAnswer(f"{url} answered no JSON") from error
    if not isinstance(found, dict):
        raise BadAnswer(f"{url} answered no JSON object")
    return found


def _body(response: Response, until: float) -> bytes:
    """Read by pieces as they come, so that a trickle doesn't hold us."""
    body = bytearray()
    try:
        while piece := response.raw.read1(PIECE, decode_content=True):
            body += piece
            if len(body) > MOST_BYTES or time.monotonic() > until:
                raise BadAnswer(f"{response.url} answers without end")
    except (OSError, HTTPError) as error:
        raise BadAnswer(f"{response.url} broke off") from error
    return bytes(body)
