"""tantivy's failures as ours: it raises ValueError, and panics outside Exception."""

from collections.abc import Iterator
from contextlib import contextmanager

from search.errors import EngineUnavailable, IndexingFailed, SearchError


def _ours_to_turn(error: BaseException) -> bool:
    """Not what ends the process, and not what we raised ourselves."""
    if isinstance(error, SearchError):
        return False
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


@contextmanager
def reading() -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        if not _ours_to_turn(error):
            raise
        raise EngineUnavailable(
            f"The search index can't be read ({error}). If it stays so, run: "
            "manage.py index rebuild"
        ) from error


@contextmanager
def writing() -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        if not _ours_to_turn(error):
            raise
        raise IndexingFailed(f"The search index refused a batch: {error}") from error
