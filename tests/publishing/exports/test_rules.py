"""Each rule is kept by what we write, finds what breaks it, and stands in the documentation."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from portal.catalogue.records import Funding, Related
from publishing.exports import datacite_xml, dublin_core
from tests.factories import dataset, member
from tests.publishing.exports.making import TOMORROW, made
from tests.publishing.exports.rules import RULES, violations

ROOT = Path(__file__).resolve().parents[3]
FORMATS = {"datacite": datacite_xml.element, "oai_dc": dublin_core.element}
BY_NAME = {rule.name: rule for rule in RULES}
GRANT = "info:eu-repo/grantAgreement/EC/H2020/823852"
FULL = dataset(
    doi="10.5281/zenodo.1",
    access="embargoed",
    open_from=TOMORROW,
    language="en",
    members=(member("Ada Lovelace", orcid="0000-0002-1825-0097"),),
    related=(
        Related(relation="Cites", doi="10.5555/x"),
        Related(relation="Cites", url="https://a.b"),
    ),
    funding=(Funding(funder="EC", funder_id="https://ror.org/00k4n6c32", url=GRANT),),
)
Break = Callable[[etree._Element], object]


def whole(format: str) -> etree._Element:
    """A record with everything, as a harvester gets it."""
    return etree.fromstring(etree.tostring(FORMATS[format](made(FULL))))


def without(path: str) -> Break:
    """Takes away all elements of the path."""

    def change(root: etree._Element) -> None:
        found = root.findall(path)
        assert found
        for one in found:
            one.getparent().remove(one)

    return change


def saying(path: str, text: str) -> Break:
    """Gives the first element of the path another text."""

    def change(root: etree._Element) -> None:
        root.find(path).text = text

    return change


def naming(path: str, name: str, value: str) -> Break:
    """Gives the first element of the path another attribute."""

    def change(root: etree._Element) -> None:
        root.find(path).set(name, value)

    return change


def twice(path: str) -> Break:
    """Repeats the first element of the path."""

    def change(root: etree._Element) -> None:
        one = root.find(path)
        again = etree.fromstring(etree.tostring(one))
        one.addnext(again)

    return change


def both(*changes: Break) -> Break:
    def change(root: etree._Element) -> None:
        for one in changes:
            one(root)

    return change


def related_first(root: etree._Element) -> None:
    root.insert(0, root.find("{*}relatedItems"))


def right(uri: str) -> str:
    return f"{{*}}rightsList/{{*}}rights[@rightsURI='{uri}']"


def core_right(text: str) -> str:
    return f"{{*}}rights[.='{text}']"


EMBARGOED = "info:eu-repo/semantics/embargoedAccess"
COAR = "http://purl.org/coar/access_right/"
DATE = "{*}dates/{*}date"
FUNDING = "{*}fundingReferences/{*}fundingReference/{*}"
ITEM = "{*}relatedItems/{*}relatedItem"
CORE_DATE = "{*}date"
LATE_DOI = both(
    saying("{*}identifier", "https://example.org/first"),
    saying("{*}identifier[2]", "https://doi.org/10.5281/zenodo.1"),
)

BROKEN: list[tuple[str, Break]] = [
    ("openaire.identifier", without("{*}identifier")),
    ("openaire.identifier", saying("{*}identifier", "zenodo 1")),
    ("openaire.identifier", naming("{*}identifier", "identifierType", "PID")),
    ("openaire.title", without("{*}titles")),
    ("openaire.title", saying("{*}titles/{*}title", " ")),
    ("openaire.creator", without("{*}creators/{*}creator")),
    ("openaire.creator", naming("{*}creators/{*}creator/{*}creatorName", "nameType", "Robot")),
    ("openaire.orcid", saying("{*}creators/{*}creator/{*}nameIdentifier", "0000-0002-1825-0097")),
    ("openaire.orcid", naming("{*}creators/{*}creator/{*}nameIdentifier", "schemeURI", "")),
    ("openaire.publisher", without("{*}publisher")),
    ("openaire.publication_year", without("{*}publicationYear")),
    ("openaire.publication_year", saying("{*}publicationYear", "last year")),
    ("openaire.issued", without(f"{DATE}[@dateType='Issued']")),
    ("openaire.issued", twice(f"{DATE}[@dateType='Issued']")),
    ("openaire.dates", saying(DATE, "2019-05-03T10:00:00Z")),
    ("openaire.dates", saying(DATE, "2019-05-03/later")),
    ("openaire.access_right", without(right(EMBARGOED))),
    ("openaire.access_right", without(right(f"{COAR}c_f1cf"))),
    ("openaire.access_right", twice(right(EMBARGOED))),
    (
        "openaire.access_right",
        naming(right(f"{COAR}c_f1cf"), "rightsURI", f"{COAR}c_abf2"),
    ),
    ("openaire.embargo", without(f"{DATE}[@dateType='Accepted']")),
    ("openaire.embargo", without(f"{DATE}[@dateType='Available']")),
    ("openaire.embargo", saying(f"{DATE}[@dateType='Accepted']", "3000-01-01")),
    ("openaire.licence", naming("{*}rightsList/{*}rights", "rightsURI", "")),
    ("openaire.resource_type", naming("{*}resourceType", "resourceTypeGeneral", "")),
    ("openaire.resource_type", saying("{*}resourceType", "")),
    ("openaire.funding", saying(f"{FUNDING}funderName", "")),
    ("openaire.funding", naming(f"{FUNDING}funderIdentifier", "funderIdentifierType", "")),
    ("openaire.funding", naming(f"{FUNDING}awardNumber", "awardURI", "823852")),
    ("openaire.language", saying("{*}language", "English, mostly")),
    ("openaire.subject", saying("{*}subjects/{*}subject", "")),
    ("openaire.subject", naming("{*}subjects/{*}subject", "valueURI", "")),
    ("openaire.related_identifier", saying("{*}relatedIdentifiers/{*}relatedIdentifier", "x")),
    ("openaire.description", saying("{*}descriptions/{*}description", "")),
    *(
        ("openaire_dc.mandatory", without(f"{{*}}{name}"))
        for name in ("title", "creator", "publisher", "date", "type", "identifier", "rights")
    ),
    ("openaire_dc.identifier", saying("{*}identifier", "10.5281/zenodo.1")),
    ("openaire_dc.date", twice(CORE_DATE)),
    ("openaire_dc.date", saying(CORE_DATE, "2019-05-03T10:00:00Z")),
    ("openaire_dc.access_right", without(core_right(EMBARGOED))),
    ("openaire_dc.access_right", saying(core_right(f"{COAR}c_f1cf"), f"{COAR}c_16ec")),
    ("openaire_dc.embargo", saying(f"{CORE_DATE}[2]", "2999-01-01")),
    ("openaire_dc.embargo", saying(core_right(EMBARGOED), "info:eu-repo/semantics/openAccess")),
    ("openaire_dc.embargo", saying(f"{CORE_DATE}[2]", "info:eu-repo/date/embargoEnd/soon")),
    ("openaire_dc.funding", saying(f"{{*}}relation[.='{GRANT}']", "info:eu-repo/grantAgreement/")),
    ("openaire_dc.language", saying("{*}language", "English, mostly")),
    ("b2find.title", without("{*}titles/{*}title")),
    ("b2find.title", related_first),
    ("b2find.identifier", naming("{*}identifier", "identifierType", "Handle")),
    ("b2find.identifier", saying("{*}identifier", "zenodo 1")),
    ("b2find.publisher", without("{*}publisher")),
    ("b2find.publication_year", without("{*}publicationYear")),
    ("b2find.creator", without("{*}creators/{*}creator")),
    ("b2find.contact", without("{*}contributors/{*}contributor[@contributorType='ContactPerson']")),
    ("b2find.contact", saying("{*}contributors/{*}contributor/{*}contributorName", "a@b.org")),
    ("b2find.instrument", without(f"{ITEM}/{{*}}titles")),
    ("b2find.instrument", naming(ITEM, "relationType", "Cites")),
    ("b2find.open_access", without("{*}rightsList/{*}rights")),
    (
        "b2find.open_access",
        naming(right(EMBARGOED), "rightsURI", "info:eu-repo/semantics/openAccess"),
    ),
    ("b2find.language", saying("{*}language", "English, mostly")),
    *(
        ("b2find_dc.mandatory", without(f"{{*}}{name}"))
        for name in ("title", "identifier", "publisher", "date")
    ),
    ("b2find_dc.identifier", LATE_DOI),
    ("b2find_dc.identifier", saying("{*}identifier", "zenodo 1")),
    ("b2find_dc.publication_year", saying(CORE_DATE, "May 2019")),
]


@pytest.mark.parametrize("format", FORMATS)
def test_what_we_write_keeps_them(format: str) -> None:
    assert violations(format, whole(format)) == []


@pytest.mark.parametrize(("name", "change"), BROKEN, ids=[name for name, _ in BROKEN])
def test_what_breaks_one_is_found(name: str, change: Break) -> None:
    rule = BY_NAME[name]
    root = whole(rule.format)
    assert rule.check(root) == []
    change(root)
    assert rule.check(root)
    assert any(found.startswith(f"{name}: ") for found in violations(rule.format, root))


def test_every_rule_has_been_broken() -> None:
    assert {name for name, _ in BROKEN} == BY_NAME.keys()


def test_the_documentation_lists_every_rule_once_and_where_it_is_met() -> None:
    page = (ROOT / "docs/oai-pmh-rules.md").read_text()
    rows = re.findall(r"^\| .+ \| .+ \| `([\w.]+)` \| `([\w.]+)` \|$", page, re.MULTILINE)
    assert sorted(check for _, check in rows) == sorted(BY_NAME)
    for place, _ in rows:
        assert (ROOT / "publishing/exports" / place).is_file()
