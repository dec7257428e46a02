"""BibTeX, RIS and CSL-JSON, read back by programs of others."""

import json
import warnings
from typing import Any

import bibtexparser
import pytest
import rispy
from hypothesis import HealthCheck, given, settings

from portal.catalogue.records import Document
from portal.references.work import line
from publishing.exports import references
from publishing.exports.view import View
from tests.factories import document, member
from tests.publishing.exports import hostile
from tests.publishing.exports.test_written import RECORD
from tests.publishing.exports.viewing import viewed

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from citeproc.source.json import CiteProcJSON

# What stands for a sign in BibTeX, to be read back.
COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}


def bibtex(view: View) -> dict[str, str]:
    library = bibtexparser.parse_string(references.write_bibtex(view).decode())
    assert not library.failed_blocks
    (entry,) = library.entries
    return {"": entry.key, **{name: field.value for name, field in entry.fields_dict.items()}}


def ris(view: View) -> dict[str, Any]:
    (entry,) = rispy.loads(references.write_ris(view).decode())
    return entry


def csl(view: View) -> dict[str, Any]:
    """Read by a citation processor, which complains of what it doesn't know."""
    read = json.loads(references.write_csl(view))
    CiteProcJSON(read)
    (entry,) = read
    return entry


def plain(text: str) -> str:
    for command, sign in COMMANDS.items():
        text = text.replace(command, sign)
    for sign in "&%$#_":
        text = text.replace(f"\\{sign}", sign)
    return text


def test_bibtex() -> None:
    entry = bibtex(viewed(RECORD))
    assert entry[""] == "ess-7"
    assert entry["title"] == "{Open beam}"
    assert entry["author"] == "Lovelace, Ada"
    assert entry["year"] == "2019"
    assert entry["doi"] == "10.5281/zenodo.1"
    assert entry["url"] == "https://doi.org/10.5281/zenodo.1"
    assert entry["abstract"] == r"A \& B."


def test_ris() -> None:
    entry = ris(viewed(RECORD))
    assert entry["type_of_reference"] == "DATA"
    assert entry["title"] == "Open beam"
    assert entry["authors"] == ["Lovelace, Ada"]
    assert entry["doi"] == "10.5281/zenodo.1"


def test_csl() -> None:
    entry = csl(viewed(RECORD))
    assert entry["type"] == "dataset"
    assert entry["author"] == [{"family": "Lovelace", "given": "Ada"}]
    assert entry["issued"] == {"date-parts": [[2019]]}
    assert entry["DOI"] == "10.5281/zenodo.1"
    assert entry["language"] == "en"
    dated = csl(viewed(document()))
    assert dated["issued"] == {"date-parts": [[2019, 9, 1]]}
    assert dated["author"][0] == {"literal": "Oliver Lohmann"}


def test_without_a_doi_they_lead_to_the_page_that_stands_for_it() -> None:
    bare = document(doi="", pid="1", landing_page="https://ess.example.org/1")
    for entry, name in ((bibtex(viewed(bare)), "url"), (csl(viewed(bare)), "URL")):
        assert entry[name] == "https://ess.example.org/1"


def test_a_sandbox_doi_is_never_one_for_the_resolver() -> None:
    made = viewed(document(doi="10.5072/abc", landing_page=""))
    for write in (references.write_bibtex, references.write_ris, references.write_csl):
        written = write(made).decode()
        assert "doi.org" not in written
        assert "http://127.0.0.1:8000/doi/10.5072/abc" in written
    assert {"doi", "DOI"}.isdisjoint({*bibtex(made), *ris(made), *csl(made)})


def test_nobody_named_is_the_facility_as_one_name() -> None:
    """BibTeX would make a family name of the last word."""
    made = viewed(document(members=()))
    assert bibtex(made)["author"] == "{European Spallation Source ERIC}"
    assert csl(made)["author"] == [{"literal": "European Spallation Source ERIC"}]
    assert ris(made)["authors"] == ["European Spallation Source ERIC"]


@pytest.mark.parametrize(
    "record",
    [
        document(members=tuple(member(f"Person {n}") for n in range(3000))),
        document(title="A & B < C > D {x} \\ \x07\ud800\ufffe", publication_year=None),
        document(members=(member("علي محمد"), member("\u202eevil"))),
        Document(title=""),
    ],
    ids=["3,000 creators", "signs", "right to left", "empty"],
)
def test_hostile_records(record) -> None:
    made = viewed(record, doi="", pid="")
    assert bibtex(made)["title"]
    assert ris(made)["title"]
    assert len(csl(made)["author"]) == len(made.resource.creators)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(record=hostile.records, facility=hostile.facilities)
def test_anything_comes_back(record, facility) -> None:
    made = viewed(record, facility, open_from=None)
    title = line(made.resource.titles[0])
    entry = bibtex(made)
    assert plain(entry["title"].removeprefix("{").removesuffix("}")) == title
    assert ris(made)["title"] == title
    assert ris(made).get("authors", []) == list(references.work(made).authors)
    assert csl(made)["title"] == title
