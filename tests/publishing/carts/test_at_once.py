"""One cart changed by several processes at the same time, on each database."""

import json
from pathlib import Path

import pytest

from tests.processes import done, fill, python

ROUNDS, WORKERS, MOST = 12, 3, 30
FILL = f"""
from publishing.carts import services
from tests.factories import dataset, make_record
for number in range({ROUNDS * (WORKERS + 1)}):
    make_record(dataset(pid=str(number)))
print(services.begin(None).pk)
"""
PUT = f"""
import sys
from portal.catalogue.models import Record
from publishing.carts import services
from publishing.carts.models import Cart
services.MOST = {MOST}
ids = list(Record.objects.values_list("pk", flat=True))
cart = Cart.objects.get()
for number in range({ROUNDS}):
    same, own = number, {ROUNDS} * (NUMBER + 1) + number
    services.add(cart, [ids[same], ids[own]])
    services.move(cart, ids[same], "top")
"""
TELL = """
import json
from publishing.carts.models import CartItem
print(json.dumps(list(CartItem.objects.values_list("record_id", "position"))))
"""


@pytest.fixture
def settings_of(each_database: dict[str, str], tmp_path: Path) -> dict[str, str]:
    fill(FILL, tmp_path, each_database)
    return each_database


def test_each_is_in_it_once_and_the_limit_holds(
    settings_of: dict[str, str], tmp_path: Path
) -> None:
    workers = [
        python(PUT.replace("NUMBER", str(number)), tmp_path, settings_of)
        for number in range(WORKERS)
    ]
    for worker in workers:
        done(worker)
    items = json.loads(done(python(TELL, tmp_path, settings_of)))
    assert len(items) == MOST
    assert len({record for record, _ in items}) == MOST
    assert len({position for _, position in items}) == MOST
