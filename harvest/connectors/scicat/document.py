"""PublishedData of SciCat's versions 3 and 4 as a Document."""

from typing import Any

from harvest.connectors import values, visibility
from harvest.connectors.base import Context, Json
from harvest.connectors.scicat import people
from harvest.connectors.scicat.funding import funding
from harvest.connectors.scicat.payload import DOCUMENT_IDS
from portal.catalogue.records import Document, Related
from portal.normalise import identifiers

PUBLIC = ("registered", "public", "amended", "published")


def document(payload: bytes, context: Context) -> Document:
    """The Document of a payload.  Pure; raises Rejected with a reason."""
    item, ident = values.decoded(payload, DOCUMENT_IDS)
    seen = _visibility(item, context)
    if isinstance(item.get("metadata"), dict):
        own = _version_4(item, item["metadata"], context)
    else:
        own = _version_3(item, context)
    return Document(
        title=values.title(item.get("title"), item.get("abstract"), ident),
        pid=ident,
        doi=identifiers.doi(item.get("doi") or ident),
        size=values.more_than_none(item.get("sizeOfArchive")),
        file_count=values.more_than_none(item.get("numberOfFiles")),
        release_date=values.date(item.get("registeredTime"), context),
        created=values.date(item.get("createdAt"), context),
        dataset_pids=values.pids(item.get("pidArray"), item.get("datasetPids")),
        **own,
        **seen.fields(),
    )


def _version_3(item: Json, context: Context) -> Json:
    description = item.get("dataDescription")
    guide = values.address(description)  # some put the address of a file format's manual there
    documented = Related(relation="IsDocumentedBy", url=guide) if guide else None
    return {
        "summary": _summary(item.get("abstract"), "" if guide else description),
        "type": values.line(item.get("resourceType"), values.NAME),
        "members": people.of_document(item),
        "publisher": values.line(item.get("publisher"), values.NAME),
        "publication_year": values.year(item.get("publicationYear")),
        "licence": values.licence(item.get("license"), context),
        "landing_page": values.address(item.get("url")),
        "download_url": values.address(item.get("downloadLink") or item.get("DownloadLink")),
        "related": values.works(
            (*map(values.related, values.items(item.get("relatedPublications"))), documented)
        ),
    }


def _version_4(item: Json, metadata: Json, context: Context) -> Json:
    publisher = metadata.get("publisher")
    if isinstance(publisher, dict):
        publisher = publisher.get("name")
    resource_type = metadata.get("resourceType")
    if isinstance(resource_type, dict):
        resource_type = resource_type.get("resourceType") or resource_type.get(
            "resourceTypeGeneral"
        )
    rights = values.items(metadata.get("rightsList")) or [metadata.get("license")]
    subjects = values.items(metadata.get("subjects"))
    return {
        "summary": _summary(item.get("abstract"), metadata.get("dataDescription")),
        "type": values.line(resource_type, values.NAME),
        "keywords": values.names(_named(one, "subject") for one in subjects),
        "members": people.of_metadata(metadata),
        "publisher": values.line(publisher, values.NAME),
        "publication_year": values.year(metadata.get("publicationYear")),
        "licence": values.licence(_right(rights[0]), context),
        "landing_page": values.address(metadata.get("landingPage") or metadata.get("url")),
        "download_url": values.address(metadata.get("downloadLink")),
        "related": values.works(
            _related(one) for one in values.items(metadata.get("relatedIdentifiers"))
        ),
        "funding": funding(metadata.get("fundingReferences")),
        "language": values.language(metadata.get("language")),
    }


def _summary(abstract: Any, description: Any) -> str:
    """The abstract, and what the description tells beyond it."""
    first, second = values.paragraphs(abstract), values.paragraphs(description)
    if not second or second in first:
        return first
    return second if first in second else f"{first}\n\n{second}"


def _right(one: Any) -> Any:
    """A licence from DataCite's rights, or a plain name."""
    if not isinstance(one, dict):
        return one
    return one.get("rightsIdentifier") or one.get("rightsUri") or one.get("rights")


def _named(one: Any, field: str) -> Any:
    return one.get(field) if isinstance(one, dict) else one


def _related(one: Any) -> Related | None:
    if isinstance(one, dict):
        return values.related(one.get("relatedIdentifier"), one.get("relationType"))
    return values.related(one)


def _visibility(item: Json, context: Context) -> visibility.Visibility:
    """Strangers are listed what is registered; a login sees drafts as well.

    Without a status only a registration tells that it is out.  A day on which the data
    become available, if DataCite's metadata name one, is an embargo's end.
    """
    status, registered = item.get("status"), item.get("registeredTime")
    if status not in PUBLIC and (status or not registered):
        return visibility.PRIVATE
    dates = (values.date(one, context) for one in (registered, item.get("createdAt")))
    metadata = item.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    year = values.year(item.get("publicationYear") or metadata.get("publicationYear"))
    since = next(filter(None, dates), "") or (str(year) if year else "")
    return visibility.public(context, since, _available(metadata, context))


def _available(metadata: Json, context: Context) -> str:
    for one in values.objects(metadata.get("dates")):
        if one.get("dateType") == "Available":
            return values.date(one.get("date"), context)
    return ""
