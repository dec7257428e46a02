"""What it means when a message could not be sent, and what of it may be written down."""

import re
import smtplib

NOT_LOGGED_IN = 530  # RFC 4954: a matter of our settings
TOO_BIG = 552  # RFC 1870: said about this message before it is sent
STATUS = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?!\S)")


def away(error: Exception) -> bool:
    """Whether the server takes nothing from the portal: this says nothing about the message."""
    return isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code != TOO_BIG


def for_good(error: Exception) -> bool:
    """Whether the server, or the message itself, says that it never will be taken."""
    answers = _answers(error)
    if answers:
        return all(code >= 500 and code != NOT_LOGGED_IN for code, _ in answers)
    return isinstance(error, ValueError)


def reason(error: Exception) -> str:
    """What staff and logs may know: neither whom the message is for, nor what it says.

    Servers like to repeat addresses, and Python the headers it can't write.
    """
    kind = type(error).__name__
    answers = [] if isinstance(error, smtplib.SMTPSenderRefused) else _answers(error)
    if answers:
        return f"{kind}: {', '.join(sorted({_numbers(*answer) for answer in answers}))}"
    return f"{kind}: {error}"[:500] if isinstance(error, OSError) else kind


def _answers(error: Exception) -> list[tuple[int, bytes]]:
    """The server's answers to one message."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return list(error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError | smtplib.SMTPSenderRefused):
        text = error.smtp_error
        return [(error.smtp_code, text if isinstance(text, bytes) else text.encode())]
    return []


def _numbers(code: int, text: bytes) -> str:
    found = STATUS.match(text)
    return f"{code} {found[0].decode()}" if found else str(code)
