"""Names offered while somebody types."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.dictionary import selectors
from portal.dictionary.census import counting
from portal.dictionary.selectors import names_like
from tests.portal.dictionary.test_census import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(db: None) -> None:
    told("1", ("temperature", 100, "K"), ("oven temperature", 500, "K"), ("tempo", 3, "Hz"))
    told("2", ("temperature", 90, "K"), ("cryostat temperature", 4, "K"), ("mood", "good", ""))
    told("3", ("Température", 90, "K"), ("energy", 8, "keV"), ("tempo", 3, "Hz"))
    counting.count(None)


def keys(text: str, limit: int = 10, *, measured: bool = False) -> list[str]:
    return [one.name for one in names_like(text, limit, measured=measured)]


@pytest.mark.usefixtures("counted")
def test_it_works() -> None:
    (first, *_) = names_like("sample temp")
    assert (first.name, first.records, first.unit) == ("sample_temperature", 2, "K")
    assert (first.low, first.high) == (4.0, 100.0)


@pytest.mark.usefixtures("counted")
def test_the_beginning_comes_before_a_word_and_the_commonest_first() -> None:
    assert keys("temp") == ["tempo", "température", "sample_temperature", "oven_temperature"]
    assert keys("t", 2) == ["tempo", "température"]


@pytest.mark.usefixtures("counted")
def test_the_beginning_of_the_canonical_name_counts_like_that_of_the_label() -> None:
    assert keys("incident_photon") == ["incident_photon_energy"]
    assert keys("sample_temp")[0] == "sample_temperature"


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize("text", ["cryostat", "CRYOSTAT temp", "temp_cryo", "temp cryostat"])
def test_names_as_they_came_lead_to_the_canonical_one(text: str) -> None:
    assert keys(text) == ["sample_temperature"]


@pytest.mark.usefixtures("counted")
def test_other_names_of_the_dictionary_do_too() -> None:
    assert keys("xray ener") == ["incident_photon_energy"]


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize("text", ["empera", "zzz", "temp zzz", "pulse energy"])
def test_what_no_record_has_is_not_offered(text: str) -> None:
    assert keys(text) == []


@pytest.mark.usefixtures("counted")
def test_case_and_accents_do_not_count() -> None:
    assert "température" in keys("TEMPERATURE")
    assert "température" in keys("Températ")


@pytest.mark.usefixtures("counted")
def test_nothing_typed_gives_the_commonest() -> None:
    assert keys("", 2) == ["sample_temperature", "tempo"]
    assert "mood" in keys("")
    assert "mood" not in keys("", measured=True)


def test_nothing_counted_yet_offers_nothing() -> None:
    assert names_like("temp") == []
    assert {one.records for one in selectors.listed()} == {0}


@pytest.mark.usefixtures("counted")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.integers(0, 20))
def test_any_text_may_be_typed(text: str, limit: int) -> None:
    assert len(names_like(text, limit)) <= limit
