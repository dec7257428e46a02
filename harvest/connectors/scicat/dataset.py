"""Datasets of SciCat's versions 3 and 4 as a Dataset."""

from typing import Any

from harvest.connectors import values, visibility
from harvest.connectors.base import Context, Json
from harvest.connectors.raw import FILES
from harvest.connectors.scicat import people
from harvest.connectors.scicat.files import files
from harvest.connectors.scicat.payload import DATASET_IDS, INSTRUMENTS, PROPOSALS, SAMPLES
from portal.catalogue.records import Dataset, Instrument, Proposal, Sample
from portal.normalise import identifiers

_LONGEST_CODE = 12  # characters of an instrument's code, which is written in capitals


def dataset(payload: bytes, context: Context) -> Dataset:
    """The Dataset of a payload.  Pure; raises Rejected with a reason.

    The source folder isn't kept: it often tells of people, and is no address.  Nor is the
    time of the last update: catalogues renew it without a change.
    """
    item, ident = values.decoded(payload, DATASET_IDS)
    listed = files(item.get(FILES), item.get("sourceFolder"), context)
    start, end = _times(item, context)
    return Dataset(
        title=values.title(item.get("datasetName"), item.get("description"), ident),
        pid=ident,
        doi=identifiers.doi(item.get("doi")),
        summary=values.paragraphs(item.get("description")),
        type=values.line(item.get("type"), values.NAME),
        keywords=values.words(item.get("keywords")),
        members=people.of_dataset(item),
        start_date=start,
        end_date=end,
        release_date=_published_on(item, context),
        licence=values.licence(item.get("license"), context),
        size=values.more_than_none(item.get("size")),
        file_count=len(listed) or values.more_than_none(item.get("numberOfFiles")),
        techniques=values.techniques(item.get("techniques")),
        parameters=values.measured(item.get("scientificMetadata")),
        samples=_samples(item),
        instruments=_instruments(item, context),
        proposals=_proposals(item),
        created=values.date(item.get("createdAt"), context),
        data_format=values.line(item.get("dataFormat"), values.NAME),
        software=values.names(values.items(item.get("usedSoftware")), 500),
        input_pids=values.pids(item.get("inputDatasets")),
        run_number=values.line(item.get("runNumber"), values.NAME),
        files=listed,
        **_visibility(item, context).fields(),
    )


def _times(item: Json, context: Context) -> tuple[str, str]:
    """From when to when the data were taken; the creation is the start where no other is."""
    start = values.date(item.get("startTime") or item.get("creationTime"), context)
    return start, values.end_after(start, values.date(item.get("endTime"), context))


def _lifecycle(item: Json) -> Json:
    lifecycle = item.get("datasetlifecycle")
    return lifecycle if isinstance(lifecycle, dict) else {}


def _published_on(item: Json, context: Context) -> str:
    return values.date(_lifecycle(item).get("publishedOn"), context)


def _visibility(item: Json, context: Context) -> visibility.Visibility:
    """What is published is public; ``publishedOn`` is the act of it, which opened the data.

    ``dateOfPublishing`` is a plan: for published metadata whose data nobody has published
    yet it is the end of their embargo.  For what isn't published it promises nothing.
    """
    if not visibility.said(item.get("isPublished")):
        return visibility.PRIVATE
    published = _published_on(item, context)
    if published:
        return visibility.public(context, published)
    planned = values.date(_lifecycle(item).get("dateOfPublishing"), context)
    return visibility.public(context, values.date(item.get("createdAt"), context), planned)


def _samples(item: Json) -> tuple[Sample, ...]:
    """By identifier, with what was looked up; else the one that the metadata describe."""
    beside = {str(one.get("sampleId")): one for one in values.objects(item.get(SAMPLES))}
    named = values.pids(item.get("sampleIds"), item.get("sampleId"))
    made = [_sample(pid, beside.get(pid, {})) for pid in named]
    metadata = item.get("scientificMetadata")
    if not made and isinstance(metadata, dict) and isinstance(metadata.get("sample"), dict):
        made = [_described(metadata["sample"])]
    return tuple(dict.fromkeys(one for one in made if one.name))


def _sample(pid: str, known: Json) -> Sample:
    traits = known.get("sampleCharacteristics")
    traits = traits if isinstance(traits, dict) else {}
    description = values.line(known.get("description"))
    return Sample(
        name=_plain(traits.get("name")) or description[: values.NAME] or pid,
        pid=pid,
        description=description if len(description) > values.NAME else "",
        igsn=identifiers.igsn(_plain(traits.get("igsn") or traits.get("IGSN"))),
        formula=_formula(traits),
    )


def _described(sample: Json) -> Sample:
    return Sample(
        name=_plain(sample.get("name")),
        description=_plain(sample.get("description"), 1_000),
        igsn=identifiers.igsn(_plain(sample.get("identifier") or sample.get("igsn"))),
        formula=_formula(sample),
    )


def _formula(sample: Json) -> str:
    names = ("chemical_formula", "chemicalFormula", "formula", "composition")
    return next(filter(None, (_plain(sample.get(name)) for name in names)), "")


def _plain(value: Any, limit: int = values.NAME) -> str:
    """A text, or the value of {value: text}."""
    if isinstance(value, dict):
        value = value.get("value", value.get("v"))
    return values.line(value, limit)


def _instruments(item: Json, context: Context) -> tuple[Instrument, ...]:
    """By the looked-up name; else as the place or the identifier tells."""
    beside = {str(one.get("pid")): one for one in values.objects(item.get(INSTRUMENTS))}
    place = _name_of_place(values.line(item.get("creationLocation"), values.NAME))
    named = values.pids(item.get("instrumentIds"), item.get("instrumentId"))
    made = []
    for pid in named:
        own = values.line(beside.get(pid, {}).get("name"), values.NAME)
        name = own or (place if len(named) == 1 else "") or _name_of_code(pid)
        made.append(Instrument(name=name, pid=pid[: values.NAME], facility=context.facility))
    if not named and place:
        made = [Instrument(name=place, facility=context.facility)]
    return tuple(dict.fromkeys(one for one in made if one.name))


def _name_of_place(place: str) -> str:
    """Of a path such as "/PSI/SLS/TOMCAT" the last part; else the place as it is called."""
    return place.rstrip("/").rpartition("/")[2].strip() if place[:1] == "/" else place


def _name_of_code(pid: str) -> str:
    """ "/desy/petra3/p08" is P08."""
    code = values.line(pid.rstrip("/").rpartition("/")[2], values.NAME)
    return code.upper() if len(code) <= _LONGEST_CODE else code


def _proposals(item: Json) -> tuple[Proposal, ...]:
    titles = {
        str(one.get("proposalId")): values.line(one.get("title"))
        for one in values.objects(item.get(PROPOSALS))
    }
    named = values.pids(item.get("proposalIds"), item.get("proposalId"))
    short = (pid for pid in named if len(pid) <= values.NAME)
    return tuple(Proposal(pid=pid, title=titles.get(pid, "")) for pid in short)
