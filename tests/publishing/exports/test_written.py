"""The formats as harvesters get them, to the letter."""

from lxml import etree

from portal.catalogue.records import (
    Affiliation,
    Dataset,
    Funding,
    Instrument,
    Member,
    Person,
    Related,
    Technique,
)
from publishing.exports import datacite_xml, dublin_core, oai_datacite
from tests.publishing.exports.making import ROR, made

RECORD = Dataset(
    title="Open beam",
    doi="10.5281/zenodo.1",
    pid="20.500.12269/a",
    summary="A & B.",
    type="raw",
    keywords=("chopper",),
    members=(
        Member(
            person=Person(
                full_name="Ada Lovelace",
                given_name="Ada",
                family_name="Lovelace",
                orcid="0000-0002-1825-0097",
            ),
            role="creator",
            affiliations=(Affiliation(name="ESS", ror=ROR),),
        ),
        Member(person=Person(full_name="Grace Hopper"), role="ContactPerson"),
    ),
    publisher="ESS",
    publication_year=2019,
    start_date="2019-05-03",
    licence="CC-BY-4.0",
    size=10,
    techniques=(Technique(name="SANS", panet="PaNET01189"),),
    instruments=(Instrument(name="V20", pid="20.500.12269/v20"),),
    related=(Related(relation="Cites", doi="10.5555/x"),),
    funding=(
        Funding(funder="H2020", funder_id="https://ror.org/00k4n6c32", award_number="823852"),
    ),
    data_format="NeXus",
    language="en",
)

DATACITE = """\
<resource xmlns="http://datacite.org/schema/kernel-4" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://datacite.org/schema/kernel-4 \
https://schema.datacite.org/meta/kernel-4.6/metadata.xsd">
  <identifier identifierType="DOI">10.5281/zenodo.1</identifier>
  <creators>
    <creator>
      <creatorName nameType="Personal">Lovelace, Ada</creatorName>
      <givenName>Ada</givenName>
      <familyName>Lovelace</familyName>
      <nameIdentifier nameIdentifierScheme="ORCID" schemeURI="https://orcid.org">\
https://orcid.org/0000-0002-1825-0097</nameIdentifier>
      <affiliation affiliationIdentifier="https://ror.org/01wv9cn34" \
affiliationIdentifierScheme="ROR" schemeURI="https://ror.org">ESS</affiliation>
    </creator>
  </creators>
  <titles>
    <title>Open beam</title>
  </titles>
  <publisher publisherIdentifier="https://ror.org/01wv9cn34" publisherIdentifierScheme="ROR" \
schemeURI="https://ror.org">ESS</publisher>
  <publicationYear>2019</publicationYear>
  <resourceType resourceTypeGeneral="Dataset">raw</resourceType>
  <subjects>
    <subject subjectScheme="PaNET" \
schemeURI="http://purl.org/pan-science/PaNET/PaNET.owl" \
valueURI="http://purl.org/pan-science/PaNET/PaNET01189">small angle neutron scattering</subject>
    <subject>chopper</subject>
  </subjects>
  <contributors>
    <contributor contributorType="ContactPerson">
      <contributorName nameType="Personal">Grace Hopper</contributorName>
    </contributor>
    <contributor contributorType="HostingInstitution">
      <contributorName nameType="Organizational">European Spallation Source ERIC</contributorName>
      <nameIdentifier nameIdentifierScheme="ROR" schemeURI="https://ror.org">\
https://ror.org/01wv9cn34</nameIdentifier>
    </contributor>
  </contributors>
  <dates>
    <date dateType="Collected">2019-05-03</date>
    <date dateType="Issued">2019</date>
  </dates>
  <language>en</language>
  <alternateIdentifiers>
    <alternateIdentifier alternateIdentifierType="URL">http://127.0.0.1:8000/records/7\
</alternateIdentifier>
    <alternateIdentifier alternateIdentifierType="Handle">20.500.12269/a</alternateIdentifier>
  </alternateIdentifiers>
  <relatedIdentifiers>
    <relatedIdentifier relatedIdentifierType="DOI" relationType="Cites">10.5555/x\
</relatedIdentifier>
    <relatedIdentifier relatedIdentifierType="Handle" relationType="IsCollectedBy" \
resourceTypeGeneral="Instrument">20.500.12269/v20</relatedIdentifier>
  </relatedIdentifiers>
  <sizes>
    <size>10 bytes</size>
  </sizes>
  <formats>
    <format>NeXus</format>
  </formats>
  <rightsList>
    <rights rightsURI="https://creativecommons.org/licenses/by/4.0/" \
rightsIdentifier="CC-BY-4.0" rightsIdentifierScheme="SPDX" \
schemeURI="https://spdx.org/licenses/">CC-BY-4.0</rights>
    <rights rightsURI="info:eu-repo/semantics/openAccess">Open Access</rights>
    <rights rightsURI="http://purl.org/coar/access_right/c_abf2">open access</rights>
  </rightsList>
  <descriptions>
    <description descriptionType="Abstract">A &amp; B.</description>
  </descriptions>
  <fundingReferences>
    <fundingReference>
      <funderName>H2020</funderName>
      <funderIdentifier funderIdentifierType="ROR">https://ror.org/00k4n6c32</funderIdentifier>
      <awardNumber awardURI="info:eu-repo/grantAgreement/EC/H2020/823852">823852</awardNumber>
    </fundingReference>
  </fundingReferences>
  <relatedItems>
    <relatedItem relatedItemType="Instrument" relationType="IsCollectedBy">
      <relatedItemIdentifier relatedItemIdentifierType="Handle">20.500.12269/v20\
</relatedItemIdentifier>
      <titles>
        <title>V20</title>
      </titles>
    </relatedItem>
  </relatedItems>
</resource>
"""

DUBLIN_CORE = [
    ("title", "Open beam"),
    ("creator", "Lovelace, Ada"),
    ("subject", "small angle neutron scattering"),
    ("subject", "chopper"),
    ("description", "A & B."),
    ("publisher", "ESS"),
    ("contributor", "Grace Hopper"),
    ("contributor", "European Spallation Source ERIC"),
    ("date", "2019"),
    ("type", "Dataset"),
    ("type", "raw"),
    ("format", "NeXus"),
    ("format", "10 bytes"),
    ("identifier", "https://doi.org/10.5281/zenodo.1"),
    ("identifier", "http://127.0.0.1:8000/records/7"),
    ("identifier", "https://hdl.handle.net/20.500.12269/a"),
    ("relation", "https://doi.org/10.5555/x"),
    ("relation", "https://hdl.handle.net/20.500.12269/v20"),
    ("relation", "V20"),
    ("relation", "info:eu-repo/grantAgreement/EC/H2020/823852"),
    ("language", "en"),
    ("rights", "https://creativecommons.org/licenses/by/4.0/"),
    ("rights", "CC-BY-4.0"),
    ("rights", "info:eu-repo/semantics/openAccess"),
    ("rights", "Open Access"),
    ("rights", "http://purl.org/coar/access_right/c_abf2"),
    ("rights", "open access"),
]


def written(element: etree._Element) -> str:
    return etree.tostring(element, pretty_print=True, encoding="unicode")


def test_datacite() -> None:
    assert written(datacite_xml.element(made(RECORD))) == DATACITE


def test_datacite_in_its_wrapper() -> None:
    root = oai_datacite.element(made(RECORD), "BEAMFINDER\x00")
    version, symbol, payload = root
    assert (version.tag, version.text) == (f"{{{oai_datacite.NAMESPACE}}}schemaVersion", "4.6")
    assert (symbol.tag, symbol.text) == (
        f"{{{oai_datacite.NAMESPACE}}}datacentreSymbol",
        "BEAMFINDER",
    )
    assert payload.tag == f"{{{oai_datacite.NAMESPACE}}}payload"
    assert etree.tostring(payload[0], method="c14n", exclusive=True) == etree.tostring(
        datacite_xml.element(made(RECORD)), method="c14n", exclusive=True
    )


def test_dublin_core() -> None:
    root = dublin_core.element(made(RECORD))
    assert {etree.QName(one).namespace for one in root} == {dublin_core.ELEMENTS}
    assert [(etree.QName(one).localname, one.text) for one in root] == DUBLIN_CORE
