"""Asks the portal that the environment names; prints the answers as JSON.

Run as a program, so that each portal has its own settings:
``python -m tests.contract.ask < addresses.json``.
"""

import json
import os
import sys
from typing import Any

KINDS = ("technique", "instrument", "facility", "sample", "person")


def answers(addresses: list[str]) -> dict[str, Any]:
    """By address: the total, every hit by its identifier in order, and all facets."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    return {
        address: (_suggested if address.startswith("/") else _answer)(client, address)
        for address in addresses
    }


def _answer(client: Any, address: str) -> dict[str, Any]:
    first = _get(client, f"/search.json?{address}&size=20")
    hits, following = [], f"/search.json?{address}&size=500"
    while following:
        page = _get(client, following)
        hits += [_name(item) for item in page["items"]]
        following = page["next"] and "/search.json?" + page["next"].partition("?")[2]
    return {
        "total": first["total"],
        "page": [_name(item) for item in first["items"]],
        "hits": sorted(hits),
        "facets": {name: _counts(facet) for name, facet in first["facets"].items()},
        "did_you_mean": first["query"]["did_you_mean"],
    }


def _suggested(client: Any, address: str) -> dict[str, Any]:
    """Names by kind, without titles, which come by their records' numbers."""
    groups = _get(client, address)["groups"]
    return {one["kind"]: one["items"] for one in groups if one["kind"] in KINDS}


def _get(client: Any, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code, response.content[:500])
    return response.json()


def _name(item: dict[str, Any]) -> str:
    return f"{item['facility']} {item['kind']} {item['pid']} {item['doi']}"


def _counts(facet: dict[str, Any]) -> list[list[Any]]:
    return [[one["value"], one["count"]] for one in facet["values"]]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    json.dump(answers(json.load(sys.stdin)), sys.stdout)
