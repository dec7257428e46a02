"""A record as a Dataset of schema.org, in JSON-LD, as search engines for data read it.

https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from typing import Any

from publishing.exports import things, words
from publishing.exports.plain_json import told, written
from publishing.exports.things import Thing
from publishing.exports.view import View

CONTEXT = "https://schema.org/"
LONGEST = 5_000  # characters of a description that Google takes
MOST_FILES = 100  # a page carries all this


def write(view: View) -> bytes:
    """The JSON-LD; as it stands it may be put into a script element of a page."""
    return written(document(view))


def document(view: View) -> dict[str, Any]:
    related = things.related(view)
    parts, wholes = map(things.part, view.parts), map(things.part, view.belongs_to)
    return {
        "@context": CONTEXT,
        **dataset(view),
        **related,
        **told(
            distribution=[things.download(one) for one in view.files[:MOST_FILES]],
            hasPart=[*parts, *related.get("hasPart", ())],
            isPartOf=[*wholes, *related.get("isPartOf", ())],
        ),
    }


def dataset(view: View) -> Thing:
    """The properties that don't depend on where the files and the parts stand."""
    resource = view.resource
    identifiers = things.identifiers(view)
    grants = things.grants(view)
    return told(
        at_type="Dataset",
        at_id=resource.url,
        name=resource.titles[0],
        description=words.description(view, LONGEST),
        url=view.canonical,
        identifier=identifiers,
        sameAs=[one for one in dict.fromkeys([view.page, *identifiers]) if one != view.canonical],
        keywords=[one.subject for one in resource.subjects],
        creator=[things.somebody(one) for one in resource.creators],
        contributor=[things.somebody(one) for one in _helpers(view)],
        publisher=things.publisher(view),
        license=things.licence(view),
        isAccessibleForFree=resource.access == "open",
        conditionsOfAccess=things.conditions(view),
        datePublished=resource.day("Issued"),
        dateCreated=resource.day("Created"),
        dateModified=resource.day("Updated") or f"{view.record.changed_at:%Y-%m-%d}",
        temporalCoverage=resource.day("Collected"),
        version=resource.version,
        inLanguage=resource.language,
        size=list(resource.sizes),
        encodingFormat=list(resource.formats),
        measurementTechnique=things.techniques(view),
        variableMeasured=things.variables(view),
        mentions=things.instruments(view),
        funder=[one["funder"] for one in grants],
        funding=grants,
        includedInDataCatalog=things.catalogue(),
        sdPublisher=things.portal(),
        sdDatePublished=f"{view.record.changed_at:%Y-%m-%d}",
    )


def _helpers(view: View) -> list[Any]:
    """Each contributor once, whatever they did."""
    found = {(one.name, one.name_type): one for one in view.resource.contributors}
    return list(found.values())
