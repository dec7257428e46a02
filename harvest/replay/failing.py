"""How the server carries a fault out, on the open connection."""

from typing import TYPE_CHECKING

from harvest.replay.answers import Answer
from harvest.replay.faults import Fault

if TYPE_CHECKING:
    from harvest.replay.server import _Handler

_RUBBISH = b'\xff\xfe{"not": json, NaN \x00 }]'
_HTML = b"<!DOCTYPE html><html><body><h1>Something went wrong</h1></body></html>"
_METADATA = "http://169.254.169.254/latest/meta-data/"
_PIECE = b" " * 1_048_576
_ENDLESS = 2_048  # pieces


def fail(handler: "_Handler", fault: Fault) -> None:
    """Answer the request wrongly, or not at all."""
    kind, stopping = fault.kind, handler.server.replay.stopping
    if kind in ("timeout", "slow"):
        stopping.wait(fault.seconds)
    if kind == "slow":
        handler.send(handler.answer())
    elif kind in ("timeout", "close"):
        handler.close_connection = True
    elif kind in ("429", "503"):
        _status(handler, int(kind), b'{"message":"Try again later"}', fault.seconds)
    elif kind == "500":
        _status(handler, 500, _HTML)
    elif kind == "403":
        message = {"statusCode": 403, "message": "Unauthorized access", "error": "Forbidden"}
        handler.send(Answer.of(message, 403))
    elif kind == "truncate":
        answer = handler.answer()
        handler.send(answer, cut=sum(map(len, answer.pieces)) // 2)
        handler.close_connection = True
    elif kind in ("redirect", "loop"):
        _redirect(handler, _METADATA if kind == "redirect" else handler.path)
    elif kind == "huge":
        _huge(handler)
    else:
        bodies = {"rubbish": _RUBBISH, "html": _HTML, "deep": b"[" * 10_000 + b"]" * 10_000}
        handler.send(Answer((bodies[kind],)))


def _status(handler: "_Handler", status: int, body: bytes, wait: float | None = None) -> None:
    handler.send_response(status)
    if wait is not None:
        handler.send_header("Retry-After", f"{wait:g}")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _redirect(handler: "_Handler", target: str) -> None:
    handler.send_response(302)
    handler.send_header("Location", target)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def _huge(handler: "_Handler") -> None:
    """A body without an announced length, so that only counting tells how long it is."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.close_connection = True
    for _ in range(_ENDLESS):
        if handler.server.replay.stopping.is_set():
            return
        handler.wfile.write(b"%x\r\n%b\r\n" % (len(_PIECE), _PIECE))
    handler.wfile.write(b"0\r\n\r\n")
