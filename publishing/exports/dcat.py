"""A record in DCAT, by the application profile for data portals in Europe (DCAT-AP 3).

https://semiceu.github.io/DCAT-AP/releases/3.0.0/
"""

from collections.abc import Sequence

from portal.web import links
from publishing.exports import dcat_parts as parts
from publishing.exports import kernel, rdf, words
from publishing.exports.dcat_parts import PREFIXES, moment, texts, thing
from publishing.exports.plain_json import written
from publishing.exports.rdf import Literal, Node, Value
from publishing.exports.texts import LONG
from publishing.exports.view import Part, View

# What a relation of DataCite's is in Dublin Core's terms; any other is dct:relation.
_RELATIONS = {
    "Cites": "dct:references",
    "HasPart": "dct:hasPart",
    "HasVersion": "dct:hasVersion",
    "IsCitedBy": "dct:isReferencedBy",
    "IsNewVersionOf": "dct:replaces",
    "IsObsoletedBy": "dct:isReplacedBy",
    "IsPartOf": "dct:isPartOf",
    "IsPreviousVersionOf": "dct:isReplacedBy",
    "IsReferencedBy": "dct:isReferencedBy",
    "IsRequiredBy": "dct:isRequiredBy",
    "IsVersionOf": "dct:isVersionOf",
    "Obsoletes": "dct:replaces",
    "References": "dct:references",
    "Requires": "dct:requires",
}


def write_turtle(view: View) -> bytes:
    return rdf.turtle(nodes(view), PREFIXES).encode()


def write_json_ld(view: View) -> bytes:
    return written(rdf.json_ld(nodes(view), PREFIXES))


def nodes(view: View) -> list[Node]:
    """The record's entry in this catalogue, and the dataset that it is about."""
    return [dataset(view), _entry(view)]


def dataset(view: View) -> Node:
    resource = view.resource
    properties: dict[str, Sequence[Value]] = {
        **_said(view),
        **_people(view),
        **_about(view),
        **_related(view),
        "dcat:distribution": parts.distributions(view),
        "prov:wasGeneratedBy": parts.measurement(view),
        "prov:qualifiedAttribution": parts.funders(view),
    }
    return Node(resource.url, ("dcat:Dataset", "dcat:Resource"), properties)


def _said(view: View) -> dict[str, Sequence[Value]]:
    resource, language = view.resource, view.resource.language
    identifiers = [resource.identifier.identifier, *_alternates(view)]
    return {
        "dct:title": texts(resource.titles, language),
        "dct:description": texts([words.description(view, LONG)], language),
        "dct:identifier": texts(dict.fromkeys([resource.url, *identifiers])),
        "dcat:keyword": texts([s.subject for s in resource.subjects if not s.value_uri], language),
        "dcat:version": texts([resource.version]),
        "dct:issued": moment(resource.day("Issued")),
        "dct:created": moment(resource.day("Created")),
        "dct:modified": moment(resource.day("Updated") or f"{view.record.changed_at:%Y-%m-%d}"),
        "dct:available": moment(resource.day("Available")),
    }


def _people(view: View) -> dict[str, Sequence[Value]]:
    resource = view.resource
    return {
        "dct:creator": [parts.agent(one) for one in resource.creators],
        "dct:publisher": [parts.publisher(view)],
        "dcat:contactPoint": [parts.contact(view)],
    }


def _about(view: View) -> dict[str, Sequence[Value]]:
    # A record without a DOI is identified by its page here, which isn't its own landing page.
    pages = [one for one in dict.fromkeys([view.canonical, view.page]) if one != view.resource.url]
    return {
        "dct:accessRights": [parts.access(view)],
        "dct:license": parts.licence(view),
        "dct:language": parts.language(view),
        "dct:temporal": parts.period(view),
        "dcat:theme": parts.themes(view),
        "dcat:landingPage": [thing(one, "foaf:Document") for one in pages],
    }


def _related(view: View) -> dict[str, Sequence[Value]]:
    found: dict[str, list[Value]] = {
        "dct:hasPart": [_part(one) for one in view.parts],
        "dct:isPartOf": [_part(one) for one in view.belongs_to],
    }
    for one in view.resource.related_identifiers:
        if one.resource_type_general == "Instrument":
            continue
        address = kernel.address(one.related_identifier, one.related_identifier_type)
        name = _RELATIONS.get(one.relation_type, "dct:relation")
        found.setdefault(name, []).append(thing(address, "rdfs:Resource"))
    return {name: values for name, values in found.items() if values}


def _part(one: Part) -> Node:
    described = one.summary or one.title
    pages = [thing(one.page, "foaf:Document")] if one.page != one.address else []
    return Node(
        one.address,
        ("dcat:Dataset",),
        {
            "dct:title": [Literal(one.title)],
            "dct:description": [Literal(described)],
            "dcat:landingPage": pages,
        },
    )


def _entry(view: View) -> Node:
    """The record of the catalogue: since when it is there, and when it last changed."""
    properties: dict[str, Sequence[Value]] = {
        "foaf:primaryTopic": [Node(view.resource.url)],
        "dct:issued": moment(f"{view.record.created_at:%Y-%m-%d}"),
        "dct:modified": moment(f"{view.record.changed_at:%Y-%m-%d}"),
        "dct:isPartOf": [Node(links.absolute("/"))],
    }
    return Node(f"{view.page}#entry", ("dcat:CatalogRecord",), properties)


def _alternates(view: View) -> list[str]:
    return [one.alternate_identifier for one in view.resource.alternate_identifiers]
