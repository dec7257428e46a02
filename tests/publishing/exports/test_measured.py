"""What several Datasets measured, told of their Document: nothing that holds for some alone."""

import pytest

from portal.catalogue.records import Parameter, Scalar
from publishing.exports.measured import Variable, together


def one(value: Scalar, unit: str = "") -> tuple[Parameter, ...]:
    return (Parameter(name="it", unit=unit, values=(value,)),)


@pytest.mark.parametrize(
    ("several", "variable"),
    [
        ((one(5, "K"), one(7, "K")), Variable("it", "K", least=5, greatest=7)),
        ((one(5, "K"), one(5, "K")), Variable("it", "K", 5)),
        ((one(5, "K"), one(-3, "°C")), Variable("it")),
        ((one("first"), one("second")), Variable("it")),
        ((one(True), one(False)), Variable("it")),
        ((one("first"), one("first")), Variable("it", value="first")),
        ((one(7), one("off")), Variable("it")),
    ],
)
def test_only_what_holds_for_all_is_told(
    several: tuple[tuple[Parameter, ...], ...], variable: Variable
) -> None:
    assert together(several, whole=True) == (variable,)
    assert together(several, whole=False) == (Variable("it", variable.unit),)
