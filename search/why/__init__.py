"""Why a search finds a record, and why it stands where it does.

What was found where is worked out from the record's own metadata, by the code that made
its index document and by the one tree that engines compile: neither engine explains
anything, so both say the same.  Only scores are asked of the engine.
"""

from search.why.evidence import Evidence, Place
from search.why.explaining import MOST, Share, Why, explained

__all__ = ["MOST", "Evidence", "Place", "Share", "Why", "explained"]
