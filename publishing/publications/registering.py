"""What a publication's DOIs are to say, as DataCite's metadata, and to be."""

from datetime import datetime
from typing import Any

from portal.catalogue import store
from portal.catalogue.bodies import moment
from portal.catalogue.models import Record
from portal.locks import hold_until_commit
from portal.web import links
from publishing.doi.models import Doi
from publishing.doi.outbox import want
from publishing.exports import datacite_json
from publishing.exports.resource import resource
from publishing.exports.texts import LONG, public
from publishing.publications.content import Content, decode
from publishing.publications.models import Publication
from publishing.publications.naming import dois
from publishing.publications.telling import made, public_versions, sharing

State = Publication.State
BETWEEN_VERSIONS = ("IsVersionOf", "IsNewVersionOf", "IsPreviousVersionOf")


def reserve(publication: Publication, now: datetime) -> Doi:
    """The name of this version, held at the registrar as a draft."""
    version, _ = dois(publication, now)
    if version.wanted == Doi.State.NONE:
        want(version, Doi.State.DRAFT, attributes(publication, now), now)
    return version


def register(publication: Publication, now: datetime) -> None:
    """Have the version's DOI registered, and the concept DOI with the first one.

    Once more with other metadata as well, as long as the registrar hasn't got them.
    """
    version, concept = dois(publication, now)
    said = attributes(publication, now)
    want(version, Doi.State.REGISTERED, said, now)
    if concept.seen in (Doi.State.NONE, Doi.State.DRAFT):
        want(concept, Doi.State.REGISTERED, _of_all(concept, said, [version.name]), now)


def announce(publication: Publication, now: datetime) -> None:
    """Have all DOIs of the series say what is true by now, and be found.

    Those of other series, too, whose publications hold the same Datasets: their data may be
    open earlier by it, or later.  What isn't changed by it is left alone by the outbox.
    """
    hold_until_commit(store.WRITING)  # others may be withdrawn just now: they take it first, too
    _announce(publication, now)
    others = {one.series_id: one for one in sharing(publication)}
    for one in others.values():
        _announce(one, now)


def _announce(publication: Publication, now: datetime) -> None:
    """The concept DOI says what the newest public version does; where none is left, it is
    only registered, as a withdrawn version's is."""
    versions = public_versions(publication)
    said: dict[str, Any] = {}
    for one in versions:
        said = attributes(one, now)
        want(one.doi, Doi.State.FINDABLE, said, now)
    if publication.state == State.WITHDRAWN:
        want(publication.doi, Doi.State.REGISTERED, attributes(publication, now), now)
    _, concept = dois(publication, now)
    names = [one.doi.name for one in versions]
    state = Doi.State.FINDABLE if versions else Doi.State.REGISTERED
    said = said or attributes(publication, now)
    want(concept, state, _of_all(concept, said, names or [publication.doi.name]), now)


def attributes(
    publication: Publication, now: datetime, content: Content | None = None
) -> dict[str, Any]:
    """Of one version, whether its Document is in the catalogue already or not.

    Without a DOI yet, one of the facility's form stands in its place.
    """
    facility = publication.series.facility
    document = made(publication, content or decode(publication.content), now)
    record = Record(
        kind=Record.Kind.DOCUMENT,
        facility=facility,
        doi=document.doi or "10.5072/none-yet",
        access=document.access,
        open_from=moment(document.open_from),
        created_at=publication.created_at,
        changed_at=publication.changed_at,
    )
    said = datacite_json.attributes(resource(record, document, facility))
    if publication.state == State.WITHDRAWN and publication.withdrawn_at is not None:
        day = f"{publication.withdrawn_at:%Y-%m-%d}"
        why = public(publication.reason, LONG)  # as the tombstone says it
        withdrawn = {"date": day, "dateType": "Withdrawn", "dateInformation": why}
        said["dates"] = [*said["dates"], withdrawn]
    return said


def _of_all(concept: Doi, newest: dict[str, Any], versions: list[str]) -> dict[str, Any]:
    """Of all versions together: what the newest says, and which there are."""
    relations = [
        one for one in newest["relatedIdentifiers"] if one["relationType"] not in BETWEEN_VERSIONS
    ]
    relations += [
        {"relatedIdentifier": name, "relatedIdentifierType": "DOI", "relationType": "HasVersion"}
        for name in versions
    ]
    return {
        **newest,
        "doi": concept.name,
        "url": links.page_of_doi(concept.name),
        "relatedIdentifiers": relations,
        "version": None,
    }
