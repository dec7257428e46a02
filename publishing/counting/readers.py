"""Who counts as a reader, in the spirit of the COUNTER Code of Practice for Research Data.

Machines don't count, and what one reader asks for twice within 30 seconds counts once.  Nobody
is remembered: a reader is a digest of address and browser with a salt of the day, which is never
written down and gone the day after.  https://www.countermetrics.org/code-of-practice/
"""

import hashlib
import logging
import re
import secrets
import time

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from portal.web import client

DOUBLE_CLICK = 30  # seconds
A_DAY = 24 * 3600
PAUSE = 60.0  # seconds without counting, after the cache didn't answer
LONGEST = 500  # characters of a browser's name

# Machines by what they call themselves, of https://github.com/atmire/COUNTER-Robots only the
# general words: most name themselves by one of these.
_ROBOT = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|scrap|archiv|harvest|index|monitor|check|fetch|feed|scan|preview|"
    r"curl|wget|httrack|http[-_]?client|httpie|httpx|okhttp|axios|node|python|java/|perl|ruby|"
    r"php|go-http|libwww|lwp|aiohttp|postman|insomnia|headless|phantom|lighthouse|selenium|"
    r"mediapartners|facebookexternal|whatsapp|validator|dataverse|zotero|mendeley|f-uji|embedly",
    re.IGNORECASE,
)

log = logging.getLogger("beamfinder.counting")
_away = 0.0  # until when the cache isn't asked


def is_machine(request: HttpRequest) -> bool:
    """Whether a program asks: by its name, by none, or ahead of a reader who may never come."""
    name = request.headers.get("User-Agent", "")
    ahead = request.headers.get("Sec-Purpose") or request.headers.get("Purpose", "")
    return not name or "prefetch" in ahead or bool(_ROBOT.search(name[:LONGEST]))


def is_first(request: HttpRequest, record: int, what: str) -> bool:
    """Whether this reader didn't ask for the same a moment ago.

    While the cache doesn't answer, nobody is counted, and no page waits for it.
    """
    global _away
    if time.monotonic() < _away:
        return False
    try:
        key = f"counted:{_reader(request)}:{record}:{what}"
        first = cache.add(key, True, DOUBLE_CLICK)
        if not first:
            cache.touch(key, DOUBLE_CLICK)
    except Exception:
        log.exception("the cache doesn't answer: nothing is counted for %d s", PAUSE)
        _away = time.monotonic() + PAUSE
        return False
    return bool(first)


def _reader(request: HttpRequest) -> str:
    name = request.headers.get("User-Agent", "")[:LONGEST]
    told = f"{client.address(request)}\n{name}".encode("utf-8", "replace")
    return hashlib.blake2b(told, key=_salt().encode(), digest_size=16).hexdigest()


def _salt() -> str:
    """The day's, which all processes share that share a cache."""
    day = f"counting:{timezone.now():%Y-%m-%d}"
    return str(cache.get_or_set(day, lambda: secrets.token_hex(32), A_DAY))
