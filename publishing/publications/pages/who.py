"""Who saved a publication last, for whoever was writing at the same time.

Remembered for a while, not kept: it is of use only while two people write at once.
"""

from django.contrib.auth.models import User
from django.core.cache import cache

from portal.accounts.called import called
from publishing.publications.models import Publication, Step

SECONDS = 24 * 3600


def remember(publication: Publication, user: User) -> None:
    cache.set(_key(publication), (user.pk, called(user)), SECONDS)


def saved_last(publication: Publication, user: User) -> str:
    """In words; "" where nobody knows any more."""
    found = cache.get(_key(publication))
    if found is None:
        return ""
    return "you, in another window" if found[0] == user.pk else found[1]


def stepped(step: Step) -> str:
    """Who took a step, as co-authors and curators see it; "" for the worker."""
    return called(step.user) if step.user is not None else step.name


def _key(publication: Publication) -> str:
    return f"publication-saved-{publication.pk}-{publication.revision}"
