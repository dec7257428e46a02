"""One turn of a DOI: bring the registrar to what is wanted, read back, compare.

Nothing here touches the database.  Doing a turn twice does no harm.
"""

import json
from collections.abc import Callable
from typing import Any

import msgspec

from publishing.doi.answers import Denied, Refused, RegistrarError, Seen, Unreachable
from publishing.doi.client import Registrar
from publishing.doi.comparing import differences, leads_elsewhere, lost
from publishing.doi.kernel import LISTS, SINGLE
from publishing.doi.models import Doi

State = Doi.State
FORBIDDEN = 403


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it.

    ``request`` is the last request, ``status`` that of its answer (None for no answer) and
    ``said`` what there is to tell of it.  ``seen`` is the state at the registrar, None where
    that isn't known.  ``agrees`` says that the registrar has what is wanted; else ``problem``
    tells what to do, and ``final`` that trying again alone won't help; ``taken`` that the name is
    somebody else's; ``sent`` that a PUT was made and not denied, so that it may be ours now.
    """

    request: str
    status: int | None = None
    said: str = ""
    seen: str | None = None
    agrees: bool = False
    problem: str = ""
    final: bool = False
    taken: bool = False
    sent: bool = False
    unreachable: bool = False
    retry_after: float | None = None


class Conflict(Exception):
    """The registrar has a DOI of this name that isn't ours."""


def turn(doi: Doi, opened: Callable[[], Registrar]) -> Outcome:
    """Do what is wanted of ``doi`` at the registrar that ``opened`` gives."""
    asking = _Asking(doi)
    try:
        registrar = opened()
        return asking.delete(registrar) if doi.wanted == State.NONE else asking.put(registrar)
    except RegistrarError as error:
        return asking.failed(error)
    except Conflict as conflict:
        return asking.outcome(problem=str(conflict), final=True, taken=True)


def event(wanted: str, seen: str) -> str:
    """The event that leads from the state that was seen to the one that is wanted."""
    if wanted == State.FINDABLE:
        return "publish"
    if wanted == State.REGISTERED:
        return "hide" if seen == State.FINDABLE else "register"
    return ""


class _Asking:
    """A turn under way: which request is being made."""

    def __init__(self, doi: Doi) -> None:
        self.doi = doi
        self.request = f"GET {doi.name}"
        self.status: int | None = None
        self.seen: str | None = None
        self.sent = False

    def put(self, registrar: Registrar) -> Outcome:
        body = _complete(json.loads(self.doi.body or "{}"))
        known = self.doi.seen or self._already_there(registrar)
        happens = event(self.doi.wanted, known)
        self.request = " ".join(filter(None, ("PUT", self.doi.name, happens)))
        self.status = self._put(registrar, body, happens, new=not known)
        put, status = self.request, self.status
        self._ask("GET")
        found = registrar.get(self.doi.name)
        self.seen = found.state if found else State.NONE
        if found is None:
            return self.outcome(problem="the registrar lost it: it will be sent again")
        self.request, self.status = put, status
        return self._compared(body, found)

    def _put(self, registrar: Registrar, body: dict[str, Any], event: str, *, new: bool) -> int:
        """The answer's status.  Raises Conflict where an account that was just let in may not
        make what isn't there for it: others' DOIs are shown to nobody before they are findable.
        """
        self.sent = True  # whatever comes back: it may be done without an answer
        try:
            return registrar.put(self.doi.name, body, event).status
        except Denied as denied:
            self.sent = False
            if denied.status != FORBIDDEN or not new:
                raise
            self.status = denied.status
            raise Conflict(
                f"{denied}. Where these are right, another account has {self.doi.name}: give this "
                "publication another DOI"
            ) from denied

    def delete(self, registrar: Registrar) -> Outcome:
        if not self.doi.seen and self._is_foreign(registrar):
            return self._foreign()
        self._ask("DELETE")
        try:
            gone = registrar.delete(self.doi.name)
        except Denied as denied:
            # Nothing of ours was ever there, nor is shown to us now: another account has it.
            if denied.status != FORBIDDEN or self.doi.seen or self.seen:
                raise
            self.status = denied.status
            return self._foreign()
        self.seen, self.status = State.NONE, 204 if gone else 404
        return self.outcome(agrees=True, said="taken back" if gone else "there was nothing")

    def _foreign(self) -> Outcome:
        return self.outcome(seen=State.NONE, agrees=True, said="it is somebody else's")

    def failed(self, error: RegistrarError) -> Outcome:
        self.status = error.status or None
        return self.outcome(
            said=error.answer,
            problem=str(error),
            final=isinstance(error, Refused),
            unreachable=isinstance(error, Unreachable),
            retry_after=error.retry_after,
        )

    def outcome(self, **said: Any) -> Outcome:
        known = {"request": self.request, "status": self.status, "seen": self.seen}
        return Outcome(**known | {"sent": self.sent} | said)

    def _ask(self, method: str) -> None:
        self.request, self.status = f"{method} {self.doi.name}", None

    def _already_there(self, registrar: Registrar) -> str:
        """The state of what a turn before may have left there without telling.

        A PUT would silently take over what somebody else made with the same account, and a
        DELETE destroy it.  Raises Conflict.
        """
        found = registrar.get(self.doi.name)
        if found is None:
            return State.NONE
        self.status = found.status
        if leads_elsewhere(found):
            raise Conflict(
                f"{self.doi.name} is there already and leads to {found.url[:200]}: somebody else "
                "made it, so give this publication another DOI"
            )
        self.seen = found.state
        return found.state

    def _is_foreign(self, registrar: Registrar) -> bool:
        try:
            self._already_there(registrar)
        except Conflict:
            return True
        return False

    def _compared(self, body: dict[str, Any], found: Seen) -> Outcome:
        if found.state != self.doi.wanted:
            wrong = f"the registrar has it as {found.state}, not as {self.doi.wanted}"
            return self.outcome(problem=f"{wrong}: it will be asked again")
        missing = lost(body, found)
        if missing:
            told = ", ".join(missing)
            return self.outcome(problem=f"the registrar shows other {told}: it will be sent again")
        others = ", ".join(differences(body, found))
        said = f"{found.state}; written differently there: {others}" if others else found.state
        return self.outcome(agrees=True, said=said)


def _complete(body: dict[str, Any]) -> dict[str, Any]:
    """The attributes with those that say nothing: what a PUT leaves out stays as it was."""
    return {**{name: [] for name in LISTS}, **dict.fromkeys(SINGLE), **body}
