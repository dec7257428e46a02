"""GET /api/v1/suggestions."""

from django.test import Client

from tests.factories import dataset, make_record
from tests.indexed import Told

ADDRESS = "/api/v1/suggestions"


def test_it_works(client: Client, indexed: Told) -> None:
    record = make_record(dataset())
    indexed()
    answer = client.get(ADDRESS, {"q": "polymer -open"})
    assert answer.status_code == 200
    samples, titles = answer.json()["groups"]
    (item,) = samples["items"]
    assert (samples["kind"], item["label"], item["count"]) == ("sample", "open beam", 1)
    assert item["q"] == 'polymer -sample:"open beam" '
    assert item["url"].endswith("/search?q=polymer+-sample%3A%22open+beam%22")
    (title,) = titles["items"]
    assert (title["q"], title["count"]) == ("", None)
    assert title["url"].endswith(record.get_absolute_url())
    assert title["url"].startswith("http")


def test_what_cant_be_answered(client: Client, indexed: Told) -> None:
    assert client.get(ADDRESS).json() == {"groups": []}
    for query in ({"q": "x" * 1001}, {"query": "x"}):
        answer = client.get(ADDRESS, query)
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"
