"""Catalogues that mean harm, and what they send."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from harvest.replay.shelf import RawBody

Json = dict[str, Any]
TIME = "2024-05-01T10:00:00.000Z"
BETWEEN = "2024-05-01T10:00:01.500Z"
XML_BOMB = (
    b"""<?xml version="1.0"?>
<!DOCTYPE bomb [<!ENTITY a "boom">
"""
    + b"".join(b'<!ENTITY %c "%b">\n' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>\n<bomb>&j;</bomb>"
)


def scicat(number: int, **more: Any) -> Json:
    """A dataset as a SciCat's version 3 has it."""
    return {
        "pid": f"set/{number}",
        "datasetName": f"quartz {number}",
        "type": "raw",
        "creationTime": TIME,
        "updatedAt": f"2024-05-01T10:00:{number:02}.000Z",
        "numberOfFiles": 0,
        "isPublished": True,
        **more,
    }


def panosc(number: int, **more: Any) -> Json:
    """A dataset as a PaNOSC database has it."""
    return {
        "pid": f"set/{number}",
        "title": f"quartz {number}",
        "isPublic": True,
        "creationDate": TIME,
        **more,
    }


def recording(kind: str, datasets: list[Json], raw: bytes = b"") -> Any:
    """A catalogue of these datasets, and of one whose JSON is ``raw``."""
    if kind == "panosc":
        rows: Json = {str(number): dataset for number, dataset in enumerate(datasets)}
        if raw:
            rows["hostile"] = raw
        return {"models": {"Document": {}, "Dataset": rows}}
    last = [RawBody("hostile", raw, BETWEEN)] if raw else []
    return {"Dataset": [*datasets, *last]}


def with_raw(dataset: Json, field: str, value: bytes) -> bytes:
    """The dataset's JSON with one field as it stands in ``value``."""
    start = json.dumps({name: inner for name, inner in dataset.items() if name != field})
    return b'%b,"%b":%b}' % (start[:-1].encode(), field.encode(), value)


Reply = Callable[[str, dict[str, str]], tuple[int, dict[str, str], bytes]]


@contextmanager
def answering(reply: Reply) -> Iterator[str]:
    """The address of a server that answers as ``reply`` says from path and arguments."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            address = urlsplit(self.path)
            status, headers, body = reply(address.path, dict(parse_qsl(address.query)))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def endless(make: Callable[..., Json], count: bytes | None) -> Reply:
    """A catalogue whose lists never end: every page is full of new records."""

    def reply(path: str, arguments: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if path.endswith("/count"):
            return (200, {}, count) if count is not None else (404, {}, b"{}")
        if "ocuments" in path or "publisheddata" in path:
            return 200, {}, b"[]"
        asked = json.loads(arguments["filter"])
        limit = asked.get("limit") or asked["limits"]["limit"]
        skip = asked.get("skip") or asked.get("limits", {}).get("skip") or 0
        since = (asked.get("where") or {}).get("updatedAt", {}).get("gte", "")
        base = skip + (int(since[:4]) * 1_000 if since else 0)
        rows = [make(base + n) | {"updatedAt": _later(since)} for n in range(limit)]
        return 200, {}, json.dumps(rows).encode()

    return reply


def _later(since: str) -> str:
    return f"{int(since[:4]) + 1 if since else 2000}-01-01T00:00:00.000Z"
