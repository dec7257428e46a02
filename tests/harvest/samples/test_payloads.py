"""What is in the sample catalogues: how many, how varied, how well formed."""

import json
import re
from collections import Counter
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from harvest.samples import (
    CATALOGUES,
    REJECTED,
    SampleCatalogue,
    payloads,
    people,
    reference_date,
)
from harvest.samples.chance import chance
from portal.catalogue.models import Facility
from portal.normalise.people import orcid, person
from tests.harvest.samples import reading

every_catalogue = pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.slug)

REAL_FACILITIES = re.compile(
    r"\b(ESRF|DESY|PETRA|FLASH|SOLEIL|Diamond|ISIS|ILL|ESS|MAX IV|ALBA|Elettra|CERIC|BESSY|HZB|"
    r"HZDR|ELI|PSI|SLS|SINQ|SwissFEL|XFEL|LCLS|SSRL|APS|NSLS|ALS|SNS|HFIR|SPring-8|SACLA|J-PARC|"
    r"ANSTO|FRM|MLZ|JCNS|LLB|BNC|SESAME|Sirius|CLS|KEK|PAL|RIKEN|Jülich|Grenoble|Lund|Villigen)\b"
)


def test_there_are_four_facilities_and_three_thousand_datasets() -> None:
    kinds = Counter(one.kind for one in CATALOGUES)
    assert kinds == {"scicat": 1, "scicat4": 1, "panosc": 2}
    assert sum(one.datasets for one in CATALOGUES) == 3000
    assert len({one.slug for one in CATALOGUES}) == 4


@every_catalogue
def test_it_is_the_same_for_the_same_seed_and_date(
    catalogue: SampleCatalogue, reference: date
) -> None:
    def made(seed: int, day: date) -> str:
        from harvest.samples.generate import _experiments

        _experiments.cache_clear()
        return json.dumps(payloads(catalogue, seed=seed, reference=day, datasets=60))

    first = made(1, reference)
    assert made(1, reference) == first
    assert made(2, reference) != first
    assert made(1, date(2032, 1, 1)) != first


@every_catalogue
def test_the_numbers_are_as_stated(catalogue: SampleCatalogue, reference: date) -> None:
    made = reading.whole(catalogue, reference)
    datasets = reading.datasets(catalogue, made)
    documents = reading.documents(catalogue, made)
    broken = [one for one in (*datasets, *documents) if reading.is_broken(one)]
    whole = [one for one in datasets if not reading.is_broken(one)]
    assert len(broken) == REJECTED
    assert sum(map(reading.is_public, whole)) == catalogue.datasets
    assert 0 < len(whole) - catalogue.datasets <= 0.02 * catalogue.datasets
    assert len({reading.pid(one) for one in whole}) == len(whole)
    assert 5 <= len(whole) / len(documents) <= 8


def test_titles_are_varied(reference: date) -> None:
    titles = Counter(
        reading.title(one)
        for catalogue in CATALOGUES
        for one in reading.datasets(catalogue, reading.whole(catalogue, reference))
        if not reading.is_broken(one)
    )
    assert len(titles) >= 0.97 * sum(titles.values())
    assert len(titles) < sum(titles.values())  # real catalogues repeat some
    assert titles.most_common(1)[0][1] < 20
    assert max(map(len, titles)) <= 200


@every_catalogue
def test_abstracts_are_of_sixty_to_a_hundred_and_fifty_words(
    catalogue: SampleCatalogue, reference: date
) -> None:
    for one in reading.documents(catalogue, reading.whole(catalogue, reference)):
        if not reading.is_broken(one):
            text = one.get("abstract") or one["summary"]
            assert 60 <= len(text.split()) <= 150, text
            assert "{" not in text


@every_catalogue
def test_nobody_takes_it_for_a_real_facility(catalogue: SampleCatalogue, reference: date) -> None:
    text = json.dumps(reading.whole(catalogue, reference), ensure_ascii=False)
    found = {match[0] for match in REAL_FACILITIES.finditer(text)}
    assert not found
    assert "sample facility" in catalogue.facility.name
    assert catalogue.facility.website.endswith(".example.org")
    assert set(re.findall(r"[\w.]+@[\w.]+", text)) == set(re.findall(r"user\d+@example\.org", text))
    assert set(re.findall(r"\b10\.\d{4,9}/", text)) == {"10.5072/"}


@every_catalogue
def test_orcids_have_right_checksums_and_belong_to_nobody(
    catalogue: SampleCatalogue, reference: date
) -> None:
    text = json.dumps(reading.whole(catalogue, reference))
    found = set(re.findall(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", text))
    assert len(found) > 50
    assert all(orcid(one) == one for one in found)
    assert all(one.startswith("0000-0003-9") for one in found)


def test_everybody_is_taken_for_a_human_being() -> None:
    for one in people.community(chance("names")):
        for written in (one.full, f"{one.family}, {one.given}"):
            assert person(written) is not None, written


def test_names_come_from_many_languages(reference: date) -> None:
    text = "".join(
        json.dumps(reading.whole(one, reference), ensure_ascii=False) for one in CATALOGUES
    )
    for script in ("[א-ת]", "[\u0621-\u064a]", "[а-я]", "[α-ω]", "[一-龥]", "[가-힣]", "[ąćłńśź]"):
        assert re.search(script, text), script


@every_catalogue
def test_embargoes_are_both_past_and_to_come(catalogue: SampleCatalogue, reference: date) -> None:
    made = reading.whole(catalogue, reference)
    if catalogue.kind == "panosc":
        ends = [one["releaseDate"] for one in reading.rows(made, "Document") if one["pid"]]
    else:
        lives = [one.get("datasetlifecycle") for one in made["Dataset"]]
        ends = [life["dateOfPublishing"]["$date"][:10] for life in lives if life]
    later = sum(end > reference.isoformat() for end in ends)
    next_year = date(reference.year + 1, 1, 1).isoformat()
    assert 0.01 * len(ends) < later < 0.25 * len(ends)
    assert any(end > next_year for end in ends)  # still closed whenever the demo runs


def test_the_reference_is_the_first_of_the_year() -> None:
    assert reference_date(date(2027, 8, 9)) == date(2027, 1, 1)
    assert reference_date() <= date.today()


@every_catalogue
def test_the_facility_row_is_valid(catalogue: SampleCatalogue) -> None:
    row = catalogue.facility.row()
    try:
        Facility(**row).clean_fields()
    except ValidationError as error:
        pytest.fail(str(error))
