"""A record in Croissant 1.0, which machine learning reads data by.

https://docs.mlcommons.org/croissant/docs/croissant-spec.html
"""

from typing import Any

from publishing.exports import schema_org, things
from publishing.exports.plain_json import told, written
from publishing.exports.things import Thing
from publishing.exports.view import Attached, View

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
CHECKSUMS = {"md5": "md5", "sha-256": "sha256"}
# The context that the specification gives for every description.
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
# Of the properties of schema.org those that the specification speaks of.
_TAKEN = (
    "name",
    "description",
    "url",
    "license",
    "creator",
    "publisher",
    "datePublished",
    "dateCreated",
    "dateModified",
    "keywords",
    "inLanguage",
    "sameAs",
    "version",
    "isAccessibleForFree",
    "conditionsOfAccess",
    "measurementTechnique",
    "variableMeasured",
    "temporalCoverage",
    "funder",
)


def write(view: View) -> bytes:
    return written(document(view))


def document(view: View) -> dict[str, Any]:
    plain = schema_org.dataset(view)
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "@id": plain["@id"],
        "conformsTo": CONFORMS_TO,
        **{name: plain[name] for name in _TAKEN if name in plain},
        **told(
            license=_licence(view),
            citeAs=_cited(view),
            distribution=[
                _file(number, one) for number, one in enumerate(view.available) if _checked(one)
            ],
        ),
    }


def _checked(file: Attached) -> bool:
    """Whether it may be told of: the specification wants a checksum of every file."""
    return file.checksum is not None and file.checksum.algorithm in CHECKSUMS


def _file(number: int, file: Attached) -> Thing:
    known = file.checksum
    checked = {CHECKSUMS[known.algorithm]: known.digest} if known else {}
    return {
        **told(
            at_type="cr:FileObject",
            at_id=f"file-{number}",
            name=file.path,
            contentUrl=file.address,
            encodingFormat=file.media_type,
            contentSize=f"{file.size} B" if file.size is not None else "",
        ),
        **checked,
    }


def _licence(view: View) -> str:
    """Its address, else what it is called."""
    found = things.licence(view)
    return found["name"] if isinstance(found, dict) else found


def _cited(view: View) -> str:
    """How to cite the data: who, when, what, where."""
    resource = view.resource
    names = "; ".join(one.name for one in resource.creators[:12])
    more = " et al." if len(resource.creators) > 12 else ""
    return (
        f"{names}{more} ({resource.publication_year}): {resource.titles[0]}. "
        f"{resource.publisher.name}. {resource.url}"
    )
