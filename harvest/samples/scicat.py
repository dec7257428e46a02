"""Writes experiments as a SciCat of version 3 keeps them, in the form of a Mongo export."""

from datetime import datetime, timedelta

from .catalogue import SampleCatalogue
from .chance import chance
from .files import DATA_FORMATS
from .model import Dataset, Experiment
from .mongo import Collections, Json, file_entry, moment, stamps
from .parameters import entries
from .scientific import flat

_TECHNIQUE_IRI = "http://purl.org/pan-science/PaNET/"


def collections(
    catalogue: SampleCatalogue, experiments: tuple[Experiment, ...], reference: datetime
) -> Collections:
    """PublishedData, Dataset, OrigDatablock, Instrument, Proposal, Sample."""
    made: Collections = {
        "PublishedData": [published(catalogue, one) for one in experiments if one.published],
        "Dataset": [],
        "OrigDatablock": [],
        "Instrument": [instrument(catalogue, one.name) for one in catalogue.instruments],
        "Proposal": [proposal(catalogue, one) for one in experiments],
        "Sample": samples(experiments),
    }
    for experiment in experiments:
        for one in experiment.datasets:
            made["Dataset"].append(dataset(catalogue, experiment, one, reference))
            made["OrigDatablock"].append(datablock(experiment, one))
    return made


def published(catalogue: SampleCatalogue, experiment: Experiment) -> Json:
    random = chance(experiment.doi, "published")
    creators = [person.full for person in experiment.team]
    if random.random() < 0.04:
        creators.append(experiment.team[-1].login)
    if random.random() < 0.04:
        creators.append("et al.")
    return {
        "_id": experiment.doi,
        "doi": experiment.doi,
        "creator": creators,
        "authors": creators if random.random() < 0.5 else [],
        "affiliation": experiment.team[0].workplace.name,
        "publisher": catalogue.facility.short_name,
        "publicationYear": experiment.updated.year,
        "title": experiment.title,
        "url": "",
        "abstract": experiment.abstract,
        "dataDescription": f"{len(experiment.datasets)} datasets of {experiment.instrument}",
        "resourceType": random.choice(("raw", "raw", "dataset", "derived")),
        "numberOfFiles": random.choice((None, _files(experiment))),
        "sizeOfArchive": sum(one.size for one in experiment.datasets),
        "pidArray": [one.pid for one in experiment.datasets],
        "registeredTime": moment(experiment.updated),
        "status": status(experiment),
        "relatedPublications": list(experiment.related),
        "downloadLink": f"{catalogue.facility.website}/data/{experiment.proposal}",
        "scicatUser": experiment.team[0].login,
        "thumbnail": "",
        **stamps(experiment.end, experiment.updated),
    }


def status(experiment: Experiment) -> str:
    if experiment.private:
        return "pending_registration"
    return "amended" if experiment.amended else "registered"


def _files(experiment: Experiment) -> int:
    return sum(len(one.files) for one in experiment.datasets)


def dataset(
    catalogue: SampleCatalogue, experiment: Experiment, one: Dataset, reference: datetime
) -> Json:
    leader = experiment.team[0]
    random = chance(one.pid, "record")
    stored_si = sum(map(ord, experiment.instrument)) % 2 == 0
    return {
        "_id": one.pid,
        **ownership(experiment),
        "owner": leader.full,
        "ownerEmail": leader.email,
        "orcidOfOwner": f"https://orcid.org/{leader.orcid}" if leader.orcid else "default",
        "contactEmail": leader.email,
        "principalInvestigator": leader.email if random.random() < 0.1 else leader.full,
        **acquisition(one),
        "creationLocation": f"/{catalogue.facility.short_name}/{experiment.instrument}",
        "proposalId": experiment.proposal,
        "sampleId": one.sample.pid,
        "instrumentId": instrument_id(catalogue, experiment.instrument),
        "license": experiment.licence,
        "version": "3.1.0",
        "isPublished": not experiment.private,
        "datasetlifecycle": lifecycle(experiment, reference),
        "techniques": [{"pid": _technique_pid(one), "name": one.technique.label}],
        "scientificMetadata": flat(entries(catalogue, experiment.instrument, one), stored_si),
        "history": _history(one),
        **stamps(one.created, one.updated),
    }


def _technique_pid(one: Dataset) -> str:
    """The IRI for most, the bare identifier for some old records."""
    return one.technique.panet if one.run_number % 4 == 0 else _TECHNIQUE_IRI + one.technique.panet


def ownership(experiment: Experiment) -> Json:
    return {"ownerGroup": f"p{experiment.proposal}", "accessGroups": [f"p{experiment.proposal}"]}


def acquisition(one: Dataset) -> Json:
    """What both versions say of how the data were taken."""
    return {
        "sourceFolder": one.folder,
        "size": one.size,
        "packedSize": 0,
        "numberOfFiles": len(one.files),
        "numberOfFilesArchived": 0,
        "creationTime": moment(one.start),
        "startTime": moment(one.start),
        "endTime": moment(one.end),
        "type": one.type,
        "keywords": list(one.keywords),
        "description": one.description,
        "datasetName": one.title,
        "dataFormat": DATA_FORMATS[one.technique.files],
        "classification": "IN=medium,AV=low,CO=low",
        "runNumber": str(one.run_number),
        "inputDatasets": list(one.inputs),
        "usedSoftware": ["https://reduction.example.org/2.4"] if one.type == "derived" else [],
    }


def lifecycle(experiment: Experiment, reference: datetime) -> Json:
    """An embargo shows in dateOfPublishing; what is out has been published on some day."""
    made: Json = {
        "archivable": True,
        "retrievable": False,
        "publishable": experiment.release > reference,
        "dateOfPublishing": moment(experiment.release),
        "archiveRetentionTime": moment(experiment.end + timedelta(days=3650)),
        "isOnCentralDisk": True,
        "archiveStatusMessage": "datasetCreated",
        "retrieveStatusMessage": "",
        "retrieveIntegrityCheck": False,
    }
    if experiment.release <= reference and not experiment.private:
        made["publishedOn"] = moment(experiment.release)
    return made


def _history(one: Dataset) -> list[Json]:
    """Old versions, which take space in real records and are of no use to harvesters."""
    if one.run_number % 50:
        return []
    return [{"updatedBy": "ingestor", "updatedAt": moment(one.created), "datasetName": "temporary"}]


def datablock(experiment: Experiment, one: Dataset) -> Json:
    return {
        "_id": f"{one.pid.split('/')[-1]}-files",
        "datasetId": one.pid,
        "size": one.size,
        "chkAlg": "md5",
        "dataFileList": [file_entry(file) for file in one.files],
        **ownership(experiment),
        "isPublished": not experiment.private,
        **stamps(one.created, one.updated),
    }


def instrument_id(catalogue: SampleCatalogue, name: str) -> str:
    position = [one.name for one in catalogue.instruments].index(name)
    return f"{catalogue.pid_prefix}/instrument-{position + 1}"


def instrument(catalogue: SampleCatalogue, name: str) -> Json:
    return {
        "_id": instrument_id(catalogue, name),
        "pid": instrument_id(catalogue, name),
        "uniqueName": f"{catalogue.slug}-{name.lower()}",
        "name": name,
        "customMetadata": {},
    }


def proposal(catalogue: SampleCatalogue, experiment: Experiment) -> Json:
    leader = experiment.team[0]
    return {
        "_id": experiment.proposal,
        "proposalId": experiment.proposal,
        "pi_email": leader.email,
        "pi_firstname": leader.given,
        "pi_lastname": leader.family,
        "email": leader.email,
        "title": experiment.title,
        "abstract": experiment.abstract,
        "startTime": moment(experiment.start),
        "endTime": moment(experiment.end),
        "isPublished": not experiment.private,
        "MeasurementPeriodList": [
            {
                "instrument": f"/{catalogue.facility.short_name}/{experiment.instrument}",
                "start": moment(experiment.start),
                "end": moment(experiment.end),
            }
        ],
        **ownership(experiment),
        **stamps(experiment.start, experiment.updated),
    }


def samples(experiments: tuple[Experiment, ...]) -> list[Json]:
    found = {}
    for experiment in experiments:
        for one in experiment.datasets:
            sample = one.sample
            formula = {"formula": sample.formula} if sample.formula else {}
            found[sample.pid] = {
                "_id": sample.pid,
                "sampleId": sample.pid,
                "description": sample.name,
                "sampleCharacteristics": {"form": {"value": sample.description}, **formula},
                "isPublished": not experiment.private,
                **ownership(experiment),
                **stamps(one.created, one.updated),
            }
    return list(found.values())
