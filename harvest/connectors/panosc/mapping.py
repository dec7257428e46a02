"""From a payload of the PaNOSC Search API to a record; pure."""

from typing import Any

from harvest.connectors import values, visibility
from harvest.connectors.base import Context, Json, Rejected
from harvest.connectors.panosc.payload import IDS
from harvest.connectors.raw import FILES
from harvest.connectors.values import MOST_PARAMETERS, NAME
from portal.catalogue.records import (
    Affiliation,
    AnyRecord,
    Dataset,
    Document,
    File,
    Instrument,
    Member,
    Parameter,
    Person,
    Proposal,
    RecordKind,
    Sample,
)
from portal.normalise import identifiers, people, text

MOST_FILES = 200_000
_LONGEST_PATH = 1_000
_TEST_PREFIX = "10.5072/"  # DataCite's, for trying out: no identifier of anything
_ORCID_NAMES = ("orcid", "ORCiD", "ORCID", "orcId", "orcID")


def to_record(kind: RecordKind, payload: bytes, context: Context) -> AnyRecord:
    """Raises Rejected with a reason."""
    item, ident = values.decoded(payload, IDS)
    make = _document if kind == "document" else _dataset
    return make(item, ident, context)


def _document(item: Json, ident: str, context: Context) -> Document:
    start = values.date(item.get("startDate"), context)
    release = values.date(item.get("releaseDate"), context)
    return Document(
        title=values.title(item.get("title"), item.get("summary"), ident),
        pid=ident,
        doi=identifiers.doi(item.get("doi")) or _doi_of(ident),
        summary=values.paragraphs(item.get("summary")),
        type=values.line(item.get("type"), NAME),
        keywords=values.words(item.get("keywords")),
        members=_members(item),
        start_date=start,
        end_date=values.end_after(start, values.date(item.get("endDate"), context)),
        release_date=release,
        licence=values.licence(item.get("license"), context),
        parameters=_parameters(item.get("parameters")),
        dataset_pids=values.pids(
            *(one.get("pid") for one in values.objects(item.get("datasets"))),
            item.get("datasetIds"),
        ),
        **_visibility(item, context, start, release).fields(),
    )


def _dataset(item: Json, ident: str, context: Context) -> Dataset:
    documents = values.objects(item.get("documents")) + values.objects(item.get("document"))
    created = values.date(item.get("creationDate"), context)
    files = _files(item.get(FILES))
    releases = (values.date(one.get("releaseDate"), context) for one in documents)
    release = min(filter(None, releases), default="")
    return Dataset(
        title=values.title(item.get("title"), "", ident),
        pid=ident,
        doi=identifiers.doi(item.get("doi")) or (_doi_of(ident) if "doi.org/" in ident else ""),
        summary=values.paragraphs(item.get("description") or item.get("summary")),
        keywords=values.words(item.get("keywords")),
        start_date=created,
        release_date=release,
        licence=values.licence(item.get("license"), context),
        size=values.more_than_none(item.get("size")),
        file_count=len(files) or None,
        techniques=values.techniques(item.get("techniques")),
        parameters=_parameters(item.get("parameters")),
        samples=_samples(item.get("samples")),
        instruments=_instruments(item.get("instrument"), context),
        proposals=_proposals(documents),
        document_pids=values.pids(*(one.get("pid") for one in documents), item.get("documentId")),
        files=files,
        **_visibility(item, context, created, release).fields(),
    )


def _visibility(item: Json, context: Context, taken: str, release: str) -> visibility.Visibility:
    """Public is what says so.  The release date of a document is the day on which its data
    open; one before the data were taken says nothing."""
    if item.get("isPublic") not in (True, "true"):
        return visibility.PRIVATE
    return visibility.public(context, embargo=release if release > taken else "")


def _doi_of(ident: str) -> str:
    """The DOI that an identifier is; "" for one that only looks like it."""
    doi = identifiers.doi(ident)
    whole = ident.lower().removeprefix("https://doi.org/").removeprefix("doi:") == doi
    return doi if whole and not doi.startswith(_TEST_PREFIX) else ""


def _members(item: Json) -> tuple[Member, ...]:
    """Each person once; providers that know no roles name creators again as authors."""
    made: dict[str, Member] = {}
    for one in values.objects(item.get("members")):
        person = _person(one.get("person"))
        if person is not None:
            member = Member(
                person=person,
                role=values.line(one.get("role"), NAME),
                affiliations=_affiliations(one.get("affiliation")),
            )
            made.setdefault(person.full_name.casefold(), member)
    return tuple(made.values())


def _person(given: Any) -> Person | None:
    if not isinstance(given, dict):
        return None
    first, last = (
        values.line(given.get("firstName"), NAME),
        values.line(given.get("lastName"), NAME),
    )
    orcid = next((given[name] for name in _ORCID_NAMES if given.get(name)), "")
    found = people.person(given.get("fullName") or f"{first} {last}".strip(), orcid)
    if found is None or not last:
        return found
    return Person(full_name=found.full_name, given_name=first, family_name=last, orcid=found.orcid)


def _affiliations(value: Any) -> tuple[Affiliation, ...]:
    made = []
    for one in values.objects(value):
        name = values.line(one.get("name"), NAME)
        if name:
            place = {
                field: values.line(one.get(field), NAME) for field in ("address", "city", "country")
            }
            made.append(Affiliation(name=name, ror=identifiers.ror(one.get("ror")), **place))
    return tuple(dict.fromkeys(made))


def _parameters(value: Any) -> tuple[Parameter, ...]:
    """Of a list of {name, value, unit}; some providers put nested metadata into a value."""
    if not isinstance(value, list):
        return values.measured(value)
    if len(value) > MOST_PARAMETERS:
        raise Rejected(f"it has {len(value):,} parameters: publish them as a file")
    return values.measured([_quantity(one) for one in value if isinstance(one, dict)])


def _quantity(one: Json) -> Json:
    name, value = text.clean(one.get("name"), NAME), one.get("value")
    if isinstance(value, dict):
        return {name: value}
    return {"name": name, "value": value, "unit": one.get("unit")}


def _samples(value: Any) -> tuple[Sample, ...]:
    made = []
    for one in values.objects(value):
        pid = values.line(one.get("pid"), NAME)
        name = values.line(one.get("name"), NAME) or pid
        if name:
            description = values.line(one.get("description"))
            igsn = identifiers.igsn(pid) if "igsn" in pid.lower() or "10273/" in pid else ""
            made.append(Sample(name=name, pid=pid, description=description, igsn=igsn))
    return tuple(dict.fromkeys(made))


def _instruments(value: Any, context: Context) -> tuple[Instrument, ...]:
    made = []
    for one in values.objects(value):
        pid = values.line(one.get("pid"), NAME)
        name = values.line(one.get("name"), NAME) or pid
        facility = values.line(one.get("facility"), NAME) or context.facility
        if name:
            made.append(Instrument(name=name, pid=pid, facility=facility))
    return tuple(dict.fromkeys(made))


def _proposals(documents: list[Json]) -> tuple[Proposal, ...]:
    """Documents of the type proposal are what others call proposals."""
    found = {}
    for one in documents:
        pid = values.line(one.get("pid"), NAME)
        if pid and str(one.get("type")).lower() == "proposal":
            found[pid] = Proposal(pid=pid, title=values.line(one.get("title")))
    return tuple(found.values())


def _files(value: Any) -> tuple[File, ...]:
    """Sorted by path, which is the directory given and the name."""
    made: dict[str, File] = {}
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            path = _path(text.clean(one.get("path"), _LONGEST_PATH), text.clean(one.get("name")))
            if path:
                made[path] = File(path=path, size=values.whole(one.get("size")))
    return tuple(made[path] for path in sorted(made)[:MOST_FILES])


def _path(folder: str, name: str) -> str:
    if not folder or not name or folder.endswith(f"/{name}") or folder == name:
        return folder or name
    return f"{folder.rstrip('/')}/{name}"
