"""How good the order of the results is, by collections whose relevant documents are known.

The documents are stored, projected and indexed as harvested ones are, and each query is
asked as the portal asks what is typed.  Beside every engine stands plain BM25, worked out
here from the same tokens.
"""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings

from portal.bench.house import House, house
from portal.bench.relevance import collection
from portal.bench.relevance.filling import fill
from portal.bench.relevance.measuring import measure
from portal.bench.relevance.plain import K1, B, plain_ndcg

__all__ = ["bench", "fill", "measure"]

# What plain BM25 (k1 0.9, b 0.4, with stemming) is known to reach
KNOWN = {"cranfield": 0.341, "cacm": 0.5}


def bench(path: Path) -> dict[str, Any]:
    """The nDCG@10 of the collection in ``path`` on each engine that the settings name.

    Raises RuntimeError when the folder isn't a collection, or an engine fails.
    """
    given = collection.read(path)
    with house() as home:
        home.run("migrate", "--verbosity=0")
        home.run("bench", "relevance-fill", str(path))
        home.run("index", "drain")
        reached = {"tantivy": _reached(home, path)}
        if not settings.SEARCH_URL.startswith("tantivy:"):
            reached["elasticsearch"] = _on_the_cluster(home, path)
    figures: dict[str, Any] = {
        "collection": path.resolve().name,
        "documents": len(given.documents),
        "queries": len(given.questions),
        "ndcg_at_10": reached,
        "plain_bm25": {"ndcg_at_10": round(plain_ndcg(given), 4), "k1": K1, "b": B},
    }
    goal = KNOWN.get(figures["collection"])
    return figures if goal is None else figures | {"goal": goal}


def _reached(home: House, path: Path) -> float:
    reached: float = home.figures("bench", "relevance-here", str(path))["ndcg_at_10"]
    return reached


def _on_the_cluster(home: House, path: Path) -> float:
    """The same in the cluster that the settings name, in an index that goes afterwards."""
    from elasticsearch import Elasticsearch

    from search.engines.elasticsearch.indices import Indices
    from search.files import engines as files
    from search.suggest import engines as suggestions

    alias = f"{settings.SEARCH_INDEX}-relevance-{secrets.token_hex(4)}"
    home.environment |= {"SEARCH_URL": settings.SEARCH_URL, "SEARCH_INDEX": alias}
    try:
        home.run("index", "rebuild")
        return _reached(home, path)
    finally:
        client = Elasticsearch(settings.SEARCH_URL)
        for name in (alias, files.alias(alias), suggestions.alias(alias)):
            Indices(client, name).sweep(None)
