"""The records at fault of a batch that an index refused."""

import logging
from collections.abc import Callable, Sequence

from search.engines.index import Held
from search.errors import IndexingFailed
from search.indexing.batches import reason

log = logging.getLogger("beamfinder.search")


def written(
    write: Callable[[Sequence[Held]], None],
    forget: Callable[[Sequence[int]], None],
    documents: Sequence[Held],
) -> dict[int, str]:
    """Write documents; where they are refused, halve them down to those at fault.

    Returns why records were refused, by id; ``forget`` gets these, since their former state
    may no longer be public.  Raises IndexingFailed when nothing at all can be written.
    """
    try:
        write(documents)
        return {}
    except IndexingFailed as error:
        if not documents:
            raise
        if len(documents) == 1:
            forget([documents[0].id])  # raises when the engine is at fault
            log.warning("record %s is set aside: %s", documents[0].id, error)
            return {documents[0].id: reason(error)}
        half = len(documents) // 2
        refused = written(write, forget, documents[:half])
        return refused | written(write, forget, documents[half:])
