"""Citations in the styles that journals ask for."""

import pytest

from portal.catalogue.models import Facility, Record
from portal.catalogue.records import AnyRecord, Member, Person
from publishing.landing.styles import citations
from tests.factories import dataset, document

FACILITY = Facility(slug="ess", name="The ESS facility", short_name="ESS")
DOI = "https://doi.org/10.17199/03dd9804"


def person(given: str, family: str) -> Member:
    full_name = f"{given} {family}".strip()
    return Member(
        person=Person(full_name=full_name, given_name=given, family_name=family), role="creator"
    )


TWO = (person("Jean-Paul", "Lohmann"), person("Ana María", "Gonzalez"))


def cite(metadata: AnyRecord) -> dict[str, str]:
    kind = metadata.__struct_config__.tag
    record = Record(pk=7, kind=kind, facility=FACILITY, doi=metadata.doi)
    return {one.key: one.text for one in citations(record, metadata)}


def test_it_works() -> None:
    title = "Wavelength frame multiplication at V20"
    assert cite(document(members=TWO)) == {
        "datacite": f"Lohmann, Jean-Paul; Gonzalez, Ana María (2019): {title}. ESS. Dataset. {DOI}",
        "apa": f"Lohmann, J.-P., & Gonzalez, A. M. (2019). {title} [Data set]. ESS. {DOI}",
        "mla": f"Lohmann, Jean-Paul, and Ana María Gonzalez. {title}. ESS, 2019, {DOI}.",
        "chicago": f"Lohmann, Jean-Paul, and Ana María Gonzalez. 2019. “{title}.” Data set. "
        f"ESS. {DOI}.",
        "vancouver": f"Lohmann JP, Gonzalez AM. {title} [dataset]. ESS; 2019. "
        f"Available from: {DOI}",
    }


def test_nobody_and_no_year() -> None:
    found = cite(dataset(members=(), start_date="", title="What is it?", landing_page=""))
    assert found["apa"].startswith("What is it? [Data set]. (n.d.). The ESS facility. http")
    assert found["mla"].startswith("What is it? The ESS facility, http")
    assert found["chicago"].startswith("“What is it?” n.d. Data set. The ESS facility. http")
    assert found["vancouver"].startswith("What is it? [dataset]. The ESS facility. Available")


@pytest.mark.parametrize(
    ("number", "style", "words"),
    [
        (20, "apa", "P., & F19, P. (2019)"),
        (21, "apa", "F18, P., … F20, P. (2019)"),
        (3, "mla", "F0, Paul, et al. Wave"),
        (10, "chicago", "Paul F8, and Paul F9. 2019"),
        (11, "chicago", "Paul F6, et al. 2019"),
        (7, "vancouver", "F5 P, et al. Wave"),
        (3000, "vancouver", "F5 P, et al. Wave"),
    ],
)
def test_many_names_are_cut_as_the_style_says(number: int, style: str, words: str) -> None:
    members = tuple(person("Paul", f"F{n}") for n in range(number))
    assert words in cite(document(members=members))[style]


def test_whole_names_stay_whole() -> None:
    members = (Member(person=Person(full_name="Wang Xiu Ying")),)
    found = cite(document(members=members))
    assert found["apa"].startswith("Wang Xiu Ying. (2019)")
    assert found["vancouver"].startswith("Wang Xiu Ying. ")


def test_names_without_letters_for_initials_are_kept() -> None:
    found = cite(document(members=(person("*", "Doe"),)))
    assert found["apa"].startswith("Doe, *. (2019)")


def test_no_address_of_a_person_is_told() -> None:
    members = (person("ana@example.org", "Gonzalez"),)
    changes = {"members": members, "title": "Ask ana@example.org", "publisher": "b@example.org"}
    assert all("@" not in text for text in cite(document(**changes)).values())
