"""The tables of this room, each beside what uses it."""

from publishing.carts.models import Cart, CartItem
from publishing.counting.models import Count
from publishing.doi.models import Attempt, Doi
from publishing.enrolment.models import Enrolment
from publishing.oai.models import Item, ItemSet, Membership
from publishing.publications.models import (
    Author,
    Chosen,
    Invitation,
    Publication,
    ReviewLink,
    Series,
    Step,
)

__all__ = [
    "Attempt",
    "Author",
    "Cart",
    "CartItem",
    "Chosen",
    "Count",
    "Doi",
    "Enrolment",
    "Invitation",
    "Item",
    "ItemSet",
    "Membership",
    "Publication",
    "ReviewLink",
    "Series",
    "Step",
]
