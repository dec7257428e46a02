"""The order where the address names none: by relevance only where anything has relevance."""

import pytest
from django.http import QueryDict

from search.asked import read


@pytest.mark.parametrize(
    ("typed", "sort"),
    [
        ("lysozyme", "relevance"),
        ('"lysozyme crystals" kind:dataset', "relevance"),
        ("temperature~300K", "relevance"),
        ("12.4 keV", "relevance"),
        ("year:2019 OR lysozyme", "relevance"),
        ("kind:dataset", "newest"),
        ("year:2019 size>1GB", "newest"),
        ("temperature:80..300K", "newest"),
        ("-lysozyme", "newest"),
        ("", "newest"),
    ],
)
def test_it_works(typed: str, sort: str) -> None:
    query = QueryDict(mutable=True)
    query["q"] = typed
    assert read(query).sort == sort
