"""What can go wrong with a publication, each with a message for the person who did it."""

from collections.abc import Sequence
from typing import NamedTuple

from publishing.publications.models import Publication


class Problem(NamedTuple):
    """One thing to mend; ``path`` is the field, as in "creators.2.orcid"."""

    path: str
    message: str


class PublishingError(Exception):
    """The message says what to do."""


class NotAllowed(PublishingError):
    """It isn't this person's to do, or not in this state."""


class Unusable(PublishingError):
    """Something that was given can't be used."""


class Stale(PublishingError):
    """Somebody else saved meanwhile; ``publication`` is as it is now."""

    def __init__(self, publication: Publication) -> None:
        super().__init__(
            "Somebody else changed this publication meanwhile: look at what they wrote first."
        )
        self.publication = publication


class Invalid(PublishingError):
    """It can't be published like this; ``problems`` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("Some things have to be mended before this can be published.")
        self.problems = list(problems)
