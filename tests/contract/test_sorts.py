"""Orders by any column: numbers, texts and measured values, equal in both engines."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import Engine
from search.engines.elasticsearch import mapping
from search.engines.tantivy import parameters
from search.errors import BadSort
from search.fields import SEVERAL_TEXTS
from search.indexing.document import IndexDocument
from search.indexing.keys import text_key
from search.orders import order
from search.query.tree import All, Node, Not, Term
from tests.contract import naive
from tests.contract.asking import page, walk
from tests.contract.conftest import Filled, fill
from tests.contract.corpus import TEMPERATURE, document

COLUMNS = ("id", "size", "year", "end", "changed", "title", "facility", "samples")
SORTS = [f"{sign}{name}" for sign in ("", "-") for name in (*COLUMNS, "sample_temperature[°C]")]
NAMES = (
    *("NaCl", "nacl 2", "Zr", "β", "中性子", "to", "OR"),
    *("2", "10", "x9", "x10a", "007", "9" * 12),
)


def keys(name: str, values: list[str]) -> dict[str, str]:
    found = sorted(filter(None, map(text_key, values)))
    if not found:
        return {}
    if name in SEVERAL_TEXTS:
        return {f"least_{name}": found[0], f"most_{name}": found[-1]}
    return {f"key_{name}": found[0]}


def corpus(size: int, seed: int = 1) -> list[IndexDocument]:
    """Many equal values, several ones, and none."""
    chosen = random.Random(seed)
    made = []
    for number in range(1, size + 1):
        texts = {
            **keys("facility", [chosen.choice(("ESS", "MAX IV", ""))]),
            **keys("samples", chosen.sample(NAMES, chosen.choice((0, 1, 1, 3)))),
        }
        numbers = {name: chosen.randrange(-5, 5) for name in ("end", "year", "updated")}
        numbers["size"] = chosen.choice((0, 2**62, chosen.randrange(10**12)))
        known = {name: one for name, one in numbers.items() if chosen.random() < 0.7}
        warm = [
            chosen.choice((300.0, -0.0, 0.0, 77.5, chosen.uniform(1, 900)))
            for _ in range(chosen.choice((0, 1, 1, 2, 4)))
        ]
        measured = {TEMPERATURE: warm} if warm else {}
        facets = {"kind": [chosen.choice(("document", "dataset"))]}
        made.append(
            document(number, "word", keys=texts, parameters=measured, facets=facets, **known)
        )
    return made


CORPUS = corpus(150)


@pytest.fixture(scope="module")
def engine(filled: Filled) -> Engine:
    """The corpus written in several parts and out of order."""
    engine = filled(CORPUS[100:])
    engine.write(CORPUS[:40][::-1], ())
    engine.write(CORPUS[40:100], ())
    return engine


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(("query", "size"), [(All(), 7), (Term("kind", "dataset"), 40)])
def test_pages_follow_one_another(engine: Engine, sort: str, query: Node, size: int) -> None:
    assert walk(engine, query, sort, size) == naive.ordered(CORPUS, query, sort)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("offset", [0, 33, 149, 150])
def test_offsets(engine: Engine, sort: str, offset: int) -> None:
    hits = page(engine, sort=sort, size=10, offset=offset)
    assert hits.total == 150
    assert hits.ids == naive.ordered(CORPUS, All(), sort)[offset : offset + 10]


@pytest.mark.parametrize("sort", SORTS)
def test_pages_hold_while_others_change(filled: Filled, sort: str) -> None:
    """Records that stay as they are come once each, whatever happens to the others."""
    present = {one.id: one for one in corpus(80, seed=2)}
    engine = filled(list(present.values()))
    staying = set(list(present)[::2])
    expected = naive.ordered([present[pk] for pk in staying], All(), sort)
    chosen, seen, after = random.Random(3), list[int](), None
    while True:
        hits = page(engine, sort=sort, size=9, after=after)
        seen += hits.ids
        after = hits.last
        if after is None:
            break
        others = [one for one in corpus(120, seed=len(seen)) if one.id not in staying]
        engine.write(chosen.sample(others, 20), chosen.sample([one.id for one in others], 10))
    assert [pk for pk in seen if pk in staying] == expected


def test_the_least_leads_upwards_and_the_greatest_downwards(filled: Filled) -> None:
    several = {1: [5.0], 2: [9.0, 1.0], 3: [4.0, 6.0], 4: []}
    engine = filled(
        [
            document(pk, parameters={TEMPERATURE: found} if found else {})
            for pk, found in several.items()
        ]
    )
    assert page(engine, sort="sample_temperature[K]").ids == [2, 3, 1, 4]
    assert page(engine, sort="-sample_temperature[K]").ids == [2, 3, 1, 4]
    engine.write([document(2, parameters={TEMPERATURE: [5.5]})], ())
    assert page(engine, sort="-sample_temperature[K]").ids == [3, 2, 1, 4]


def test_a_parameter_that_nothing_has_leaves_the_ids(engine: Engine) -> None:
    assert walk(engine, All(), "unheard_of[K]", 40) == list(range(1, 151))
    assert walk(engine, All(), "-unheard_of[K]", 40) == list(range(150, 0, -1))


def test_places_from_elsewhere_only_start_somewhere(engine: Engine) -> None:
    for sort in [*SORTS, "unheard_of[K]"]:
        by = order(sort)
        assert by is not None
        values = {
            "number": (-(2**63), 2**63 - 1, 0, None),
            "text": ("0", "zzz", "日本", "to", "or-and-not", None),
            "parameter": (0.0, -1e300, 5e-324, 300.0, None),
        }
        for value in values[by.kind]:
            for number in (0, 75, 2**63 - 1):
                assert page(engine, sort=sort, after=(value, number)).total == 150


def test_a_parameter_without_a_place_of_its_own(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = filled([])
    monkeypatch.setattr(parameters, "SLOTS", 0)
    monkeypatch.setattr(mapping, "MOST_FIELDS", 0)
    engine.write([document(1, parameters={("rare", "temperature"): [2.0]})], ())
    with pytest.raises(BadSort, match="range"):
        page(engine, sort="rare[K]")


real = st.sampled_from((0.0, 1.0, -1.0, 5e-324, 1e300, -1e300)) | st.floats(
    allow_nan=False, allow_infinity=False
)
whole = st.sampled_from((0, 1, 2**62)) | st.integers(-(2**62), 2**62)
words = st.sampled_from(NAMES) | st.text(max_size=12)


@st.composite
def documents(draw: st.DrawFn) -> list[IndexDocument]:
    made = []
    for number in range(1, draw(st.integers(0, 9)) + 1):
        warm = draw(st.lists(real, max_size=3))
        numbers = draw(st.dictionaries(st.sampled_from(("size", "year", "end")), whole))
        texts = {
            **keys("facility", draw(st.lists(words, max_size=1))),
            **keys("samples", draw(st.lists(words, max_size=3))),
        }
        measured = {TEMPERATURE: warm} if warm else {}
        made.append(document(number, draw(words), keys=texts, parameters=measured, **numbers))
    return made


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=documents(), size=st.integers(1, 4), without=st.integers(1, 9))
def test_any_values(
    both: tuple[Engine, Engine], made: list[IndexDocument], size: int, without: int
) -> None:
    """Every record exactly once, in the same order, by any page size."""
    query = Not(Term("kind", str(without)))
    for engine in both:
        fill(engine, made)
        for sort in SORTS:
            assert walk(engine, query, sort, size) == naive.ordered(made, query, sort)
