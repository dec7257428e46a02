"""Failures on demand: how the sandbox registrar misbehaves when it is told to.

| kind | what happens |
|---|---|
| status | the answer ``status`` (with Retry-After: ``retry_after``), nothing is done |
| slow | ``seconds`` pass, then all is done |
| timeout | ``seconds`` pass, nothing is done, and the connection is cut |
| cut | all is done, then the connection is cut without an answer |
| state | all is done but the change of state, and the answer is 200 |
| rubbish | nothing is done, and the answer is 200 with a page in HTML |
"""

import fnmatch
from collections.abc import Callable

from publishing.doi.sandbox.answers import Answer, Refusal, error
from publishing.doi.sandbox.state import Fault, State

KINDS = ("status", "slow", "timeout", "cut", "state", "rubbish")
RUBBISH = b"<html><body>Welcome to our hotel's network! Please log in.</body></html>"
LONGEST_WAIT = 3600.0
MOST_TIMES = 1_000_000


class Cut(ConnectionResetError):
    """The connection ends without an answer."""


def mistake(fault: Fault) -> str:
    """What is wrong with a fault that somebody asks for, "" if nothing is."""
    if fault.kind not in KINDS:
        return f"{fault.kind[:40]!r} is no kind of fault: take one of {', '.join(KINDS)}"
    if not 1 <= fault.times <= MOST_TIMES:
        return "times must be 1 or more"
    if not 0 <= fault.seconds <= LONGEST_WAIT:
        return f"seconds must be from 0 to {LONGEST_WAIT:g}"
    if not 400 <= fault.status <= 599:
        return "status must be from 400 to 599"
    if not (fault.retry_after.isascii() and fault.retry_after.isprintable()):
        return "retry_after must be seconds, or a date as HTTP writes it"
    return ""


def due(state: State, method: str, name: str) -> Fault | None:
    """The fault that this request meets, if any; it is used up by it."""
    with state.change() as change:
        for number, fault in change.faults():
            hit = fault.method in ("*", method) and fnmatch.fnmatchcase(name, fault.doi)
            if hit:
                change.use_fault(number)
                return fault
    return None


def before(fault: Fault, wait: Callable[[float], object]) -> None:
    """What goes wrong before the work is done.  Raises Refusal, Cut."""
    if fault.kind in ("slow", "timeout"):
        wait(fault.seconds)
    if fault.kind == "timeout":
        raise Cut("told to time out")
    if fault.kind == "status":
        headers = (("Retry-After", fault.retry_after),) if fault.retry_after else ()
        raise Refusal(error(fault.status, "", *headers))
    if fault.kind == "rubbish":
        raise Refusal(Answer(200, RUBBISH))


def after(fault: Fault) -> None:
    """What goes wrong when the work is done.  Raises Cut."""
    if fault.kind == "cut":
        raise Cut("told to cut off after the work")
