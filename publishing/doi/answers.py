"""What a registrar says, as we read it: a DOI as it is there, or a typed error."""

from typing import Any

import msgspec


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A DOI as the registrar has it; ``state`` is draft, registered or findable."""

    doi: str
    state: str
    url: str
    attributes: dict[str, Any]
    status: int = 200


class RegistrarError(Exception):
    """The registrar didn't do what was asked; the message tells what to do.

    ``status`` is that of its answer (0 for none), ``answer`` the beginning of its text, and
    ``retry_after`` the seconds it wants us to wait, if it says so.
    """

    def __init__(
        self, message: str, status: int = 0, answer: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.answer = answer
        self.retry_after = retry_after


class Refused(RegistrarError):
    """The registrar won't do it, however often it is asked; ``messages`` are its reasons."""

    def __init__(self, message: str, status: int, answer: str, messages: tuple[str, ...]) -> None:
        super().__init__(message, status, answer)
        self.messages = messages


class Denied(Refused):
    """The registrar doesn't know our account or password, or the DOI isn't ours."""


class Later(RegistrarError):
    """The registrar has too much to do, or trouble of its own."""


class Unreachable(RegistrarError):
    """No answer came: what was asked may have been done, or not."""


class Misunderstood(RegistrarError):
    """What came isn't the answer of a registrar."""
