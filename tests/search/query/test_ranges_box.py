"""Ranges with dashes, symbols of quantities, and units behind a blank."""

import pytest

from portal.normalise import names
from search.query.box import Swapped, read_box
from search.query.printing import printed
from search.query.quantities import family
from search.query.tree import Words


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("energy:5-10keV", "energy:5..10keV"),
        ("energy=5−10 keV", "energy:5..10keV"),
        ("temperature:-20--10°C", "temperature:-20..-10°C"),
        ("wavelength:1e-10-2e-10m", "wavelength:1e-10..2e-10m"),
        ("files:5-20", "files:5..20"),
        ("size:1-2GB", "size:1..2GB"),
        ("size:1–2GB", "size:1..2GB"),
        ("year:2019-2021", "year:2019..2021"),
        ("year:2019–2021", "year:2019..2021"),
        ("date:2019-05…2020-02", "date:2019-05..2020-02"),
        ("date:2019 ", "date:2019"),
        ("foo>5 K", "foo>5K"),
        ("foo = 5 K polymer", "foo=5K polymer"),
        ("foo:5..10 K", "foo:5..10K"),
        ("foo~5 ± 1 K", "foo~5K±1K"),
    ],
)
def test_it_is_read_as(text: str, same: str) -> None:
    found = read_box(text).tree()
    assert found == read_box(same).tree()
    assert read_box(printed(found)).tree() == found


@pytest.mark.parametrize("text", ["flux:5 s-1", "flux:5s-1", "flux>5 s-1"])
def test_an_exponent_is_no_range(text: str) -> None:
    assert (
        read_box(text).tree() == read_box(text.replace(" s-1", "s-1").replace("s-1", " 1/s")).tree()
    )


@pytest.mark.parametrize("text", ["size:5–2", "size:5…2GB", "files:9-2", "year:2021–2019"])
def test_swapped_bounds_are_told_whatever_stands_between(text: str) -> None:
    with pytest.raises(Swapped, match="swap"):
        read_box(text)


@pytest.mark.parametrize("text", ["SNR:5-10", "x=5-3", "x=0.5-0.3", "x = 5-10"])
def test_a_dash_alone_makes_no_quantity(text: str) -> None:
    box = read_box(f"{text} film")
    assert box.tree() == Words(f"{text} film")
    assert read_box("x=5–10").tree() == read_box("x=5..10").tree()


@pytest.mark.parametrize("text", ["SNR:5-10", "Part:2 A new", "foo>5 samples", "foo>5 1"])
def test_what_needn_t_be_a_quantity_takes_no_more(text: str) -> None:
    words = text.rsplit(" ", 1)[-1]
    assert words in read_box(text).clauses[-1].says


@pytest.mark.parametrize(
    ("text", "asked", "name", "dimension"),
    [
        ("T =", " 300 K", "temperature", "temperature"),
        ("t<", "-20°C", "temperature", "temperature"),
        ("E:", "8..12keV", "energy", "energy"),
        ("λ =", " 1.54 Å", "wavelength", "length"),
        ("lambda~", "1.54Å", "wavelength", "length"),
        ("p>", "2GPa", "pressure", "pressure"),
        ("B =", " 5 T", "magnetic_field", "magnetic_flux_density"),
    ],
)
def test_a_symbol_is_told_by_its_unit(text: str, asked: str, name: str, dimension: str) -> None:
    box = read_box(f"{text}{asked}")
    assert f"was read as “{name}”" in box.notes[0]
    assert read_box(printed(box.tree())).tree() == box.tree()
    rows = [row.key for row in names.meanings(name) if row.dimension == dimension]
    assert family(names.snake(text[:-1]), dimension) == (*rows, names.snake(text[:-1]))
    assert all(f"'{row}'" in repr(box.tree()) for row in rows)


@pytest.mark.parametrize("text", ["t>5s", "E=5T", "λ>3K"])
def test_a_symbol_with_another_unit_is_just_a_name(text: str) -> None:
    assert "looked for under just this name" in read_box(text).notes[0]


@pytest.mark.parametrize("text", ["sample: lysozyme", "energy: 12 keV", "Title: (thin film)"])
def test_a_blank_behind_a_colon_is_told(text: str) -> None:
    assert "without one" in read_box(text).notes[0]


@pytest.mark.parametrize("text", ["see: lysozyme", "sample:", "lysozyme sample:"])
def test_other_colons_need_no_words(text: str) -> None:
    assert not any("without one" in note for note in read_box(text).notes)


@pytest.mark.parametrize("text", ["foo~9 ± 20İ film", "foo~9 ± 20İ"])
def test_a_closeness_that_is_none_loses_no_word(text: str) -> None:
    box = read_box(text)
    assert box.tree() == Words(text)
    assert read_box(printed(box.tree())).tree() == box.tree()
