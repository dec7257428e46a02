"""Entries that staff edit: what is refused, and that everything takes effect at once."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from portal.dictionary import current, seeding, services
from portal.dictionary.models import ParameterName
from portal.normalise import names

pytestmark = pytest.mark.django_db


def row(key: str) -> ParameterName:
    return ParameterName.objects.get(key=key)


def own(**changes: object) -> ParameterName:
    fields = {"key": "gadget", "label": "Gadget", "dimension": "length", "aliases": ""}
    return ParameterName(**{**fields, **changes})


def saved(one: ParameterName) -> ParameterName:
    one.full_clean()
    services.save(one)
    current.refresh()
    return one


def wrong(one: ParameterName) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        one.full_clean()
    return caught.value.message_dict


def test_it_works() -> None:
    saved(own(aliases="Gadget Setting\nGDG.pos", unit="Å"))
    assert names.canonical("gadgetSetting", "length") == "gadget"
    assert names.canonical("GDG.pos", "length", "mm") == "gadget"
    assert names.known()["gadget"].unit == "Å"
    assert names.label("gadget") == "Gadget"


def test_every_shipped_entry_is_a_row_and_can_be_saved_as_it_is() -> None:
    rows = ParameterName.objects.all()
    assert {one.key for one in rows} == set(names.SHIPPED.names)
    for one in rows:
        one.full_clean()
        assert one.entry == next(e for e in names.SHIPPED.entries if e.name.key == one.key)


def test_without_changes_it_is_the_shipped_dictionary() -> None:
    current.refresh()
    assert names.current() is names.SHIPPED


def test_a_shipped_entry_can_be_changed_and_reset() -> None:
    one = row("sample_temperature")
    one.label, one.aliases = "Temperature of the sample", "T_cold"
    saved(one)
    assert names.label("sample_temperature") == "Temperature of the sample"
    assert names.canonical("t cold", "temperature") == "sample_temperature"
    assert names.canonical("temperature", "temperature") == "temperature"
    assert services.reset(row("sample_temperature"))
    current.refresh()
    assert names.canonical("temperature", "temperature") == "sample_temperature"
    assert names.label("sample_temperature") == "Sample temperature"


def test_an_entry_out_of_use_leaves_its_names_to_others() -> None:
    one = row("gadget") if ParameterName.objects.filter(key="gadget").exists() else None
    assert one is None
    theta = row("theta")
    theta.in_use = False
    saved(theta)
    assert "theta" not in names.known()
    saved(own(key="sample_tilt", label="Tilt", dimension="angle", aliases="theta"))
    assert names.canonical("theta", "angle") == "sample_tilt"


def test_deleting_an_own_entry_frees_its_names() -> None:
    one = saved(own(aliases="gdg"))
    services.delete(one)
    current.refresh()
    assert names.canonical("gdg", "length") == "gdg"
    assert not services.reset(own())


@pytest.mark.parametrize(
    ("changes", "field", "part"),
    [
        ({"key": "Big Gadget"}, "key", "lower case"),
        ({"key": "theta"}, "key", "already exists"),
        ({"label": " "}, "label", ""),
        ({"dimension": "beauty"}, "dimension", ""),
        ({"unit": "K"}, "unit", "use mm"),
        ({"unit": "K", "dimension": ""}, "unit", "it has none"),
        ({"aliases": "good\n???"}, "aliases", "no letter"),
        ({"aliases": "x" * 201}, "aliases", "too long"),
        ({"aliases": "x\n" * 501}, "aliases", "too many"),
        ({"aliases": "gap size @ K"}, "aliases", "isn't a unit"),
        ({"aliases": "gap size @ millimetre"}, "aliases", "write mm"),
        ({"aliases": "Detector Distance"}, "aliases", "is an entry itself"),
        ({"aliases": "camera-length"}, "aliases", "stands for detector_distance already"),
        ({"key": "camera_length"}, "key", "stands for detector_distance already"),
    ],
)
def test_what_is_refused(changes: dict[str, str], field: str, part: str) -> None:
    found = wrong(own(**changes))
    assert list(found) == [field]
    assert part in " ".join(found[field])


def test_one_name_may_mean_two_entries_in_different_units_or_dimensions() -> None:
    own(dimension="energy", aliases="energy@MeV").full_clean()
    assert "aliases" in wrong(own(dimension="energy", aliases="energy@keV"))
    assert "aliases" in wrong(own(dimension="energy", aliases="energy"))
    own(dimension="voltage", aliases="energy").full_clean()


def test_other_processes_notice_by_the_mark() -> None:
    saved(own(aliases="gdg"))
    current.forget()
    assert names.canonical("gdg", "length") == "gdg"
    current.refresh()
    assert names.canonical("gdg", "length") == "gadget"
    kept = names.current()
    current.refresh()
    assert names.current() is kept


def test_migrating_brings_shipped_rows_up_to_date_and_keeps_edited_ones() -> None:
    one = row("theta")
    one.label = "Our theta"
    saved(one)
    ParameterName.objects.filter(key="omega").update(label="Old omega")
    ParameterName.objects.filter(key="phi").delete()
    ParameterName.objects.create(key="no_longer_shipped", label="Gone")
    call_command("migrate", verbosity=0)
    assert (row("theta").label, row("omega").label, row("phi").label) == (
        "Our theta",
        "Omega",
        "Phi",
    )
    assert not ParameterName.objects.filter(key="no_longer_shipped").exists()
    seeding.seed()
    assert ParameterName.objects.count() == len(names.SHIPPED.entries)
