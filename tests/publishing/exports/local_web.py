"""The part of the web that validators ask for, from files beside this one: nothing is fetched.

``contexts/ro-crate-1.2.jsonld`` is what https://w3id.org/ro/crate/1.2/context answers, without
blanks between its parts; by its own word it is in the public domain (CC0 1.0).
"""

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse

FOLDER = Path(__file__).with_name("contexts")
RO_CRATE = "https://w3id.org/ro/crate/1.2/context"


@cache
def ro_crate_context() -> dict[str, Any]:
    """RO-Crate's JSON-LD context, which has all terms of schema.org with their addresses."""
    read: dict[str, Any] = json.loads((FOLDER / "ro-crate-1.2.jsonld").read_bytes())
    return read


class _Files(HTTPAdapter):
    """Answers with a file; refuses every other address."""

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        if request.url != RO_CRATE:
            raise requests.ConnectionError(f"tests fetch nothing, not even {request.url}")
        body = BytesIO(json.dumps(ro_crate_context()).encode())
        headers = {"Content-Type": "application/ld+json"}
        raw = HTTPResponse(body=body, headers=headers, status=200, preload_content=False)
        return self.build_response(request, raw)


def fill_cache(path: Path) -> None:
    """Put RO-Crate's context where roc-validator, kept off the net, looks for it."""
    with CachedSession(cache_name=str(path), backend="sqlite", expire_after=-1) as session:
        session.mount("https://", _Files())
        session.get(RO_CRATE)
        session.cache.close()
