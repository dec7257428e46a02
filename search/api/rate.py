"""How many requests an address may make, counted in the cache.

Time is cut into periods of a length; an address has so many requests in each. The cache is
Redis where there is a broker, so that all processes count together; else each process counts for
itself. A cache that doesn't answer limits nobody.
"""

import hashlib
import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

log = logging.getLogger("beamfinder.api")


@dataclass(frozen=True)
class Allowance:
    """What an address has left: ``reset`` is in how many seconds the next period begins."""

    limit: int
    used: int
    reset: int

    @property
    def exceeded(self) -> bool:
        return self.used > self.limit

    def headers(self) -> dict[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers names them, up to its version 06."""
        told = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(0, self.limit - self.used)),
            "RateLimit-Reset": str(self.reset),
        }
        return {**told, "Retry-After": str(self.reset)} if self.exceeded else told


def take(address: str) -> Allowance | None:
    """Count a request of this address; None where nothing is limited."""
    if settings.API_RATE is None:
        return None
    limit, seconds = settings.API_RATE
    period, passed = divmod(int(time.time()), seconds)
    used = _count(_key(address, period), seconds)
    return None if used is None else Allowance(limit, used, seconds - passed)


def _key(address: str, period: int) -> str:
    """Only a digest of the address is kept, and not for long."""
    digest = hashlib.blake2b(
        address.encode(), digest_size=16, key=settings.SECRET_KEY.encode()[:64]
    )
    return f"api-rate-{period}-{digest.hexdigest()}"


def _count(key: str, seconds: int) -> int | None:
    try:
        cache.add(key, 0, timeout=seconds * 2)
        return int(cache.incr(key))
    except ValueError:  # dropped in between, as the cache was full
        return 1
    except Exception:
        log.warning("Requests can't be counted, so nobody is limited", exc_info=True)
        return None
