"""Writes experiments as a PaNOSC Search API provider keeps them: a LoopBack db.json."""

import json
from typing import Any

from .catalogue import SampleCatalogue
from .model import Dataset, Experiment, Person
from .parameters import entries
from .scicat import instrument_id
from .vocabulary.names import WORKPLACES, Workplace

Json = dict[str, Any]
_MODELS = (
    "Affiliation",
    "Dataset",
    "DatasetSample",
    "DatasetTechnique",
    "Document",
    "File",
    "Instrument",
    "Member",
    "Parameter",
    "Person",
    "Sample",
    "Technique",
)
_EMPTY = ("AccessToken", "ACL", "Role", "RoleMapping", "User")


class Tables:
    """Rows by model, numbered where they have no identifier of their own."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Json]] = {name: {} for name in _MODELS}

    def put(self, model: str, key: str, row: Json) -> None:
        self.rows[model][key] = row

    def number(self, model: str, row: Json) -> None:
        number = len(self.rows[model]) + 1
        self.rows[model][str(number)] = {"id": number, **row}

    def database(self) -> Json:
        """As LoopBack's memory connector writes it: each row is a JSON text of its own."""
        models = {
            name: {key: json.dumps(row, ensure_ascii=False) for key, row in rows.items()}
            for name, rows in self.rows.items()
        }
        models |= {name: {} for name in _EMPTY}
        return {
            "ids": {name: len(rows) + 1 for name, rows in sorted(models.items())},
            "models": dict(sorted(models.items())),
        }


def tables(catalogue: SampleCatalogue, experiments: tuple[Experiment, ...]) -> Tables:
    made = Tables()
    _add_facility(made, catalogue)
    for experiment in experiments:
        _add_document(made, catalogue, experiment)
        for one in experiment.datasets:
            _add_dataset(made, catalogue, experiment, one)
    return made


def _add_facility(made: Tables, catalogue: SampleCatalogue) -> None:
    for one in catalogue.instruments:
        pid = instrument_id(catalogue, one.name)
        row = {"pid": pid, "name": one.name, "facility": catalogue.facility.short_name}
        made.put("Instrument", pid, row)
    for number, workplace in enumerate(WORKPLACES, start=1):
        made.put("Affiliation", str(number), _affiliation(number, workplace))


def _affiliation(number: int, workplace: Workplace) -> Json:
    return {
        "id": number,
        "name": workplace.name,
        "city": workplace.city,
        "country": workplace.country,
    }


def _add_document(made: Tables, catalogue: SampleCatalogue, experiment: Experiment) -> None:
    pid = catalogue.document_pid(experiment)
    row: Json = {
        "pid": pid,
        "isPublic": not experiment.private,
        "type": "publication" if experiment.published else "proposal",
        "title": experiment.title,
        "summary": experiment.abstract,
        "startDate": experiment.start.isoformat(),
        "endDate": experiment.end.isoformat(),
        "releaseDate": experiment.release.strftime("%Y-%m-%d"),
        "license": experiment.licence,
        "keywords": list(experiment.keywords),
    }
    if experiment.doi:
        row["doi"] = experiment.doi
    made.put("Document", pid, row)
    for position, person in enumerate(experiment.team):
        _add_member(made, catalogue, pid, person, position)


def _add_member(
    made: Tables, catalogue: SampleCatalogue, document: str, person: Person, position: int
) -> None:
    identifier = f"{catalogue.slug}-{person.login}"
    row: Json = {
        "id": identifier,
        "fullName": person.full,
        "firstName": person.given,
        "lastName": person.family,
    }
    if person.orcid:
        row["orcid"] = person.orcid if catalogue.slug != "saltera" else f"orcid.org/{person.orcid}"
    made.put("Person", identifier, row)
    made.number(
        "Member",
        {
            "role": "principal investigator" if position == 0 else "member",
            "documentId": document,
            "personId": identifier,
            "affiliationId": WORKPLACES.index(person.workplace) + 1,
        },
    )


def _add_dataset(
    made: Tables, catalogue: SampleCatalogue, experiment: Experiment, one: Dataset
) -> None:
    row = {
        "pid": one.pid,
        "title": one.title,
        "isPublic": not experiment.private,
        "creationDate": one.start.isoformat().replace("+00:00", "Z"),
        "size": one.size,
        "documentId": catalogue.document_pid(experiment),
        "instrumentId": instrument_id(catalogue, experiment.instrument),
    }
    made.put("Dataset", one.pid, row)
    _add_sample(made, one)
    _add_technique(made, catalogue, one)
    for entry in entries(catalogue, experiment.instrument, one):
        value = ", ".join(map(str, entry.value)) if isinstance(entry.value, list) else entry.value
        parameter = {"name": entry.name, "value": value, "unit": entry.unit}
        made.number("Parameter", {**parameter, "datasetId": one.pid})
    for file in one.files:
        folder, _, name = file.path.rpartition("/")
        if catalogue.slug == "glenarva":  # which tells where its disks are mounted
            folder = f"{one.folder}/{folder}".rstrip("/")
        row = {"name": name, "path": folder, "size": file.size, "datasetId": one.pid}
        made.number("File", row)


def _add_sample(made: Tables, one: Dataset) -> None:
    sample = one.sample
    row = {"pid": sample.pid, "name": sample.name, "description": sample.description}
    made.put("Sample", sample.pid, row)
    made.number("DatasetSample", {"datasetId": one.pid, "sampleId": sample.pid})


def _add_technique(made: Tables, catalogue: SampleCatalogue, one: Dataset) -> None:
    """One provider knows PaNET; the other keeps names of its own, some of them acronyms."""
    technique = one.technique
    if catalogue.slug == "glenarva":
        pid = f"http://purl.org/pan-science/PaNET/{technique.panet}"
        row = {"pid": pid, "name": technique.label, "panetId": pid}
    else:
        pid = f"{catalogue.pid_prefix}/technique-{technique.key}"
        row = {"pid": pid, "name": technique.label}
    made.put("Technique", pid, row)
    made.number("DatasetTechnique", {"datasetId": one.pid, "techniqueId": pid})
