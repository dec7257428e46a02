"""How many carts an address may begin: each is a row that stays for weeks."""

import logging
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from portal.web import client

MOST, SECONDS = 100, 3600
log = logging.getLogger("beamfinder.carts")


def may_begin(request: HttpRequest) -> bool:
    """Count a new cart; False when there were too many in this hour.

    A cache that doesn't answer limits nobody.  Only a digest of the address is kept.
    """
    secret = settings.SECRET_KEY.encode()[:64]
    digest = blake2b(client.address(request).encode(), digest_size=16, key=secret).hexdigest()
    try:
        cache.add(f"carts-{digest}", 0, timeout=SECONDS)
        return cache.incr(f"carts-{digest}") <= MOST
    except Exception:
        log.warning("The cache that counts new carts doesn't answer", exc_info=True)
        return True
