"""A range finds the same records in whatever unit of its dimension it is asked, in both engines."""

from decimal import Context, Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import units
from portal.normalise import names
from portal.units import Unit
from search.engines.base import Engine
from search.indexing.document import IndexDocument
from search.query.box import read_box
from search.query.tree import Near, Node
from tests.contract import naive
from tests.contract.asking import ids, page
from tests.contract.conftest import fill
from tests.contract.corpus import document

DIGITS = Context(prec=40)
NAMES = {one.dimension: one.key for one in reversed(names.known().values())}
DIMENSIONS = sorted(set(NAMES) - {"", "number"})
SHAPES = (
    "{name}:{low}..{high}",
    "{name}>={low}",
    "{name}>{low}",
    "{name}<{high}",
    "{name}<={high}",
)

bounds = st.decimals(-1_000, 1_000, places=3) | st.sampled_from([Decimal(0), Decimal(100)])


def offered(dimension: str) -> list[Unit]:
    """The dimension's units that mean the same behind a value of this parameter."""
    name = NAMES[dimension]
    return [one for one in units.units_of(dimension) if units.find(one.symbol, name) == one]


def converted(value: Decimal, given: Unit, other: Unit) -> Decimal:
    si = DIGITS.multiply(DIGITS.add(value, given.offset), given.factor)
    return DIGITS.subtract(DIGITS.divide(si, other.factor), other.offset)


def asked(shape: str, name: str, low: Decimal, high: Decimal, unit: Unit) -> Node:
    """The quantity, whose last bound has the unit behind it."""
    text = shape.format(name=name, low=f"{low:f}", high=f"{high:f}")
    head, operator, value = next(
        text.partition(sign) for sign in (">=", "<=", ">", "<", ":") if sign in text
    )
    return read_box(f'{head}{operator}"{value} {unit.symbol}"').tree()


def around(number: int, key: tuple[str, str], si: float) -> list[IndexDocument]:
    """Records at a value, and a little off it."""
    values = (si, si * (1 + 1e-7), si * (1 - 1e-7), si + 1, si - 1)
    return [document(number + n, parameters={key: (one,)}) for n, one in enumerate(values)]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_unit_finds_the_same(both: tuple[Engine, Engine], data: st.DataObject) -> None:
    dimension = data.draw(st.sampled_from(DIMENSIONS))
    key, known = (NAMES[dimension], dimension), offered(dimension)
    low, high = sorted((data.draw(bounds), data.draw(bounds)))
    given_in = data.draw(st.sampled_from(known))
    found = [
        *around(1, key, given_in.to_si(low)),
        *around(11, key, given_in.to_si(high)),
        *around(21, key, given_in.to_si((low + high) / 2)),
    ]
    for engine in both:
        fill(engine, found)
    for shape in SHAPES:
        first = asked(shape, key[0], low, high, given_in)
        expected = naive.found(found, first)
        for unit in data.draw(st.lists(st.sampled_from(known), max_size=3, unique=True)):
            turned = [converted(one, given_in, unit) for one in (low, high)]
            same = asked(shape, key[0], turned[0], turned[1], unit)
            for engine in both:
                assert ids(engine, same) == ids(engine, first) == expected


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_closeness_orders_alike_in_any_unit(
    both: tuple[Engine, Engine], data: st.DataObject
) -> None:
    known = offered("temperature")
    key = (NAMES["temperature"], "temperature")
    found = [document(n, parameters={key: (250.0 + 7 * n,)}) for n in range(1, 20)]
    value = data.draw(st.decimals(200, 400, places=1))
    kelvin = next(one for one in known if one.symbol == "K")
    orders = []
    for unit in known:
        there = converted(value + Decimal("0.05"), kelvin, unit)
        near = read_box(f'{key[0]}~"{there:f} {unit.symbol}"').tree()
        assert isinstance(near, Near)
        for engine in both:
            if unit is known[0]:
                fill(engine, found)
            orders.append(page(engine, near, sort="relevance").ids)
    assert all(one == orders[0] for one in orders)
