"""Django's SMTP backend, which tells whether a message that failed may have arrived."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

END = b"\r\n.\r\n"


class Connection(smtplib.SMTP):
    """Knows when the end of a message has been sent and no answer came yet."""

    in_doubt = False

    def send(self, s: Any) -> None:
        if isinstance(s, bytes) and s.endswith(END):
            self.in_doubt = True
        super().send(s)

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Raises without an answer only where the connection broke: then nobody knows."""
        answer = super().data(msg)
        self.in_doubt = False
        return answer


class SmtpBackend(EmailBackend):
    """The backend for EMAIL_HOST."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return Connection

    @property
    def in_doubt(self) -> bool:
        """Whether the message sent last was handed over whole, and not answered."""
        return bool(getattr(self.connection, "in_doubt", False))
