"""The table is what the published ontology says."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal import techniques
from portal.techniques import table
from portal.techniques.tree import FILE

DERIVED = "panet_1.3.0_hierarchy.derived.json"
PROBE, CHARACTERISTIC = "PaNET00002", "PaNET00006"


def test_the_shipped_table_is_the_one_the_command_makes(data: Path, tmp_path: Path) -> None:
    output = tmp_path / "panet.json"
    source = str(data / "panet" / DERIVED)
    call_command(
        "techniques", "rebuild", source, "--panet-version", "1.3.0", "--output", str(output)
    )
    assert output.read_bytes() == FILE.read_bytes()


def test_ancestors_are_those_of_the_ontology(data: Path) -> None:
    rows = json.loads((data / "panet" / DERIVED).read_text(encoding="utf-8"))
    checked = 0
    for row in rows:
        technique = techniques.get(row["iri"].rsplit("/", 1)[1])
        if technique is not None:
            named = {up.rsplit("/", 1)[1] for up in row["ancestors"] if "/PaNET/" in up}
            assert set(technique.ancestors) == named
            assert technique.label == " ".join(row["label"].split())
            checked += 1
    assert checked == 377


def test_the_template_gives_the_same_tree(data: Path, tmp_path: Path) -> None:
    """PaNET.csv is a later state: it adds three techniques and moves a few.

    All else, drawn from its definitions, agrees with the release: 359 of 376 techniques
    have the same ancestors, counting "by probe" and the new "by characteristic" as one.
    """
    output = tmp_path / "panet.json"
    call_command(
        "techniques", "rebuild", str(data / "panet" / "PaNET.csv"), "--output", str(output)
    )
    rows = json.loads(output.read_text(encoding="utf-8"))["techniques"]
    known = {one.id for one in techniques.techniques()}
    assert {row["id"] for row in rows} - known == {"PaNET00006", "PaNET00107", "PaNET01334"}
    assert known <= {row["id"] for row in rows}
    text = (data / "panet" / "PaNET.csv").read_text(encoding="utf-8-sig")
    classes = table._from_csv(text)
    differing = {
        key
        for key in known
        if classes[key].ancestors - {PROBE, CHARACTERISTIC}
        != set(techniques.ancestors(key)) - {PROBE, CHARACTERISTIC}
    }
    assert len(differing) == 17
    assert sum(key in differing for key in techniques.descendants("PaNET01188")) <= 2


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.json", "not json", "not a list of PaNET classes"),
        ("x.json", "[]", "holds no class"),
        ("x.json", "[1, 2]", "not a list of PaNET classes"),
        ("x.json", '[{"iri": "x"}]', "not a list of PaNET classes"),
        ("x.json", "[" * 100_000, "not a list of PaNET classes"),
        ("x.csv", "a,b,c", "no row of ROBOT templates"),
        ("x.csv", ",,,,,,,SC %", "holds no class"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=message):
        call_command("techniques", "rebuild", str(path), "--output", str(tmp_path / "out.json"))
    assert not (tmp_path / "out.json").exists()


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("techniques", "rebuild", str(tmp_path / "none.csv"))


def test_definitions_lead_to_conclusions() -> None:
    """Whatever meets the whole definition of a technique is a kind of it."""
    header = "id,ID,Label,A1,A2,D,S,TYPE,SC %,SC %,EC %,EC %"
    base = "http://purl.org/pan-science/PaNET/"
    rows = [
        f"1,{base}PaNET00001,root,,,,,owl:Class,,,,",
        f"2,{base}PaNET00002,by probe,,,,,owl:Class,,,('p' some 'probe'),",
        f"3,{base}PaNET00003,x-ray,,,,,owl:Class,,,('p' some 'x'),",
        f"4,{base}PaNET00004,imaging,,,,,owl:Class,root,,,",
        f"5,{base}PaNET00005,x-ray imaging,,,,,owl:Class,,,x-ray,imaging",
        f"6,{base}PaNET00006,lung imaging,,,,,owl:Class,imaging,PaNET:PaNET00003,,",
        f"7,{base}PaNET2000001,probe,,,,,owl:Class,,,,",
        f"8,{base}PaNET2000002,x,,,,,owl:Class,probe,,,",
    ]
    classes = table._from_csv("\n".join([header, *rows]))
    assert classes["PaNET00003"].ancestors == {"PaNET00001", "PaNET00002"}
    assert "PaNET00005" in classes["PaNET00006"].ancestors
    assert "PaNET00006" not in classes["PaNET00005"].ancestors
    assert table.nearest(classes["PaNET00006"], classes) == ["PaNET00005"]
