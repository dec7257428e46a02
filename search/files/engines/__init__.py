"""The engines that hold the names of files, and which one the settings name."""

from functools import lru_cache
from pathlib import Path

from search.files.engines.base import FileEngine


def alias(index: str) -> str:
    """What the files' index in the cluster is called, beside SEARCH_INDEX."""
    return f"{index}-files"


@lru_cache(maxsize=8)
def open_file_engine(url: str, index: str) -> FileEngine:
    """The engine that SEARCH_URL and SEARCH_INDEX name; one object per process.

    Its index is one of its own: the folder ``files`` in tantivy's, ``alias(index)`` in the
    cluster.
    """
    kind, _, rest = url.partition(":")
    if kind == "tantivy":
        from search.files.engines.tantivy import TantivyFiles

        return TantivyFiles(Path(rest) / "files")
    from search.files.engines.elasticsearch import ElasticsearchFiles

    return ElasticsearchFiles(url, alias(index))
