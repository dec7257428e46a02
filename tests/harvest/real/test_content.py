"""What was stored of the real records says what their JSON says."""

import re
from datetime import datetime

import pytest

from portal.catalogue.models import FileList, Record, RecordVersion
from portal.normalise import dates
from tests.harvest.real import recorded

pytestmark = pytest.mark.django_db

SCICAT_FILES = ("ess-2", "maxiv-2", "desy-1", "desy-other")


def squeezed(text: object) -> str:
    """Without what cleaning may change: blanks, control characters, ends."""
    return re.sub(r"[\W_]+", "", re.sub(r"<[^>]*>", "", str(text or "")))


def same_moment(made: str, given: str) -> bool:
    return dates.bounds(made) == (int(datetime.fromisoformat(given).timestamp()),) * 2


def stored(kind: str) -> dict:
    field = "doi" if kind == "document" else "pid"
    return {getattr(row, field): row for row in Record.objects.public().filter(kind=kind)}


@pytest.mark.parametrize("name", SCICAT_FILES)
def test_each_scicat_record_is_there_with_what_it_says(replayed, files, name):
    documents, datasets, refused = recorded.scicat(files[name])
    replayed.source("scicat", files[name]).harvest()
    found = stored("document")
    assert set(found) == {doi.lower() for doi in documents}
    for doi, raw in documents.items():
        made = found[doi.lower()].metadata
        assert squeezed(made.title) == squeezed(raw["title"])
        assert list(made.dataset_pids) == list(dict.fromkeys(raw["pidArray"]))
        assert made.publication_year == raw["publicationYear"]
    found = stored("dataset")
    assert set(found) == set(datasets)
    assert not refused & set(found)
    for pid, raw in datasets.items():
        made = found[pid].metadata
        assert squeezed(made.title) == squeezed(raw["datasetName"])
        assert made.type == raw["type"]
        assert same_moment(made.start_date, raw.get("startTime") or raw["creationTime"])
        if raw["scientificMetadata"]:
            assert made.parameters


@pytest.mark.parametrize("name", ["ess-panosc", "ceric", "eli-2"])
def test_each_panosc_record_is_there_with_what_it_says(replayed, files, name):
    models = recorded.panosc(files[name])
    replayed.source("panosc", files[name]).harvest()
    for kind, model in (("document", "Document"), ("dataset", "Dataset")):
        rows = {row.pid: row for row in Record.objects.public().filter(kind=kind)}
        assert set(rows) == {raw["pid"] for raw in models[model].values()}
        for raw in models[model].values():
            assert squeezed(rows[raw["pid"]].metadata.title) == squeezed(raw["title"])
    parameters = sum(len(row.metadata.parameters) for row in Record.objects.all())
    assert parameters == len(
        [
            raw
            for raw in models["Parameter"].values()
            if raw.get("datasetId") in models["Dataset"]
            or raw.get("documentId") in models["Document"]
        ]
    )
    files_of = [raw["datasetId"] for raw in models.get("File", {}).values()]
    listed = {row.record.pid: row.count for row in FileList.objects.select_related("record")}
    assert listed == {pid: files_of.count(pid) for pid in files_of if pid in models["Dataset"]}


def test_eli_s_second_load_changed_techniques_and_nothing_else(replayed, files):
    source = replayed.source("panosc", files["eli-1"])
    source.harvest()
    source.harvest(files["eli-2"])
    before = {version.record_id: version.metadata for version in RecordVersion.objects.all()}
    assert len(before) == 232
    for row in Record.objects.filter(pk__in=before):
        old, new = before[row.pk], row.metadata
        changed = {
            name for name in new.__struct_fields__ if getattr(new, name) != getattr(old, name)
        }
        assert changed == {"techniques"}
        assert {one.panet for one in new.techniques} >= {one.panet for one in old.techniques} - {""}


# what may be in nobody's public record
SHORT = 8  # characters; what is shorter stands in longer words by chance
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.I)


def private_names(value: object, field: str = "") -> set[str]:
    """What stands in the fields of a raw record that are nobody's business."""
    private = {"sourceFolder", "sourceFolderHost", "ownerGroup", "createdBy", "updatedBy"}
    if isinstance(value, dict):
        parts = (private_names(inner, name) for name, inner in value.items())
        return set().union(*parts)
    if isinstance(value, list):
        return set().union(*(private_names(inner, field) for inner in value))
    telling = isinstance(value, str) and value.strip() and value != "anonymous"
    return {value} if field in private and telling else set()


@pytest.mark.parametrize("name", [*SCICAT_FILES, "seven", "ess-panosc", "ceric", "eli-2"])
def test_nothing_private_is_in_any_stored_body(replayed, files, name):
    kind = "panosc" if name in ("ess-panosc", "ceric", "eli-2") else "scicat"
    replayed.source(kind, files[name]).harvest()
    bodies = [row.body for row in Record.objects.all()]
    bodies += [str(row.files) for row in FileList.objects.all()]
    assert bodies
    for body in bodies:
        assert not E_MAIL.search(body)


@pytest.mark.parametrize("name", SCICAT_FILES)
def test_login_names_groups_and_source_folders_are_left_out(replayed, files, name):
    documents, datasets, _ = recorded.scicat(files[name])
    replayed.source("scicat", files[name]).harvest()
    secrets = private_names([*documents.values(), *datasets.values()])
    assert secrets
    everything = "\n".join(row.body for row in Record.objects.all())
    assert [one for one in secrets if len(one) > SHORT and one in everything] == []
    assert secrets & whole_values() == set()


def whole_values() -> set[str]:
    """The names of people and the values of parameters that are shown, whole."""
    shown = set()
    for row in Record.objects.all():
        shown |= {one.person.full_name for one in row.metadata.members}
        for one in row.metadata.parameters:
            shown |= {value for value in one.values if isinstance(value, str)}
    return shown
