"""The files that replay serves."""

import json
from datetime import date
from pathlib import Path

from harvest.samples import CATALOGUES, payloads, write


def test_it_writes_what_replay_reads(tmp_path: Path, reference: date) -> None:
    written = write(tmp_path, datasets=20, reference=reference)
    assert written.keys() == {one.slug for one in CATALOGUES}
    for catalogue in CATALOGUES:
        path = written[catalogue.slug]
        made = payloads(catalogue, datasets=20, reference=reference)
        if catalogue.kind == "panosc":
            assert json.loads(path.read_bytes()) == made
        else:
            assert {file.stem: json.loads(file.read_bytes()) for file in path.iterdir()} == made


def test_it_writes_the_same_bytes_again(tmp_path: Path, reference: date) -> None:
    for folder in ("one", "two"):
        write(tmp_path / folder, datasets=20, reference=reference)
    first = tmp_path / "one"
    files = sorted(path.relative_to(first) for path in first.rglob("*.json"))
    assert len(files) == 2 * 6 + 2
    for file in files:
        assert (first / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
