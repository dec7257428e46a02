"""Addresses that let somebody in, kept out of the logs.

Their last part is a key: who reads it may set a password, confirm an address, or see and edit
what isn't public.  nginx does
the same by itself (deploy/nginx.conf).
"""

import logging
import re

KEY = re.compile(
    r"(/(?:account/(?:confirm|password/reset|searches/unsubscribe)|review|publications/invitations)"
    r"/)[^\s\"'?<>]+"
)


def without(text: str) -> str:
    """``text`` with * for the keys in the addresses that it names."""
    return KEY.sub(r"\1*", text)


class WithoutKeys(logging.Filter):
    """Lets every record pass, without keys in its message."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if KEY.search(text):
            record.msg, record.args = without(text), ()
        return True
