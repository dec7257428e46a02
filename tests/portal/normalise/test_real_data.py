"""How much of the real records' quantities is understood, and what isn't."""

from collections import Counter
from pathlib import Path

from portal.catalogue.records import Parameter
from portal.normalise import parameters
from portal.units import find

from . import real


def test_units_in_scicat_records(data: Path) -> None:
    found = [one for tree in real.scientific_metadata(data) for one in parameters.flatten(tree)]
    with_unit = [one for one in found if one.unit]
    unknown = Counter(one.unit for one in with_unit if find(one.unit, one.name) is None)
    assert (len(found), len(with_unit)) == (9780, 3471)
    assert unknown == {}
    # "0 to 3" deg and "5 to 45" deg are no numbers; the unit is known all the same.
    without_si = [one for one in with_unit if not one.si]
    assert len(without_si) == 10
    assert {one.unit for one in without_si} == {"deg"}


def test_units_in_panosc_records(data: Path) -> None:
    rows = list(real.panosc_parameters(data))
    unknown = {unit for name, _, unit in rows if unit and find(unit, name) is None}
    assert len([row for row in rows if row[2]]) > 1500
    assert unknown == set()


def test_units_in_the_esrf_dictionary(data: Path) -> None:
    rows = list(real.esrf_units(data))
    assert len(rows) > 500
    assert {unit for name, unit in rows if find(unit, name) is None} == set()


def test_a_temperature_stored_as_coulombs(data: Path) -> None:
    """DESY gives 500 "C" and the SI value 500 "s A"; we make 773.15 K of it."""
    found = _named(data, "sample_temperature")
    assert any(one.values == (500,) and one.si == (773.15,) for one in found if one.unit == "C")
    assert {one.dimension for one in found if one.unit} == {"temperature"}


def test_numbers_as_text_become_numbers(data: Path) -> None:
    fluxes = _named(data, "photon_flux")
    assert fluxes
    given = [value for one in fluxes if one.unit for value in one.values]
    assert len(given) == 22
    assert {type(value) for value in given} <= {int, float}


def _named(data: Path, canonical: str) -> list[Parameter]:
    return [
        one
        for tree in real.scientific_metadata(data)
        for one in parameters.flatten(tree)
        if one.canonical == canonical
    ]
