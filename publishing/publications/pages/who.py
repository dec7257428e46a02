"""Who saved a publication last, for whoever was writing at the same time.

Remembered for a while, not kept: it is of use only while two people write at once.
"""

from django.contrib.auth.models import User
from django.core.cache import cache

from publishing.publications.models import Publication

SECONDS = 24 * 3600


def remember(publication: Publication, user: User) -> None:
    cache.set(_key(publication), (user.pk, name(user)), SECONDS)


def saved_last(publication: Publication, user: User) -> str:
    """In words; "" where nobody knows any more."""
    found = cache.get(_key(publication))
    if found is None:
        return ""
    return "you, in another window" if found[0] == user.pk else found[1]


def name(user: User) -> str:
    """As co-authors and curators see it."""
    return user.get_full_name() or user.get_username()


def _key(publication: Publication) -> str:
    return f"publication-saved-{publication.pk}-{publication.revision}"
