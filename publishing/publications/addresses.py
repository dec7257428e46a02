"""The pages that messages lead to."""

from django.urls import reverse

from portal.web import links
from publishing.publications.models import Publication


def desk(publication: Publication) -> str:
    """Where its authors and curators see how it stands."""
    return links.absolute(reverse("publication", args=[publication.pk]))


def invitation(token: str) -> str:
    """Where somebody invited becomes a co-author."""
    return links.absolute(reverse("publication_invitation", args=[token]))
