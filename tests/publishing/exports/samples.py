"""Records that have, between them, everything that exports tell of."""

from portal.catalogue.records import (
    Dataset,
    Document,
    File,
    Instrument,
    Member,
    Parameter,
    Person,
    Related,
)
from publishing.exports.view import Part, View
from tests.factories import dataset, document, member, parameter
from tests.publishing.exports.making import TOMORROW
from tests.publishing.exports.test_written import RECORD
from tests.publishing.exports.viewing import viewed

FOLDER = "https://data.example.org/0a26/"
FILES = (
    File(path="raw/run 1.nxs", size=55_000_000, checksum="a" * 64, algorithm="SHA256"),
    File(path="raw/run_2.tif", size=475_106, checksum="b" * 32, algorithm="md5"),
    File(path="notes.txt"),
)
PART = Part(
    title="The scans & more",
    address="https://doi.org/10.17199/part",
    page="http://127.0.0.1:8000/records/8",
    summary="What was scanned.",
    access="open",
    size=12,
)
BARE_PART = Part(
    title="Another",
    address="http://127.0.0.1:8000/records/9",
    page="http://127.0.0.1:8000/records/9",
    summary="",
    access="restricted",
    size=None,
)
RICH = dataset(
    download_url=FOLDER,
    files=FILES,
    funding=RECORD.funding,
    language="en",
    version="2",
    related=(
        Related(relation="IsSupplementTo", doi="10.1107/s1600577513026192"),
        Related(relation="IsPartOf", url="https://example.org/collection"),
        Related(relation="HasPart", doi="10.17199/elsewhere"),
        Related(relation="IsNewVersionOf", doi="10.17199/v1"),
        Related(relation="References", text="A talk & its slides"),
    ),
    instruments=(Instrument(name="V20", pid="20.500.12269/v20"), Instrument(name="Chopper")),
    parameters=(
        parameter("wavelength", 4.5, "Å", 4.5e-10, "length"),
        Parameter(name="note", values=("by jo@example.org",)),
        Parameter(name="shutter", values=(True,)),
        Parameter(name="turns", values=(3, 1, 2), si=(3.0, 1.0, 2.0), dimension="number"),
    ),
)


def samples() -> dict[str, View]:
    """By what is special about them; each has an identifier of its own."""
    found: dict[str, Dataset | Document] = {
        "everything": RICH,
        "as catalogues tell": dataset(),
        "a document": document(doi="10.17199/document"),
        "of the sandbox": document(doi="10.5072/abc", landing_page=""),
        "written to the letter": RECORD,
        "under embargo": dataset(download_url=FOLDER, access="embargoed", open_from=TOMORROW),
        "restricted": dataset(download_url=FOLDER, access="restricted", licence="ESS"),
        "closed": document(doi="10.17199/closed", access="closed", licence=""),
        "nobody, no year": document(
            doi="", pid="", members=(), publication_year=None, release_date="", publisher=""
        ),
        "empty": Document(title=""),
        "an organisation": document(
            doi="10.17199/house",
            members=(
                Member(
                    person=Person(full_name="Team, Inc. and Co", organisation=True), role="creator"
                ),
                member("Ana Gonzalez"),
            ),
        ),
        "signs": dataset(
            title='A & B < C > D "E" \\ \x07\ud800\ufffe </script>', pid='20.500.12269/<a>"{b}'
        ),
        "right to left": dataset(members=(member("علي محمد"), member("\u202eevil"))),
        "impossible dates": dataset(start_date="2020-02-31", end_date="2021-13", release_date="x"),
    }
    made = {
        name: viewed(one, id=number, doi=one.doi)
        for number, (name, one) in enumerate(found.items(), start=10)
    }
    made["with parts"] = viewed(document(doi="10.17199/whole"), id=40, parts=(PART, BARE_PART))
    made["everything and parts"] = viewed(
        RICH, id=42, parts=(PART, BARE_PART), belongs_to=(PART,), doi="10.17199/all"
    )
    made["belonging to one"] = viewed(dataset(), id=41, belongs_to=(PART, BARE_PART))
    return made
