"""The engines that hold suggestions, and which one the settings name."""

from functools import lru_cache
from pathlib import Path

from search.suggest.engines.base import Store


def alias(index: str) -> str:
    """What the suggestions' index in the cluster is called, beside SEARCH_INDEX."""
    return f"{index}-suggestions"


@lru_cache(maxsize=8)
def open_store(url: str, index: str) -> Store:
    """The index that SEARCH_URL and SEARCH_INDEX name; one object per process.

    It is the folder ``suggestions`` in tantivy's, ``alias(index)`` in the cluster.
    """
    kind, _, rest = url.partition(":")
    if kind == "tantivy":
        from search.suggest.engines.tantivy import TantivyStore

        return TantivyStore(Path(rest) / "suggestions")
    from search.suggest.engines.elasticsearch import ElasticsearchStore

    return ElasticsearchStore(url, alias(index))
