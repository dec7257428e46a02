"""From what the PaNOSC Search API answers to our records.  Pure."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from harvest.connectors import values, visibility
from harvest.connectors.base import Context, Json, Rejected
from harvest.connectors.raw import LONGEST_ID
from portal.catalogue.records import (
    Affiliation,
    AnyRecord,
    Dataset,
    Document,
    File,
    Instrument,
    Member,
    Parameter,
    RecordKind,
    Sample,
    Technique,
)
from portal.normalise import dates, identifiers, licences, people, text
from portal.normalise.parameter import parameter
from portal.normalise.techniques import technique

MOST_FILES = 100_000
MOST_PARAMETERS = 2_000
SEEN_ALWAYS = "1970-01-01T00:00:00Z"

_Made = TypeVar("_Made")


def record(kind: RecordKind, payload: bytes, context: Context) -> AnyRecord:
    """The payload's record.  Raises Rejected."""
    try:
        given = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise Rejected(f"it isn't JSON that can be read: {str(error)[:200]}") from error
    if not isinstance(given, dict):
        raise Rejected("it isn't an object")
    pid = _identifier(given.get("pid"))
    if not pid:
        raise Rejected("it has no pid")
    make = _dataset if kind == "dataset" else _document
    return make(given, pid, context)


def _document(given: Json, pid: str, context: Context) -> Document:
    released = dates.parse(given.get("releaseDate"), context.time_zone)
    return Document(
        title=values.line(given.get("title")) or pid,
        pid=pid,
        doi=identifiers.doi(given.get("doi")) or _own_doi(pid),
        summary=values.paragraphs(given.get("summary")),
        type=values.line(given.get("type"), 100).lower(),
        keywords=values.words(given.get("keywords")),
        members=_all(given.get("members"), _member),
        start_date=dates.parse(given.get("startDate"), context.time_zone),
        end_date=dates.parse(given.get("endDate"), context.time_zone),
        release_date=released,
        licence=licences.spdx(given.get("license")) or context.default_licence,
        parameters=_parameters(given.get("parameters")),
        dataset_pids=_dataset_pids(given.get("datasets")),
        public_from=_public_from(given, released, context),
        access="embargoed" if released else "open",
        open_from=released,
    )


def _dataset(given: Json, pid: str, context: Context) -> Dataset:
    documents = _objects(given.get("documents")) + _objects(given.get("document"))
    released = _latest(documents, context)
    pids = [*(_pid(one) for one in documents), _identifier(given.get("documentId"))]
    files = _files(given.get("files"))
    return Dataset(
        title=values.line(given.get("title")) or pid,
        pid=pid,
        doi=_own_doi(pid),
        document_pids=tuple(dict.fromkeys(p for p in pids if p)),
        start_date=dates.parse(given.get("creationDate"), context.time_zone),
        created=dates.parse(given.get("creationDate"), context.time_zone),
        licence=context.default_licence,
        size=values.whole(given.get("size")),
        file_count=len(files) or None,
        files=files,
        techniques=_all(given.get("techniques"), _technique),
        instruments=_all(given.get("instrument"), _instrument),
        samples=_all(given.get("samples"), _sample),
        parameters=_parameters(given.get("parameters")),
        public_from=_public_from(given, released, context),
        access="embargoed" if released else "open",
        open_from=released,
    )


def _public_from(given: Json, released: str, context: Context) -> str:
    """Public unless the provider says otherwise, or the facility hides what is embargoed.

    A login is shown what isn't public as well, so there only the provider's word counts.
    """
    public = visibility.said(given.get("isPublic"))
    if public is False or (public is None and context.private_unless_said):
        return ""
    return released if released and context.embargo_hides_metadata else SEEN_ALWAYS


def _latest(documents: list[Json], context: Context) -> str:
    """When the data of the last of a dataset's documents are released, "" if none says so."""
    found = [dates.parse(one.get("releaseDate"), context.time_zone) for one in documents]
    return max((date for date in found if date), key=lambda date: dates.bounds(date)[0], default="")


def _member(given: Json) -> Member | None:
    about = given.get("person")
    about = about if isinstance(about, dict) else {}
    parts = (about.get("firstName"), about.get("lastName"))
    joined = " ".join(name for part in parts if (name := values.line(part, 100)))
    orcid = next((about[key] for key in about if str(key).lower() == "orcid"), "")
    person = people.person(about.get("fullName") or joined, orcid)
    if person is None:
        return None
    return Member(
        person=person,
        role=values.line(given.get("role"), 100),
        affiliations=_all(given.get("affiliation"), _affiliation),
    )


def _affiliation(given: Json) -> Affiliation | None:
    name = values.line(given.get("name"), 300)
    if not name:
        return None
    return Affiliation(
        name=name,
        ror=identifiers.ror(given.get("ror")),
        address=values.line(given.get("address"), 300),
        city=values.line(given.get("city"), 100),
        country=values.line(given.get("country"), 100),
    )


def _technique(given: Json) -> Technique | None:
    return technique(given.get("name"), given.get("pid"), given.get("panetId"))


def _instrument(given: Json) -> Instrument | None:
    name = values.line(given.get("name"), 200)
    if not name:
        return None
    return Instrument(
        name=name,
        pid=_identifier(given.get("pid"))[: values.NAME],
        facility=values.line(given.get("facility"), 200),
    )


def _sample(given: Json) -> Sample | None:
    name = values.line(given.get("name"), 300)
    description = values.line(given.get("description"), 2_000)
    if not name and not description:
        return None
    return Sample(
        name=name or values.line(description, 100),
        pid=_identifier(given.get("pid")),
        description=description,
    )


def _files(given: object) -> tuple[File, ...]:
    found = _objects(given)
    if len(found) > MOST_FILES:
        raise Rejected(f"it has more than {MOST_FILES:,} files")
    return tuple(file for one in found if (file := _file(one)))


def _file(given: Json) -> File | None:
    """The folder is kept only when it is inside the dataset: others name people and machines."""
    name, folder = values.line(given.get("name"), 500), values.line(given.get("path"), 500)
    inside = folder and not folder.startswith(("/", "\\")) and ":" not in folder
    path = f"{folder.rstrip('/')}/{name}" if inside and not folder.endswith(name) else name
    return File(path=path, size=values.whole(given.get("size"))) if name else None


def _parameters(given: object) -> tuple[Parameter, ...]:
    found = _objects(given)
    if len(found) > MOST_PARAMETERS:
        raise Rejected(f"it has {len(found):,} parameters; at most {MOST_PARAMETERS:,} are kept")
    made = (parameter(one.get("name"), one.get("value"), one.get("unit")) for one in found)
    return tuple(one for one in made if one is not None)


def _dataset_pids(given: object) -> tuple[str, ...]:
    """In an order of ours, since providers list them now in this order and now in that."""
    return tuple(sorted({pid for one in _objects(given) if (pid := _pid(one))}))


def _own_doi(pid: str) -> str:
    """A PID that is nothing but a DOI is the record's DOI."""
    found = identifiers.doi(pid)
    return found if found and pid.lower().endswith(found) else ""


def _pid(given: Json) -> str:
    return _identifier(given.get("pid"))


def _identifier(given: object) -> str:
    return "" if given is None or isinstance(given, bool) else text.clean(given, LONGEST_ID)


def _objects(given: object) -> list[Json]:
    """As ``values.objects``, but all of them: none may be lost of what closes a record, and
    files and parameters have limits of their own."""
    if isinstance(given, dict):
        return [given]
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _all(given: object, make: Callable[[Json], _Made | None]) -> tuple[_Made, ...]:
    made: Iterable[_Made | None] = map(make, values.objects(given))
    return tuple(one for one in made if one is not None)
