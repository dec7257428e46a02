"""Lists of people as they are pasted."""

import pytest

from publishing.publications.content import Affiliation, Creator
from publishing.publications.forms import read

OLIVER = Creator(family_name="Lohmann", given_name="Oliver", orcid="0000-0002-1825-0097")
ANA = Creator(family_name="Gonzalez", given_name="Ana")
AT_ESS = Creator(
    family_name="Lohmann",
    given_name="Oliver",
    orcid="0000-0002-1825-0097",
    affiliations=(Affiliation(name="ESS, Lund", ror="https://ror.org/01wv9cn34"),),
)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Lohmann, Oliver; 0000-0002-1825-0097\nAna Gonzalez", (OLIVER, ANA)),
        ("Oliver Lohmann\t0000-0002-1825-0097\nGonzalez\tAna", (OLIVER, ANA)),
        ("Lohmann,Oliver,0000-0002-1825-0097\n\nGonzalez,Ana", (OLIVER, ANA)),
        ("First name,Last name,ORCID\nOliver,Lohmann,0000-0002-1825-0097", (OLIVER,)),
        ("ORCID;surname;x;given name\n0000-0002-1825-0097;Lohmann;;Oliver", (OLIVER,)),
        ('"Lohmann, Oliver"; 0000-0002-1825-0097; ESS, Lund https://ror.org/01wv9cn34', (AT_ESS,)),
        (
            "surname;given name;orcid;affiliation\nLohmann;Oliver;0000-0002-1825-0097;"
            "ESS, Lund (https://ror.org/01wv9cn34)",
            (AT_ESS,),
        ),
        (
            "Ana Gonzalez, Mia Berg and Lena van der Berg",
            (
                ANA,
                Creator(family_name="Berg", given_name="Mia"),
                Creator(family_name="van der Berg", given_name="Lena"),
            ),
        ),
        (
            "Data group of the European Spallation Source",
            (
                Creator(
                    name_type="Organizational", name="Data group of the European Spallation Source"
                ),
            ),
        ),
        (" \n ;\n", ()),
        ('"Gonzalez, Ana', (ANA,)),
    ],
)
def test_people_are_read(text: str, people: tuple[Creator, ...]) -> None:
    assert read({"creators-text": text}).content.creators == people


def test_a_cell_may_be_long() -> None:
    text = "surname;given name;orcid\n" + "x" * 200_000 + ";Ana;"
    assert len(read({"creators-text": text}).content.creators) == 1


def test_what_is_pasted_comes_behind_the_others() -> None:
    form = {"creators-0-name": "Lohmann", "creators-0-given": "Oliver", "creators-text": "Mia Berg"}
    found = read(form).content.creators
    assert [one.family_name for one in found] == ["Lohmann", "Berg"]


def test_other_lists_are_read_too() -> None:
    found = read({"related-text": "Cites; 10.1107/abc", "funding-text": "VR; ; 2024-1"}).content
    assert found.related[0].identifier == "10.1107/abc"
    assert found.related[0].relation == "Cites"
    assert found.funding[0].award_number == "2024-1"
