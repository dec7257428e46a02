"""Every form that a record's metadata can be had in (docs/exports.md)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from portal.web import links
from publishing.exports import (
    croissant,
    datacite_json,
    datacite_xml,
    dcat,
    dublin_core,
    references,
    ro_crate,
    schema_org,
    xml,
)
from publishing.exports.kernel import Resource
from publishing.exports.view import View


@dataclass(frozen=True)
class Form:
    """``name`` asks for it in ``?format=``, any of ``media_types`` in Accept.

    It is sent as the first of them; ``suffix`` ends the file's name.  ``write`` reads nothing
    but the view.
    """

    name: str
    label: str
    media_types: tuple[str, ...]
    suffix: str
    write: Callable[[View], bytes]


def _xml(element: Callable[[Resource], etree._Element]) -> Callable[[View], bytes]:
    return lambda view: xml.document(element(view.resource))


# Of forms that an Accept header wants equally the first is sent.
FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form(
            "datacite",
            "DataCite XML",
            ("application/vnd.datacite.datacite+xml", "application/xml", "text/xml"),
            ".datacite.xml",
            _xml(datacite_xml.element),
        ),
        Form(
            "datacite-json",
            "DataCite JSON",
            ("application/vnd.datacite.datacite+json",),
            ".datacite.json",
            lambda view: datacite_json.write(view.resource),
        ),
        Form(
            "schema-org",
            "schema.org",
            ("application/ld+json", 'application/ld+json;profile="https://schema.org/"'),
            ".schema-org.jsonld",
            schema_org.write,
        ),
        Form(
            "dcat",
            "DCAT",
            ("text/turtle",),
            ".dcat.ttl",
            dcat.write_turtle,
        ),
        Form(
            "dcat-json",
            "DCAT as JSON-LD",
            ('application/ld+json;profile="http://www.w3.org/ns/dcat#"',),
            ".dcat.jsonld",
            dcat.write_json_ld,
        ),
        Form(
            "ro-crate",
            "RO-Crate",
            ('application/ld+json;profile="https://w3id.org/ro/crate"',),
            "-ro-crate-metadata.json",
            ro_crate.write,
        ),
        Form(
            "croissant",
            "Croissant",
            ('application/ld+json;profile="http://mlcommons.org/croissant/1.0"',),
            ".croissant.json",
            croissant.write,
        ),
        Form(
            "bibtex",
            "BibTeX",
            ("application/x-bibtex", "text/x-bibtex"),
            ".bib",
            references.write_bibtex,
        ),
        Form(
            "ris",
            "RIS",
            ("application/x-research-info-systems",),
            ".ris",
            references.write_ris,
        ),
        Form(
            "csl",
            "CSL-JSON",
            ("application/vnd.citationstyles.csl+json",),
            ".csl.json",
            references.write_csl,
        ),
        Form(
            "oai_dc",
            "Dublin Core",
            ('application/xml;profile="http://www.openarchives.org/OAI/2.0/oai_dc/"',),
            ".dc.xml",
            _xml(dublin_core.element),
        ),
    )
}


def offered_at(address: str) -> Mapping[str, Form]:
    """The forms in which a record is given out that this address identifies."""
    if not links.stays_at_home(address):
        return FORMS
    linked = ("application/ld+json", "text/turtle")
    return {name: one for name, one in FORMS.items() if not one.media_types[0].startswith(linked)}
