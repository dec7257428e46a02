"""Who paid: DataCite's reference, and OpenAIRE's form of the project."""

import msgspec
import pytest

from portal.catalogue.records import Funding
from publishing.exports import datacite_xml, dublin_core
from publishing.exports.funding import grant, reference
from tests.factories import document
from tests.publishing.exports.making import made
from tests.publishing.exports.schemas import problems

PANOSC = Funding(
    funder="European Commission, H2020",
    funder_id="https://doi.org/10.13039/501100000780",
    award_number="823852",
    award_title="PaNOSC",
    url="https://cordis.europa.eu/project/id/823852",
)
GRANT = "info:eu-repo/grantAgreement/EC/H2020/823852"


def test_it_works(data) -> None:
    found = reference(PANOSC)
    assert msgspec.to_builtins(found) == {
        "funderName": "European Commission, H2020",
        "funderIdentifier": "https://doi.org/10.13039/501100000780",
        "funderIdentifierType": "Crossref Funder ID",
        "awardNumber": "823852",
        "awardTitle": "PaNOSC",
        "awardUri": "https://cordis.europa.eu/project/id/823852",
        "grant": GRANT,
    }


def test_both_formats_tell_it(data) -> None:
    resource = made(document(funding=(PANOSC, Funding(funder="EC", url=GRANT))))
    kernel, core = datacite_xml.element(resource), dublin_core.element(resource)
    assert problems(data, "datacite", kernel) == []
    awards = kernel.findall(".//{*}awardNumber")
    assert [one.get("awardURI") for one in awards] == [PANOSC.url, GRANT]
    assert [one.text for one in core.findall("{*}relation")] == [GRANT]


@pytest.mark.parametrize(
    ("funding", "project"),
    [
        (PANOSC, GRANT),
        (Funding(funder="Horizon 2020", award_number="823852"), GRANT),
        (Funding(funder="EU", award_title="A Horizon 2020 project", award_number="823852"), GRANT),
        (
            Funding(funder="EU", award_title="Horizon Europe", award_number="GA no. 101057388"),
            "info:eu-repo/grantAgreement/EC/HE/101057388",
        ),
        (Funding(funder="FP7", award_number="283745"), "info:eu-repo/grantAgreement/EC/FP7/283745"),
        (Funding(funder="X", funder_id="10.13039/501100007601", award_number="823852"), GRANT),
        (
            Funding(funder="FCT", award_number="info:eu-repo/grantAgreement/FCT/PTDC/1/PT"),
            "info:eu-repo/grantAgreement/FCT/PTDC/1/PT",
        ),
        (Funding(funder="European Commission", award_number="823852"), ""),  # of which programme?
        (Funding(funder="Horizon 2020", award_number="PaNOSC"), ""),
        (
            Funding(
                funder="UKRI", award_title="Horizon Europe guarantee", award_number="101057388"
            ),
            "",
        ),
        (Funding(funder="DFG", award_number="123456"), ""),
        (Funding(funder="DFG", url="info:eu-repo/grantAgreement/"), ""),
    ],
)
def test_the_project_is_formed_only_where_it_is_certain(funding: Funding, project: str) -> None:
    assert grant(funding) == project


@pytest.mark.parametrize(
    ("told", "identifier", "kind"),
    [
        ("https://ror.org/018mejw64", "https://ror.org/018mejw64", "ROR"),
        ("10.13039/501100001659", "https://doi.org/10.13039/501100001659", "Crossref Funder ID"),
        ("https://www.grid.ac/institutes/grid.270680.b", "grid.270680.b", "GRID"),
        ("0000 0001 2288 4042", "0000 0001 2288 4042", "ISNI"),
        ("DFG-17", "DFG-17", "Other"),
        ("", "", ""),
    ],
)
def test_a_funder_s_identifier_has_its_type(told: str, identifier: str, kind: str) -> None:
    found = reference(Funding(funder="F", funder_id=told))
    assert found is not None
    assert (found.funder_identifier, found.funder_identifier_type) == (identifier, kind)


def test_without_a_funder_there_is_nothing_to_refer_to() -> None:
    assert reference(Funding(funder="\x00", award_number="1")) is None
