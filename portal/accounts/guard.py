"""Forms of accounts are only taken while the cache that counts them answers.

Else anybody could try passwords as often as they like.
"""

import logging
from collections.abc import Callable
from functools import wraps

from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase

from portal.web import errors
from portal.web.errors import READING

log = logging.getLogger("beamfinder.accounts")
View = Callable[..., HttpResponseBase]


def counted(view: View) -> View:
    """A view that answers a form with 503 where requests can't be counted."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method not in READING and not _counting():
            return errors.unavailable(request, "Accounts can't be used at the moment. Try later.")
        return view(request, *args, **kwargs)

    return answer


def _counting() -> bool:
    try:
        cache.get("accounts")
    except Exception:
        log.exception("The cache that counts requests doesn't answer")
        return False
    return True
