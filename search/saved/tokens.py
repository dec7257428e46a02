"""The signed part of a link that ends the alerts of one search.

It can do nothing else, so it needs no end, and no secret that is kept.
"""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from portal.web import links


def _signer() -> Signer:
    return Signer(salt="search.saved.unsubscribe")


def unsubscribe_link(pk: int) -> str:
    return links.absolute(reverse("unsubscribe", args=[_signer().sign(str(pk))]))


def search_of(token: str) -> int | None:
    """Which search a token is about; None when we haven't made it."""
    try:
        return int(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
