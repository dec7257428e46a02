"""What can go wrong in a search; every message tells the person what to do."""


class SearchError(Exception):
    """Any failure of the search."""


class BadQuery(SearchError):
    """The query can't be answered as it is; a page shows the message with status 400."""


class BadSort(BadQuery):
    """Results can't be ordered in the way that was asked for."""


class BadCursor(BadQuery):
    """The ``after`` of a page address isn't one that this search gave."""

    def __init__(self) -> None:
        super().__init__("This page's address is out of date: start again at the first page.")


class EngineUnavailable(SearchError):
    """The search engine doesn't answer; a page shows the message with status 503."""


class IndexMissing(EngineUnavailable):
    """There is no index that this version can read."""

    def __init__(self, detail: str = "there is none yet") -> None:
        super().__init__(
            f"The search index is being built ({detail}). If it stays so, run: "
            "manage.py index rebuild"
        )


class IndexingFailed(SearchError):
    """A batch couldn't be written; nothing of it is in the index for sure."""
