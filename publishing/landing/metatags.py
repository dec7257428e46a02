"""What programs find in a page's head: Dublin Core, Google Scholar's tags and Open Graph.

https://www.dublincore.org/specifications/dublin-core/dc-html/,
https://scholar.google.com/intl/en/scholar/inclusion.html#indexing, https://ogp.me
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from portal.web import links
from publishing.exports.kernel import Resource
from publishing.exports.view import View

MOST = 50  # creators, subjects
LONGEST = 1_000  # characters of a description


@dataclass(frozen=True)
class Tag:
    """``attribute`` is "name" or "property"."""

    attribute: str
    name: str
    content: str


def tags(view: View) -> tuple[Tag, ...]:
    """Without those that would say nothing."""
    found = (
        *(Tag("name", name, text) for name, text in _dublin_core(view)),
        *(Tag("name", name, text) for name, text in _scholar(view)),
        *(Tag("property", name, text) for name, text in _open_graph(view)),
    )
    return tuple(dict.fromkeys(one for one in found if one.content))


def _dublin_core(view: View) -> Iterator[tuple[str, str]]:
    told = view.resource
    yield "DC.identifier", told.url
    yield "DC.title", told.titles[0]
    for creator in told.creators[:MOST]:
        yield "DC.creator", creator.name
    yield "DC.publisher", told.publisher.name
    yield "DC.date", told.day("Issued")
    yield "DCTERMS.available", told.day("Available")
    yield "DCTERMS.modified", f"{view.record.changed_at:%Y-%m-%d}"
    yield "DC.type", told.resource_type.resource_type_general
    yield "DC.language", told.language
    for subject in told.subjects[:MOST]:
        yield "DC.subject", subject.subject
    yield "DC.description", _description(told)
    for rights in told.rights_list:
        yield "DC.rights", rights.rights_uri or rights.rights
    for related in told.related_identifiers[:MOST]:
        yield "DC.relation", related.related_identifier


def _scholar(view: View) -> Iterator[tuple[str, str]]:
    told, doi = view.resource, view.record.doi
    yield "citation_title", told.titles[0]
    for creator in told.creators[:MOST]:
        yield "citation_author", creator.name
        for known in creator.name_identifiers[:1]:
            yield "citation_author_orcid", known.name_identifier
    yield "citation_publication_date", told.day("Issued").replace("-", "/")
    yield "citation_publisher", told.publisher.name
    yield "citation_doi", "" if links.is_sandbox(doi) else doi
    yield "citation_language", told.language
    yield "citation_public_url", view.page


def _open_graph(view: View) -> Iterator[tuple[str, str]]:
    told = view.resource
    yield "og:type", "website"
    yield "og:site_name", settings.SITE_NAME
    yield "og:title", told.titles[0]
    yield "og:url", view.page
    yield "og:description", _description(told)[:300]


def _description(told: Resource) -> str:
    return next((one.description for one in told.descriptions), "")[:LONGEST]
