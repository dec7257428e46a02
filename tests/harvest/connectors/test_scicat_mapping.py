"""SciCat's records as ours: one rule a test."""

from typing import Any

import msgspec
import pytest

from harvest.connectors.base import Context, Rejected
from harvest.connectors.scicat.mapping import to_record
from portal.catalogue.records import Dataset, Document, Funding, Related

HERE = Context(facility="Here", time_zone="Europe/Stockholm", default_licence="CC0-1.0")
PUBLISHED = {"isPublished": True, "datasetlifecycle": {"publishedOn": "2021-05-04T10:00:00.000Z"}}


def document(context: Context = HERE, **fields: Any) -> Document:
    item = {"doi": "10.1234/ABC", "title": "T", "status": "registered", **fields}
    made = to_record("document", msgspec.json.encode(item), context)
    assert isinstance(made, Document)
    return made


def dataset(context: Context = HERE, **fields: Any) -> Dataset:
    item = {"pid": "20.500/a", "datasetName": "T", **PUBLISHED, **fields}
    made = to_record("dataset", msgspec.json.encode(item), context)
    assert isinstance(made, Dataset)
    return made


def people(record: Document | Dataset) -> list[tuple[str, str]]:
    return [(member.person.full_name, member.role) for member in record.members]


# Identity


def test_the_doi_is_the_field_doi_and_not_the_database_s_number():
    made = document(_id="10.1234/other", id="10.1234/other")
    assert (made.pid, made.doi) == ("10.1234/ABC", "10.1234/abc")


def test_an_export_has_the_doi_as_its_number():
    made = to_record("document", b'{"_id":"10.9999/pub1","status":"registered"}', HERE)
    assert (made.pid, made.doi, made.title) == ("10.9999/pub1", "10.9999/pub1", "10.9999/pub1")


def test_a_dataset_s_handle_is_no_doi():
    assert (dataset().pid, dataset().doi) == ("20.500/a", "")


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"[]", "isn't a JSON object"),
        (b"null", "isn't a JSON object"),
        (b'"text"', "isn't a JSON object"),
        (b"{", "isn't JSON"),
        (b"\xff\xfe", "isn't JSON"),
        (b"[" * 100_000, "isn't JSON"),
        (b"{}", "has no identifier"),
        (b'{"pid":{"prefix":"x"}}', "has no identifier"),
        (b'{"pid":"  "}', "has no identifier"),
        (b'{"pid":true}', "has no identifier"),
        (b'{"pid":"a\\u0000b"}', "control characters"),
        (b'{"pid":"x","_problem":"it can\'t be read"}', "it can't be read"),
    ],
)
def test_what_can_be_no_record_is_rejected_with_a_reason(payload, reason):
    with pytest.raises(Rejected, match=reason):
        to_record("dataset", payload, HERE)


@pytest.mark.parametrize(
    ("flag", "public"),
    [(True, True), ("True", True), (1, True), (False, False), ("no", False), (None, False)],
)
def test_only_what_is_said_to_be_published_is_public(flag, public):
    assert bool(dataset(isPublished=flag).public_from) is public


# Titles and texts


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"datasetName": " A \u0000 name\u0007 "}, "A name"),
        ({"datasetName": "", "description": "What it is about"}, "What it is about"),
        ({"datasetName": None}, "20.500/a"),
        ({"datasetName": ["x"]}, "20.500/a"),
        ({"datasetName": "of a@example.org"}, "of [address removed]"),
    ],
)
def test_a_title_is_found_whatever_is_missing(fields, title):
    assert dataset(**fields).title == title


def test_the_summary_tells_what_either_text_tells():
    assert document(abstract="A.", dataDescription="A. B.").summary == "A. B."
    assert document(abstract="A.", dataDescription="B.").summary == "A.\n\nB."
    assert document(abstract="A. B.", dataDescription="B.").summary == "A. B."


def test_a_description_that_is_an_address_is_a_link():
    made = document(abstract="A.", dataDescription="https://github.com/x/wiki/NeXus")
    assert made.summary == "A."
    assert made.related == (
        Related(relation="IsDocumentedBy", url="https://github.com/x/wiki/NeXus"),
    )


# People


def test_creators_come_before_authors_and_once():
    made = document(creator=["Chen Shen"], authors=["Chen Shen", " Honghu Zhang"])
    assert people(made) == [("Chen Shen", "creator"), ("Honghu Zhang", "author")]


@pytest.mark.parametrize("name", ["al.", "jsmith2", "ldap", "default", "redacted@example.org", ""])
def test_login_names_and_addresses_are_nobody(name):
    assert document(creator=[name, "Ada Lovelace"]).members[0].person.full_name == "Ada Lovelace"
    assert len(document(creator=[name, "Ada Lovelace"]).members) == 1


def test_the_orcid_of_the_owner_is_told_of_the_same_person():
    made = dataset(
        owner="Tobias Richter",
        principalInvestigator="Tobias Richter",
        orcidOfOwner="https://orcid.org/0000-0002-7774-8995",
        ownerEmail="redacted@example.org",
    )
    assert people(made) == [("Tobias Richter", "principal investigator")]
    assert made.members[0].person.orcid == "0000-0002-7774-8995"


@pytest.mark.parametrize("orcid", ["default", "https://orcid.org/0000-0000-0000-0000", None, 5])
def test_what_is_no_orcid_is_left_out(orcid):
    assert dataset(owner="Ada Lovelace", orcidOfOwner=orcid).members[0].person.orcid == ""


def test_version_4_lists_investigators_and_the_facility_is_no_person():
    made = dataset(
        principalInvestigators=["Bridget Murphy", "Prashant Hitaishi"],
        principalInvestigator="Bridget Murphy",
        owner="DESY",
    )
    assert [name for name, _ in people(made)] == ["Bridget Murphy", "Prashant Hitaishi"]


def test_version_4_describes_creators_as_datacite_does():
    made = document(
        metadata={
            "creators": [
                {
                    "name": "Lovelace, Ada",
                    "givenName": "Ada",
                    "familyName": "Lovelace",
                    "affiliation": [
                        {"name": "DESY", "affiliationIdentifier": "https://ror.org/01js2sh04"}
                    ],
                    "nameIdentifiers": [
                        {"nameIdentifier": "https://orcid.org/0000-0002-7774-8995"}
                    ],
                },
                {"name": "Some Consortium", "nameType": "Organizational"},
            ],
            "contributors": [{"name": "Charles Babbage", "contributorType": "Editor"}],
            "publisher": {"name": "Here"},
            "publicationYear": "2021",
            "resourceType": {"resourceTypeGeneral": "Dataset"},
            "subjects": [{"subject": "engines"}, "numbers"],
            "landingPage": "https://here.example.org/doi/10.1234/abc",
            "rightsList": [{"rights": "CC BY 4.0"}],
            "relatedIdentifiers": [
                {"relatedIdentifier": "10.5555/XY", "relationType": "IsSupplementTo"},
                {"relatedIdentifier": "10.5555/Z", "relationType": "no such"},
            ],
        },
        datasetPids=["20.500/a", "20.500/b"],
    )
    assert people(made) == [("Ada Lovelace", "creator"), ("Charles Babbage", "Editor")]
    [ada, _] = made.members
    assert (ada.person.orcid, ada.affiliations[0].ror) == (
        "0000-0002-7774-8995",
        "https://ror.org/01js2sh04",
    )
    assert (made.publisher, made.publication_year, made.type) == ("Here", 2021, "Dataset")
    assert (made.keywords, made.licence) == (("engines", "numbers"), "CC-BY-4.0")
    assert made.landing_page == "https://here.example.org/doi/10.1234/abc"
    assert made.related == (
        Related(relation="IsSupplementTo", doi="10.5555/xy"),
        Related(relation="References", doi="10.5555/z"),
    )
    assert made.dataset_pids == ("20.500/a", "20.500/b")


def test_contributors_keep_their_tasks_beside_being_creators():
    ada = {"name": "Lovelace, Ada", "givenName": "Ada", "familyName": "Lovelace"}
    made = document(
        metadata={
            "creators": [ada],
            "contributors": [
                {**ada, "contributorType": "ContactPerson"},
                {**ada, "contributorType": "Other"},
                {"name": "Ada Lovelace"},
                {"name": "Grace Hopper", "contributorType": "ContactPerson"},
                {"name": "Grace Hopper", "contributorType": "DataCurator"},
                "Charles Babbage",
            ],
        }
    )
    assert people(made) == [
        ("Ada Lovelace", "creator"),
        ("Charles Babbage", "contributor"),
        ("Ada Lovelace", "ContactPerson"),
        ("Grace Hopper", "ContactPerson"),
        ("Grace Hopper", "DataCurator"),
    ]


def test_funding_is_version_4_s():
    made = document(
        metadata={
            "fundingReferences": [
                {
                    "funderName": "European Commission",
                    "funderIdentifier": "https://doi.org/10.13039/501100000780",
                    "awardNumber": "823852",
                    "awardTitle": "PaNOSC (H2020), ask me@example.org",
                    "awardUri": "https://cordis.europa.eu/project/id/823852",
                },
                {"funderName": "EC", "awardURI": "info:eu-repo/grantAgreement/EC/H2020/823852"},
                {"funderName": "Somebody", "awardNumber": 17, "awardUri": "javascript:alert(1)"},
                {"awardNumber": "1"},
                "nonsense",
                None,
            ]
        }
    )
    assert made.funding == (
        Funding(
            funder="European Commission",
            funder_id="https://doi.org/10.13039/501100000780",
            award_number="823852",
            award_title="PaNOSC (H2020), ask [address removed]",
            url="https://cordis.europa.eu/project/id/823852",
        ),
        Funding(funder="EC", url="info:eu-repo/grantAgreement/EC/H2020/823852"),
        Funding(funder="Somebody", award_number="17"),
    )


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en_GB", "en-GB"),
        ("English", "en"),
        ("de-CH", "de-CH"),
        ("what the French speak", ""),
        (None, ""),
        (7, ""),
        (["en"], ""),
    ],
)
def test_language_is_a_tag(given, language):
    assert document(metadata={"language": given}).language == language


# Who may see it, and from when its data may be had


@pytest.mark.parametrize(
    ("fields", "public_from"),
    [
        ({"registeredTime": "2020-09-01T14:16:15.552Z"}, "2020-09-01T14:16:15.552Z"),
        ({"registeredTime": {"$date": "2020-02-07T13:46:43.000Z"}}, "2020-02-07T13:46:43Z"),
        ({"createdAt": "2020-01-03T19:38:34.203Z"}, "2020-01-03T19:38:34.203Z"),
        ({"publicationYear": 2018}, "2018"),
        ({"publicationYear": "2018"}, "2018"),
        ({}, "1970-01-01"),
        ({"status": "amended", "publicationYear": 2018}, "2018"),
        ({"status": "pending_registration", "publicationYear": 2018}, ""),
        ({"status": "private", "registeredTime": "2020-09-01T14:16:15.552Z"}, ""),
        ({"status": None}, ""),
        ({"status": None, "registeredTime": "2020-09-01"}, "2020-09-01"),
    ],
)
def test_documents_are_public_once_registered(fields, public_from):
    assert document(**fields).public_from == public_from


PLAN = {"dateOfPublishing": "2032-08-02T15:04:44.000Z"}
ACT = {"publishedOn": "2020-10-13T08:51:17.997Z"}


@pytest.mark.parametrize(
    ("published", "lifecycle", "expected"),
    [
        # The act of publishing opened the data, whatever had been planned.
        (True, {**PLAN, **ACT}, ("2020-10-13T08:51:17.997Z", "open", "")),
        (True, ACT, ("2020-10-13T08:51:17.997Z", "open", "")),
        # Published metadata whose data nobody has published yet.
        (True, PLAN, ("2019-09-04T11:11:55.917Z", "embargoed", "2032-08-02T15:04:44Z")),
        # A plan from before the metadata came out is over.
        (True, {"dateOfPublishing": "2019-01-01"}, ("2019-09-04T11:11:55.917Z", "open", "")),
        (True, {}, ("2019-09-04T11:11:55.917Z", "open", "")),
        (True, None, ("2019-09-04T11:11:55.917Z", "open", "")),
        # What isn't published is private, and a plan promises nothing.
        (False, {**PLAN, **ACT}, ("", "closed", "")),
        (None, ACT, ("", "closed", "")),
        ("false", ACT, ("", "closed", "")),
    ],
)
def test_datasets_are_public_once_published(published, lifecycle, expected):
    made = dataset(
        isPublished=published, datasetlifecycle=lifecycle, createdAt="2019-09-04T11:11:55.917Z"
    )
    assert (made.public_from, made.access, made.open_from) == expected


def test_a_facility_may_hide_metadata_during_an_embargo():
    hiding = Context(facility="Here", embargo_hides_metadata=True)
    made = dataset(hiding, datasetlifecycle=PLAN, createdAt="2019-09-04T11:11:55.917Z")
    assert made.public_from == made.open_from == "2032-08-02T15:04:44Z"


def test_version_4_may_tell_an_embargo_by_the_day_of_availability():
    metadata = {"dates": [{"dateType": "Available", "date": "2031-01-01"}]}
    made = document(registeredTime="2021-01-01", metadata=metadata)
    assert (made.access, made.open_from) == ("embargoed", "2031-01-01")


# Everything else


def test_related_works_are_found_in_free_text():
    text = "F. Leonarski, J. Nan et al. (2023), doi: https://doi.org/10.1107/S2052252523008618"
    made = document(relatedPublications=[text, "https://doi.org/10.1107/S1", "a talk", "", None])
    assert made.related == (
        Related(relation="References", doi="10.1107/s2052252523008618", text=text),
        Related(relation="References", doi="10.1107/s1"),
        Related(relation="References", text="a talk"),
    )


@pytest.mark.parametrize("name", ["downloadLink", "DownloadLink"])
def test_the_link_to_the_data_has_two_spellings(name):
    assert document(**{name: "https://x.org/d"}).download_url == "https://x.org/d"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://x", "", None, "https://a@b.c/", 5])
def test_what_is_no_address_is_no_link(link):
    assert document(downloadLink=link, url=link).download_url == ""


@pytest.mark.parametrize(
    ("given", "kept"), [(0, None), (None, None), (12, 12), ("12", 12), (4.0, 4), (2**70, None)]
)
def test_sizes_of_nothing_say_nothing(given, kept):
    assert dataset(size=given, numberOfFiles=given).size == kept
    assert dataset(size=given, numberOfFiles=given).file_count == kept
    assert document(sizeOfArchive=given).size == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("CC BY-NC 4.0", "CC-BY-NC-4.0"),
        ("HERE", "CC0-1.0"),  # the facility's name is no licence
        ("", "CC0-1.0"),
        (None, "CC0-1.0"),
        ("our own", "our own"),
    ],
)
def test_licences(given, kept):
    assert dataset(license=given).licence == kept


@pytest.mark.parametrize(
    ("given", "panet", "name"),
    [
        ({"pid": "PaNET01168", "name": "photon." * 60}, "PaNET01168", "serial femtosecond"),
        ({"pid": "https://purl.org/pan-science/PaNET/PaNET01177"}, "PaNET01177", "x-ray"),
        ({"name": "SAXS"}, "PaNET01188", "SAXS"),
        ("SAXS", "PaNET01188", "SAXS"),
        ({"pid": "x", "name": "Streaking"}, "", "Streaking"),
    ],
)
def test_techniques_find_their_place(given, panet, name):
    [made] = dataset(techniques=[given, None, 5, {}]).techniques
    assert made.panet == panet
    assert made.name.startswith(name)


def test_instruments_take_the_name_that_was_looked_up():
    [made] = dataset(
        instrumentIds=["/desy/petra3/p08"], _instruments=[{"pid": "/desy/petra3/p08", "name": "P8"}]
    ).instruments
    assert (made.name, made.pid, made.facility) == ("P8", "/desy/petra3/p08", "Here")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"creationLocation": "/PSI/SLS/TOMCAT"}, "TOMCAT"),
        ({"creationLocation": "BioMAX"}, "BioMAX"),
        ({"creationLocation": "DESY / PETRA III / P08"}, "DESY / PETRA III / P08"),
        ({"instrumentId": "/desy/petra3/p08"}, "P08"),
        ({"instrumentId": "x", "creationLocation": "V20"}, "V20"),
    ],
)
def test_an_instrument_that_was_not_found_is_called_after_its_place(fields, name):
    assert [one.name for one in dataset(**fields).instruments] == [name]


def test_samples_are_called_by_their_description():
    made = dataset(
        sampleIds=["s1", "s2"],
        sampleId="s1",
        _samples=[
            {
                "sampleId": "s1",
                "description": "Lysozyme",
                "sampleCharacteristics": {"formula": {"value": "C1"}},
            }
        ],
    ).samples
    assert [(one.pid, one.name, one.formula) for one in made] == [
        ("s1", "Lysozyme", "C1"),
        ("s2", "s2", ""),
    ]


def test_a_sample_may_stand_in_the_metadata():
    [made] = dataset(
        scientificMetadata={
            "sample": {
                "name": "Strontium chloride",
                "composition": "SrCl2",
                "identifier": "10.60578/gwyt-8hg6",
                "description": "Flow cell",
            }
        }
    ).samples
    assert (made.name, made.formula, made.igsn) == (
        "Strontium chloride",
        "SrCl2",
        "10.60578/gwyt-8hg6",
    )


def test_proposals_have_titles_where_they_were_found():
    made = dataset(
        proposalIds=["1", "2"], proposalId="1", _proposals=[{"proposalId": "2", "title": "Two"}]
    ).proposals
    assert [(one.pid, one.title) for one in made] == [("1", ""), ("2", "Two")]


def test_files_are_told_below_the_source_folder_and_the_folder_never():
    made = dataset(
        sourceFolder="/data/visitors/ada lovelace/run1",
        numberOfFiles=0,
        _files=[
            {
                "chkAlg": "sha256",
                "dataFileList": [
                    {"path": "b.h5", "size": 5, "time": "2021-01-01T00:00:00.000Z", "chk": "ab12"},
                    {"path": "/data/visitors/ada lovelace/run1/a.h5", "size": "7"},
                    {"path": ""},
                    None,
                    {"size": 3},
                ],
            },
            None,
        ],
    )
    assert [(f.path, f.size, f.checksum, f.algorithm, f.time) for f in made.files] == [
        ("a.h5", 7, "", "", ""),
        ("b.h5", 5, "ab12", "sha256", "2021-01-01T00:00:00Z"),
    ]
    assert made.file_count == 2
    assert b"lovelace" not in msgspec.json.encode(made)


def test_times_keep_their_order():
    made = dataset(creationTime="2021-01-02T00:00:00.000Z", endTime="2021-01-01T00:00:00.000Z")
    assert (made.start_date, made.end_date) == ("2021-01-02T00:00:00Z", "")
    made = dataset(
        creationTime="2021-01-05", startTime="2021-01-01T10:00:00", endTime={"$date": "2021-01-02"}
    )
    assert (made.start_date, made.end_date) == ("2021-01-01T09:00:00Z", "2021-01-02")


def test_quantities_are_in_si_and_odd_metadata_is_none():
    made = dataset(scientificMetadata={"energy": {"value": "12.4", "unit": "keV"}, "n": {"v": 3}})
    assert [(p.name, p.dimension) for p in made.parameters] == [
        ("energy", "energy"),
        ("n", "number"),
    ]
    assert dataset(scientificMetadata="text").parameters == ()
    assert dataset(scientificMetadata=None).parameters == ()


def test_a_million_parameters_are_refused():
    with pytest.raises(Rejected, match="parameters"):
        dataset(scientificMetadata={f"p{n}": n for n in range(1_000_000)})


def test_metadata_nested_too_deeply_is_refused():
    tree: Any = 1
    for _ in range(200):
        tree = {"a": tree}
    with pytest.raises(Rejected, match="nested"):
        dataset(scientificMetadata=tree)


def test_integers_beyond_64_bits_do_no_harm():
    made = dataset(scientificMetadata={"n": 2**70}, size=2**64, runNumber=2**65)
    assert made.size is None
    msgspec.json.encode(made)
