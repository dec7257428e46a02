"""The tables of this room, each beside what uses it."""

from publishing.oai.models import Item, ItemSet, Membership

__all__ = ["Item", "ItemSet", "Membership"]
