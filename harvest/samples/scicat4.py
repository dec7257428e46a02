"""Writes experiments as a SciCat of version 4 keeps them, in the form of a Mongo export."""

from datetime import datetime

from . import scicat
from .catalogue import SampleCatalogue
from .chance import chance
from .model import Dataset, Experiment, Person
from .mongo import Collections, Json, moment, stamps
from .parameters import entries
from .scientific import nested

_TECHNIQUE_IRI = "https://purl.org/pan-science/PaNET/"


def collections(
    catalogue: SampleCatalogue, experiments: tuple[Experiment, ...], reference: datetime
) -> Collections:
    """The same collections as those of version 3, with what changed since."""
    made = scicat.collections(catalogue, experiments, reference)
    made["PublishedData"] = [published(catalogue, one) for one in experiments if one.published]
    made["Dataset"] = [
        dataset(catalogue, experiment, one, reference)
        for experiment in experiments
        for one in experiment.datasets
    ]
    return made


def published(catalogue: SampleCatalogue, experiment: Experiment) -> Json:
    """The fields of DataCite have moved into ``metadata``."""
    return {
        "_id": experiment.doi,
        "doi": experiment.doi,
        "title": experiment.title,
        "abstract": experiment.abstract,
        "numberOfFiles": sum(len(one.files) for one in experiment.datasets),
        "sizeOfArchive": sum(one.size for one in experiment.datasets),
        "datasetPids": [one.pid for one in experiment.datasets],
        "registeredTime": moment(experiment.updated),
        "status": scicat.status(experiment),
        "metadata": {
            "creators": [creator(person) for person in experiment.team],
            "publisher": {"name": catalogue.facility.short_name},
            "publicationYear": experiment.updated.year,
            "resourceType": "Dataset",
            "landingPage": f"{catalogue.facility.website}/doi/{experiment.doi}",
            "subjects": [{"subject": word} for word in experiment.keywords],
            "relatedIdentifiers": [_related(text) for text in experiment.related],
            "rightsList": [{"rights": experiment.licence}],
            "language": "en",
        },
        **stamps(experiment.end, experiment.updated),
    }


def creator(person: Person) -> Json:
    made: Json = {
        "name": f"{person.family}, {person.given}",
        "givenName": person.given,
        "familyName": person.family,
        "affiliation": [{"name": person.workplace.name}],
    }
    if person.orcid:
        made["nameIdentifiers"] = [
            {
                "nameIdentifier": f"https://orcid.org/{person.orcid}",
                "nameIdentifierScheme": "ORCID",
                "schemeUri": "https://orcid.org",
            }
        ]
    return made


def _related(text: str) -> Json:
    doi = text.removeprefix("https://doi.org/").rpartition("doi:")[2]
    return {
        "relatedIdentifier": doi,
        "relatedIdentifierType": "DOI",
        "relationType": "IsSupplementTo",
    }


def dataset(
    catalogue: SampleCatalogue, experiment: Experiment, one: Dataset, reference: datetime
) -> Json:
    leader = experiment.team[0]
    random = chance(one.pid, "record")
    short_keys = experiment.instrument == "FAROL"
    return {
        "_id": one.pid,
        "pid": one.pid,
        **scicat.ownership(experiment),
        "owner": leader.full,
        "ownerEmail": leader.email,
        "orcidOfOwner": leader.orcid,
        "contactEmail": leader.email,
        "principalInvestigators": [leader.full],
        **scicat.acquisition(one),
        "creationLocation": experiment.instrument,
        "proposalIds": [experiment.proposal],
        "sampleIds": [one.sample.pid],
        "instrumentIds": [scicat.instrument_id(catalogue, experiment.instrument)],
        "license": experiment.licence,
        "version": "v4.8",
        "isPublished": not experiment.private,
        "datasetlifecycle": scicat.lifecycle(experiment, reference),
        "techniques": [_technique(one)],
        "scientificMetadata": nested(entries(catalogue, experiment.instrument, one), short_keys),
        "relationships": [],
        "comment": "" if random.random() < 0.9 else "checked by the local contact",
        **stamps(one.created, one.updated),
    }


def _technique(one: Dataset) -> Json:
    """Its PaNET address; some records carry the acronym for a name."""
    name = one.technique.short if one.run_number % 3 == 0 else one.technique.label
    return {"pid": _TECHNIQUE_IRI + one.technique.panet, "name": name}
