"""The search engines, and which one the settings name."""

from functools import lru_cache
from pathlib import Path

from search.engines.base import Engine


@lru_cache(maxsize=8)
def open_engine(url: str, index: str) -> Engine:
    """The engine that SEARCH_URL and SEARCH_INDEX name; one object per process."""
    kind, _, rest = url.partition(":")
    if kind == "tantivy":
        from search.engines.tantivy.engine import TantivyEngine

        return TantivyEngine(Path(rest))
    from search.engines.elasticsearch.engine import ElasticsearchEngine

    return ElasticsearchEngine(url, index)
