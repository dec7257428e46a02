"""What goes wrong on purpose, and when."""

import pytest

from harvest.replay.faults import BadFault, Fault, Faults


def struck(faults: Faults, requests: int = 20, target: str = "/x") -> list[int]:
    return [n for n in range(1, requests + 1) if faults.next(target)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("500:every=5", [5, 10, 15, 20]),
        ("500:first=3", [1, 2, 3]),
        ("500:after=17", [18, 19, 20]),
        ("500:every=4,times=2", [4, 8]),
        ("500:every=4,after=8", [12, 16, 20]),
        ("500:path=/y", []),
        ("500", list(range(1, 21))),
    ],
)
def test_a_fault_strikes_when_it_should(text, numbers):
    assert struck(Faults.of(text)) == numbers


def test_a_rate_depends_on_the_seed_alone():
    first = struck(Faults.of("500:rate=0.3", seed=1), 1_000)
    assert first == struck(Faults.of("500:rate=0.3", seed=1), 1_000)
    assert first != struck(Faults.of("500:rate=0.3", seed=2), 1_000)
    assert 200 < len(first) < 400


def test_the_first_fault_that_strikes_is_taken():
    faults = Faults.of(["429:every=2,seconds=3", Fault("500", every=3)])
    found = [fault.kind if (fault := faults.next("/")) else "" for _ in range(6)]
    assert found == ["", "429", "500", "429", "", "429"]
    assert faults.faults[0].seconds == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("418", "is no fault"),
        ("500:often=2", "is no option"),
        ("500:every=two", "every can't be 'two'"),
        ("500:kind=429", "is no option"),
    ],
)
def test_a_fault_that_cannot_be_read_says_how_to_write_it(text, words):
    with pytest.raises(BadFault, match=words):
        Fault.parse(text)
