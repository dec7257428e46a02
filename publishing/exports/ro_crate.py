"""A record as a detached RO-Crate: its metadata document, with all things in one flat list.

https://www.researchobject.org/ro-crate/specification/1.2/
"""

from typing import Any

from publishing.exports import schema_org, things
from publishing.exports.plain_json import told, written
from publishing.exports.things import Thing
from publishing.exports.view import Attached, View

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
PROFILE = "https://w3id.org/ro/crate/1.2"
DESCRIPTOR = "ro-crate-metadata.json"
NO_LICENCE = {
    "@id": "#no-licence",
    "@type": "CreativeWork",
    "name": "No licence is told",
    "description": "The catalogue tells no licence: ask the facility before using the data.",
}


def write(view: View) -> bytes:
    return written(document(view))


def document(view: View) -> dict[str, Any]:
    crate = _Crate()
    descriptor = {
        "@id": DESCRIPTOR,
        "@type": "CreativeWork",
        "name": "Metadata of the crate",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": view.resource.url},
        "sdPublisher": things.portal(),
        "sdDatePublished": f"{view.record.changed_at:%Y-%m-%d}",
    }
    crate.add(descriptor)
    crate.add(root(view))
    crate.add({"@id": PROFILE, "@type": "CreativeWork", "name": "RO-Crate 1.2"})
    return {"@context": CONTEXT, "@graph": list(crate.entities.values())}


def root(view: View) -> Thing:
    """The dataset of schema.org in RO-Crate's ways, with everything inside it."""
    plain = schema_org.dataset(view)
    for elsewhere in ("sdPublisher", "sdDatePublished", "mentions", "encodingFormat"):
        plain.pop(elsewhere, None)
    related = things.related(view)
    related_parts = [{**one, "@type": "Dataset"} for one in related.pop("hasPart", ())]
    # What is cited must have an address.
    addressed = [one for one in related.pop("citation", ()) if "@id" in one]
    named = [one for one in things.related(view).get("citation", ()) if "@id" not in one]
    wholes = [{**things.part(one), "@type": "CreativeWork"} for one in view.belongs_to]
    return plain | {
        "author": plain.pop("creator"),
        "identifier": _identifier(view),
        "license": _licence(view),
        **related,
        # What is cited must lead to the crate: our own page does, a facility's doesn't.
        **({"cite-as": {"@id": view.resource.url}} if view.canonical == view.page else {}),
        **told(
            hasPart=[*_files(view, view.resource.url), *_parts(view), *related_parts],
            isPartOf=[*wholes, *related.get("isPartOf", ())],
            citation=addressed,
            mentions=[one for one in (_measurement(view), *named) if one],
        ),
    }


def _parts(view: View) -> list[Thing]:
    """The Datasets of a Document, each with its files."""
    made = []
    for one in view.parts:
        files = _files(view, one.address) if one.address != view.resource.url else []
        made.append({**things.part(one), **told(hasPart=files)})
    return made


def _files(view: View, place: str) -> list[Thing]:
    """Those of one record that can be had: a detached crate's files are on the web."""
    return [_file(one, view) for one in view.available if one.place == place]


def _file(file: Attached, view: View) -> Thing:
    known = file.checksum
    return told(
        at_id=file.address,
        at_type="File",
        name=file.path,
        encodingFormat=file.media_type,
        contentSize=str(file.size) if file.size is not None else "",
        sha256=known.digest if known and known.algorithm == "sha-256" else "",
        sdDatePublished=f"{view.record.changed_at:%Y-%m-%d}",
    )


def _identifier(view: View) -> Thing | str:
    """https://github.com/ESIPFed/science-on-schema.org: how a DOI is told apart."""
    identifier = view.resource.identifier
    if identifier.identifier_type != "DOI":
        return view.resource.url
    return {
        "@id": "#doi",
        "@type": "PropertyValue",
        "name": "DOI",
        "propertyID": "https://registry.identifiers.org/registry/doi",
        "value": f"doi:{identifier.identifier}",
        "url": view.resource.url,
    }


def _licence(view: View) -> Thing:
    found = things.licence(view)
    if isinstance(found, dict):
        return {**found, "description": found["name"]}
    if not found:
        return NO_LICENCE
    name = view.resource.rights_list[0].rights
    return {"@id": found, "@type": "CreativeWork", "name": name, "description": name}


def _measurement(view: View) -> Thing:
    """The act that made the data, {} where nothing is known of it."""
    start, _, end = view.resource.day("Collected").partition("/")
    instruments = [{**one, "@type": "IndividualProduct"} for one in things.instruments(view)]
    if not start and not instruments:
        return {}
    return told(
        at_id="#measurement",
        at_type="CreateAction",
        name="Measurement",
        instrument=instruments,
        startTime=start,
        endTime=end,
        result={"@id": view.resource.url},
    )


class _Crate:
    """Things by their identifiers; what has none gets one of the crate's own."""

    def __init__(self) -> None:
        self.entities: dict[str, Thing] = {}
        self._numbers: dict[str, int] = {}

    def add(self, thing: Thing) -> dict[str, str]:
        """Takes the thing with all inside it, once, and gives the reference to it."""
        identifier = thing.get("@id") or self._numbered(thing["@type"])
        if thing.keys() != {"@id"} and identifier not in self.entities:
            entity = self.entities[identifier] = {"@id": identifier, "@type": thing["@type"]}
            entity |= {key: self._flat(value) for key, value in thing.items() if key[0] != "@"}
        return {"@id": identifier}

    def _flat(self, value: Any) -> Any:
        if isinstance(value, dict):
            return self.add(value)
        if isinstance(value, list):
            flat = [self._flat(one) for one in value]
            return flat[0] if len(flat) == 1 else flat
        return value

    def _numbered(self, kind: str) -> str:
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return f"#{kind.lower()}-{self._numbers[kind]}"
