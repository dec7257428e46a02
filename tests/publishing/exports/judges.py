"""Programs of others that say what is wrong with a form; each gives an empty list for nothing."""

import json
import logging
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyshacl
import rdflib
from rdflib import Graph

from publishing.exports import croissant, dcat, ro_crate, schema_org
from publishing.exports.view import View
from tests.publishing.exports.local_web import fill_cache, ro_crate_context

SCHEMA = "http://schema.org/"
SHOWN = 2_000  # characters of a report


@cache
def shapes(data: Path) -> Graph:
    """DCAT-AP 3."""
    return Graph().parse(data / "dcat" / "dcat-ap-SHACL.ttl")


def dcat_ap(data: Path, views: Iterable[View]) -> list[str]:
    """All records as one graph, as pyshacl is slow to start; they need different identifiers."""
    graph = Graph()
    for view in views:
        graph.parse(data=dcat.write_turtle(view), format="turtle")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes(data), inference="none")
    return [] if conforms else [report[:SHOWN]]


@cache
def schema_terms() -> dict[str, str]:
    """The terms of schema.org, as RO-Crate's context has them."""
    context = ro_crate_context()["@context"]
    return {name: iri for name, iri in context.items() if str(iri).startswith(SCHEMA)}


def schema(view: View) -> list[str]:
    """Whether it can be read as RDF, with no word that schema.org doesn't have."""
    document = json.loads(schema_org.write(view))
    assert document["@context"] == schema_org.CONTEXT
    used = dict.fromkeys(words(document))
    unknown = [word for word in used if word not in schema_terms()]
    context = {word: schema_terms()[word] for word in used if word not in unknown}
    graph = from_json_ld(json.dumps({**document, "@context": context}))
    nodes = {str(one) for one in graph.subjects() if isinstance(one, rdflib.URIRef)}
    return unknown + [f"{one} isn't an address" for one in nodes if not one.startswith("http")]


def from_json_ld(text: str | bytes) -> Graph:
    """The triples of JSON-LD, as rdflib reads them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its own use of itself
        return Graph().parse(data=text, format="json-ld")


def words(value: Any) -> Iterator[str]:
    """The properties and types of JSON-LD."""
    if isinstance(value, list):
        for one in value:
            yield from words(one)
    if isinstance(value, dict):
        yield from (key for key in value if key[0] != "@")
        yield from [value["@type"]] if "@type" in value else []
        for one in value.values():
            yield from words(one)


class Crates:
    """roc-validator, told everything that RO-Crate 1.2 requires, kept off the net."""

    def __init__(self, folder: Path) -> None:
        from rocrate_validator.models import ValidationSettings, Validator

        fill_cache(folder / "cache")
        settings = ValidationSettings(
            rocrate_uri=None,
            profile_identifier="ro-crate-1.2",
            requirement_severity="REQUIRED",
            packaging_mode="detached",
            skip_availability_check=True,
            offline=True,
            cache_path=folder / "cache",
        )
        self._validator = Validator(settings)

    def problems(self, view: View) -> list[str]:
        document = json.loads(ro_crate.write(view))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # its own use of rdflib
            result = self._validator.validate(metadata_dict=document)
        assert result.executed_checks
        return [issue.message for issue in result.get_issues()]


def croissants(view: View) -> list[str]:
    """mlcroissant's errors; its warnings are about a version and a licence nobody told."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its own use of rdflib
        import mlcroissant

        logging.getLogger("absl").setLevel(logging.ERROR)
        try:
            mlcroissant.Dataset(json.loads(croissant.write(view)))
        except mlcroissant.ValidationError as error:
            return [str(error)]
    return []
