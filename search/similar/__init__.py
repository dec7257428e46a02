"""Records that are like one: what makes it what it is, and which others share that."""

from search.similar.services import Alike, similar

__all__ = ["Alike", "similar"]
