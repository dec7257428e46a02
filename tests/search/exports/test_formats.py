"""Each format read back by a parser of others."""

import csv
import io
import json
from typing import Any

import bibtexparser
import pytest
import rispy
from django.test import Client

from tests.search.exports.conftest import NASTY, fetched

pytestmark = pytest.mark.usefixtures("filled")
HIDDEN = "[address removed]"


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    text = fetched(client, f"/search.csv?{query}").decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def lines(client: Client, query: str = "") -> list[dict[str, Any]]:
    return [json.loads(one) for one in fetched(client, f"/search.jsonl?{query}").splitlines()]


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "bib", "ris", "parquet"])
def test_no_mail_address_in_any(client: Client, suffix: str) -> None:
    content = fetched(client, f"/search.{suffix}")
    assert b"jo@example.org" not in content
    assert b"secret" not in content


def test_csv_has_the_usual_columns(client: Client) -> None:
    rows = {row["title"]: row for row in table(client)}
    assert len(rows) == 3
    row = rows["Open beam through the wavelength frame multiplication choppers"]
    assert row["facility"] == "ESS"
    assert row["instruments"] == "V20"
    assert row["date"] == "2019-08-02T17:04:44Z"
    assert row["year"] == "2019"
    assert row["size"] == "55475106"
    assert row["url"].startswith("http://127.0.0.1:8000/records/")


def test_csv_runs_no_formula(client: Client) -> None:
    (row,) = table(client, "facility=maxiv")
    assert row["title"] == "'" + NASTY.replace("jo@example.org", HIDDEN)
    assert row["samples"].startswith("'@SUM(A1); ")
    assert row["instruments"] == "'-BioMAX"
    assert row["people"].startswith("Smith")
    for cell in row.values():
        assert not cell.startswith(("=", "+", "-", "@"))


def test_csv_has_the_chosen_columns_in_their_units(client: Client) -> None:
    query = "sort=oldest&columns=title,year,sample_temperature[°C]&columns=wavelength[nm],note"
    rows = table(client, query + "&kind=dataset")
    wavelength, temperature = "incident_wavelength[nm]", "sample_temperature[°C]"
    assert list(rows[0]) == ["title", "year", temperature, wavelength, "note"]
    assert [row[temperature] for row in rows] == ["20", "'-20; 20"]
    assert [row[wavelength] for row in rows] == ["0.45", ""]
    assert rows[1]["note"] == f"by {HIDDEN}"


def test_json_lines_have_plain_values(client: Client) -> None:
    rows = lines(client, "columns=title,year,people,sample_temperature,open_from&facility=maxiv")
    assert rows == [
        {
            "title": NASTY.replace("jo@example.org", HIDDEN),
            "year": 2021,
            "people": ["Smith and Sons, Ltd, {Lund}", "Åsa Öberg", f"+46 {HIDDEN}"],
            "sample_temperature[K]": [253.15, 293.15],
            "open_from": "",
        }
    ]


def test_json_lines_have_everything_without_a_choice(client: Client) -> None:
    (row,) = lines(client, "facility=maxiv")
    assert row["summary"].startswith("First line\nER  -")
    assert row["keywords"] == ["a, b", "中性子"]
    assert row["parameters"][0] == {
        "name": "sample_temperature",
        "values": [-20, 20],
        "unit": "°C",
        "si": [253.15, 293.15],
        "dimension": "temperature",
    }


def test_bibtex_can_be_read(client: Client) -> None:
    library = bibtexparser.parse_string(fetched(client, "/search.bib").decode())
    assert not library.failed_blocks
    assert len(library.entries) == 3
    found = {entry.key.partition("-")[0]: entry for entry in library.entries if "doi" in entry}
    assert found["ess"]["doi"] == "10.17199/03dd9804"
    assert found["ess"]["author"] == "Oliver Lohmann and Ana Gonzalez"
    assert found["ess"]["title"] == "{Wavelength frame multiplication at V20}"
    assert found["ess"]["url"] == "https://doi.org/10.17199/03dd9804"


def test_bibtex_escapes_what_latex_reads(client: Client) -> None:
    text = fetched(client, "/search.bib?facility=maxiv").decode()
    (entry,) = bibtexparser.parse_string(text).entries
    assert r"50\% \textbraceleft{}of\textbraceright{} \textbackslash{}textit" in entry["title"]
    assert r"\& \_all\_ \#1 \textasciitilde{} \textasciicircum{} \$x\$" in entry["title"]
    assert entry["author"].startswith("{Smith and Sons, Ltd, \\textbraceleft{}Lund")
    assert entry["url"] == "https://example.org/a%7Bb%7Dc?d=%20_e"
    assert entry["month"] == "may"
    assert entry["abstract"].startswith("First line ER - TY - BOOK")


def test_ris_can_be_read(client: Client) -> None:
    references = rispy.loads(fetched(client, "/search.ris?sort=oldest").decode())
    assert [one["type_of_reference"] for one in references] == ["DATA"] * 3
    by_doi = {one.get("doi", ""): one for one in references}
    paper = by_doi["10.17199/03dd9804"]
    assert paper["authors"] == ["Oliver Lohmann", "Ana Gonzalez"]
    assert paper["year"] == "2019"
    assert paper["urls"] == ["https://doi.org/10.17199/03dd9804"]


def test_ris_takes_no_tags_from_texts(client: Client) -> None:
    (one,) = rispy.loads(fetched(client, "/search.ris?facility=maxiv").decode())
    assert one["abstract"].startswith("First line ER - TY - BOOK")
    assert one["keywords"] == ["a, b", "中性子"]


def test_parquet_can_be_read(client: Client) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    import pyarrow

    query = "columns=title,year,people,wavelength[Å],size&sort=oldest&kind=dataset"
    content = fetched(client, f"/search.parquet?{query}")
    read = parquet.read_table(pyarrow.BufferReader(content)).to_pylist()
    assert read[0]["incident_wavelength[Å]"] == [4.5]
    assert read[0]["people"] == ["Oliver Lohmann"]
    assert read[0]["year"] == 2019
    assert read[1]["incident_wavelength[Å]"] is None
    assert len(read) == 2
