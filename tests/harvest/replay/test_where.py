"""LoopBack's and Mongo's conditions on JSON."""

import pytest

from harvest.replay.where import matches

RECORD = {
    "pid": "20.500/a",
    "size": 12,
    "value": "930",
    "tags": ["red", "blue"],
    "inner": {"name": "LoKI"},
    "none": None,
    "public": True,
}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, True),
        ({"pid": "20.500/a"}, True),
        ({"pid": "20.500/b"}, False),
        ({"pid": {"inq": ["x", "20.500/a"]}}, True),
        ({"pid": {"$in": ["x"]}}, False),
        ({"pid": {"nin": ["x"]}}, True),
        ({"pid": {"neq": "x"}}, True),
        ({"size": {"gt": 11, "lt": 13}}, True),
        ({"size": {"$gte": 13}}, False),
        ({"size": {"lte": "12"}}, True),
        ({"size": {"between": [1, 11]}}, False),
        ({"value": {"between": [880, 990]}}, True),
        ({"value": {"between": ["0", "7300"]}}, False),  # two texts are compared as text
        ({"tags": "blue"}, True),
        ({"tags": {"inq": ["green"]}}, False),
        ({"inner.name": "LoKI"}, True),
        ({"inner.name.more": "LoKI"}, False),
        ({"inner.name": {"like": "%oK%"}}, True),
        ({"inner.name": {"like": "ok"}}, False),
        ({"inner.name": {"ilike": "%OK%"}}, True),
        ({"inner.name": {"nilike": "%OK%"}}, False),
        ({"inner.name": {"regexp": "/^lo/i"}}, True),
        ({"inner.name": {"$regex": "^lo", "$options": "i"}}, True),
        ({"inner.name": {"regexp": "^lo"}}, False),
        ({"none": None}, True),
        ({"none": {"exists": False}}, True),
        ({"public": True}, True),
        ({"public": 1}, True),
        ({"or": [{"pid": "x"}, {"size": 12}]}, True),
        ({"and": [{"pid": "x"}, {"size": 12}]}, False),
        ({"$nor": [{"pid": "x"}]}, True),
        ({"size": {"near": 12}}, False),
        ({"missing": {"gt": 1}}, False),
    ],
)
def test_conditions(where, expected):
    assert matches(RECORD, where) is expected


def test_what_is_no_record_fulfils_nothing():
    assert not matches(None, {"a": 1})
    assert not matches([1], {"a": 1})
