"""A record as BibTeX, RIS and CSL-JSON, for programs that keep references."""

from typing import Any

from portal.references import bibtex, ris
from portal.references.work import Work, line
from portal.web import links
from publishing.exports.kernel import Creator
from publishing.exports.plain_json import told, written
from publishing.exports.view import View

# https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
_TYPES = {
    "Audiovisual": "motion_picture",
    "Book": "book",
    "BookChapter": "chapter",
    "ConferencePaper": "paper-conference",
    "Dissertation": "thesis",
    "JournalArticle": "article-journal",
    "Preprint": "article",
    "Report": "report",
    "Software": "software",
    "Text": "document",
}


def write_bibtex(view: View) -> bytes:
    return bibtex.written(work(view)).encode()


def write_ris(view: View) -> bytes:
    return ris.written(work(view)).encode()


def write_csl(view: View) -> bytes:
    """https://github.com/citation-style-language/schema: csl-data.json, a list of one."""
    return written([csl(view)])


def work(view: View) -> Work:
    """What the reference is made of, told as in the other exports."""
    resource = view.resource
    return Work(
        key=_key(view),
        title=line(resource.titles[0]),
        authors=tuple(filter(None, (line(one.name) for one in resource.creators))),
        year=resource.publication_year,
        date=resource.day("Issued"),
        publisher=line(resource.publisher.name),
        kind=resource.resource_type.resource_type_general,
        doi=_doi(view),
        url=address(view),
        keywords=tuple(line(one.subject) for one in resource.subjects),
        summary=line(" ".join(one.description for one in resource.descriptions)),
        version=line(resource.version),
        language=resource.language,
        organisations=tuple(
            line(one.name) for one in resource.creators if one.name_type == "Organizational"
        ),
    )


def csl(view: View) -> dict[str, Any]:
    """The reference as citation processors take it."""
    made, resource = work(view), view.resource
    general = resource.resource_type.resource_type_general
    return told(
        id=made.key,
        type=_TYPES.get(general, "dataset"),
        title=made.title,
        author=[_name(one) for one in resource.creators],
        issued={"date-parts": [[int(part) for part in made.date.split("-")]]} if made.date else {},
        publisher=made.publisher,
        DOI=made.doi,
        URL=made.url,
        abstract=made.summary,
        keyword=", ".join(made.keywords),
        version=made.version,
        language=made.language,
        genre=line(resource.resource_type.resource_type),
    )


def address(view: View) -> str:
    """What the reference leads to: the DOI's address, else the page that stands for it."""
    resource = view.resource
    return resource.url if resource.identifier.identifier_type == "DOI" else view.canonical


def _key(view: View) -> str:
    return f"{view.facility.slug}-{view.record.pk}"


def _doi(view: View) -> str:
    """ "" for one of the sandbox: programs make links to the resolver of it."""
    identifier = view.resource.identifier
    known = identifier.identifier_type == "DOI" and not links.is_sandbox(identifier.identifier)
    return identifier.identifier if known else ""


def _name(creator: Creator) -> dict[str, str]:
    if creator.given_name and creator.family_name:
        return {"family": line(creator.family_name), "given": line(creator.given_name)}
    return {"literal": line(creator.name)}
