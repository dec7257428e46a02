"""The worker counts what changed, and has records indexed anew after a change of the dictionary."""

import pytest

from portal.dictionary import applying, services
from portal.dictionary.models import ParameterName
from portal.worker import Worker
from search import services as search
from search.query.tree import ParameterExists
from tests.indexed import Told, indexed, own_index
from tests.portal.dictionary.test_census import known, told

__all__ = ["indexed", "own_index"]
pytestmark = pytest.mark.django_db


def test_it_works(indexed: Told) -> None:
    told("1", ("gdg", 1, "mm"))
    Worker(schedule=False).step()
    assert known("gdg", "length").records == 1
    assert search.count(ParameterExists("gdg", "length")) == 1
    services.save(ParameterName(key="gadget", label="Gadget", dimension="length", aliases="gdg"))
    Worker(schedule=False).step()  # announces the record …
    Worker(schedule=False).step()  # … and tells the index and the census
    assert applying.is_applied()
    assert known("gadget", "length").records == 1
    assert search.count(ParameterExists("gadget", "length")) == 1
    assert search.count(ParameterExists("gdg", "length")) == 0
