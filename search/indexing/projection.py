"""From a record of the catalogue to its index document.

Runs for every change of every record, so what repeats between records (names of
instruments, people, techniques, parameters) is analysed once and remembered.
"""

from collections.abc import Iterator
from functools import lru_cache

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord, Dataset, Parameter, Person
from portal.normalise import names
from portal.normalise.dictionary import Dictionary
from portal.normalise.text import without_addresses
from portal.web import rows
from search import analysis
from search.fields import MEASURED
from search.indexing import moments, techniques, texts
from search.indexing.document import IndexDocument, ParameterKey, whole_text
from search.indexing.keys import text_keys
from search.indexing.texts import LONGEST_VALUES, MOST_NAMES, MOST_PARAMETERS
from search.query import terms

LONGEST_TEXT = 100_000  # characters of one text; what follows isn't found by
PROBES = {"photon": ("photon",), "neutron": ("neutron",), "both": ("photon", "neutron")}


def project(record: Record) -> IndexDocument | None:
    """What the index holds of a record at present; None when it isn't public.

    ``record.facility`` should be loaded.  Raises msgspec.ValidationError when the
    record's body isn't one.
    """
    return index_document(record, record.metadata) if record.is_public() else None


def index_document(record: Record, metadata: AnyRecord) -> IndexDocument:
    """The same of a public record whose metadata were decoded already."""
    title = rows.title(metadata)
    document = IndexDocument(
        id=record.pk,
        text="",
        numbers=moments.numbers(record, metadata),
        keys=text_keys(record, metadata),
    )
    _add_exact_values(document, record, metadata)
    techniques_text = _add_techniques(document, metadata)
    parameters_text = _add_parameters(document, metadata.parameters)
    parts = [_analysed(text) for _, text in texts.free(metadata)]
    parts += [_remembered(text) for _, text in texts.shared(metadata)]
    parts += techniques_text
    parts += [_short(text) for _, text in texts.of_facility(record.facility)]
    parts.append(parameters_text)
    document.text = whole_text(analysis.joined(title[:LONGEST_TEXT]), parts)
    return document


def _analysed(text: str) -> str:
    """E-mail addresses aren't for the public, so they aren't found either."""
    return analysis.joined(without_addresses(text[:LONGEST_TEXT])) if text else ""


@lru_cache(maxsize=65_536)
def _short(text: str) -> str:
    return _analysed(text)


def _remembered(text: str) -> str:
    return _short(text) if len(text) <= terms.LONGEST else _analysed(text)


def _add_exact_values(document: IndexDocument, record: Record, metadata: AnyRecord) -> None:
    facility = record.facility
    year = document.numbers.get("year")
    facets = {
        "kind": [record.kind],
        "facility": [facility.slug],
        "instrument": _distinct(one.name for one in metadata.instruments[:MOST_NAMES]),
        "type": _distinct([metadata.type]),
        "year": [] if year is None else [str(year)],
        "availability": [record.availability],
        "keyword": _distinct(metadata.keywords[:MOST_NAMES]),
    }
    document.facets = facets
    found = document.terms
    for name, values in facets.items():
        for value in values:
            found += terms.both(name, value)
    found += [terms.folded("facility", name) for name in (facility.short_name, facility.name)]
    for probe in PROBES[facility.probe]:
        found += terms.both("probe", probe)
    if metadata.title:
        found.append(terms.folded("title", without_addresses(metadata.title)))
    for name, value in other_values(metadata):
        if value:
            found += terms.both(name, value if name == "pid" else without_addresses(value))


def other_values(metadata: AnyRecord) -> Iterator[tuple[str, str]]:
    """Fields that are looked for by their whole value but are no facets."""
    yield "doi", metadata.doi
    yield "pid", metadata.pid
    yield "licence", metadata.licence
    yield "publisher", metadata.publisher
    for member in metadata.members[:MOST_NAMES]:
        for name in written(member.person):
            yield "person", name
        yield "orcid", member.person.orcid
    for sample in metadata.samples[:MOST_NAMES]:
        yield "sample", sample.name
        yield "igsn", sample.igsn
        yield "formula", sample.formula
    for proposal in metadata.proposals[:MOST_NAMES]:
        yield "proposal", proposal.pid
    for related in metadata.related[:MOST_NAMES]:
        yield "related", related.doi
    if isinstance(metadata, Dataset):
        yield "format", metadata.data_format
        for software in metadata.software[:MOST_NAMES]:
            yield "software", software


def written(person: Person) -> Iterator[str]:
    """A person's name as people ask for it: whole, the family's alone, and as in references."""
    given, family = person.given_name, person.family_name
    yield person.full_name
    if family and family != person.full_name:
        yield family
        if given:
            yield f"{family}, {given}"
            yield f"{given[0]}. {family}"


def _distinct(values: Iterator[str] | tuple[str, ...] | list[str]) -> list[str]:
    return list(
        dict.fromkeys(terms.shortened(without_addresses(value)) for value in values if value)
    )


def _add_techniques(document: IndexDocument, metadata: AnyRecord) -> list[str]:
    """The techniques with all above them, so that counts roll up; their names as text."""
    facets: dict[str, None] = {}
    named = []
    for technique in metadata.techniques[:MOST_NAMES]:
        document.terms.append(terms.folded("technique", without_addresses(technique.name)))
        entry = techniques.entry(technique.panet) if technique.panet else None
        if entry is not None:
            facets |= dict.fromkeys(entry.facets)
            document.terms += entry.terms
            named.append(entry.text)
    document.facets["technique"] = list(facets)
    return named


def _add_parameters(document: IndexDocument, parameters: tuple[Parameter, ...]) -> str:
    """SI values by canonical name and dimension; names and textual values as text."""
    found_in: dict[str, None] = {}
    measured, found = document.parameters, document.terms
    room, dictionary = LONGEST_VALUES, names.current()
    for parameter in parameters[:MOST_PARAMETERS]:
        name = texts.name_of(parameter, dictionary)
        key, term, text = _parameter_name(dictionary, name, parameter.dimension)
        found.append(term)
        found_in[text] = None
        if texts.is_measured(parameter):
            measured[key] = _values(parameter.si, measured.get(key, ()))
        elif room > 0:
            value = texts.in_words(parameter, room)
            room -= len(value)
            found_in[_analysed(value)] = None
    document.facets[MEASURED] = [_measured(key) for key in measured if key[1] != "number"]
    return f" {analysis.BREAK} ".join([text for text in found_in if text])


@lru_cache(maxsize=32_768)
def _measured(key: ParameterKey) -> str:
    return "@".join(key)


def _values(values: tuple[float, ...], earlier: tuple[float, ...]) -> tuple[float, ...]:
    """Each value once, with those of an earlier parameter of the same name."""
    if len(values) == 1 and not earlier:
        return values
    return tuple(dict.fromkeys(earlier + values))


@lru_cache(maxsize=32_768)
def _parameter_name(
    dictionary: Dictionary, name: str, dimension: str
) -> tuple[ParameterKey, str, str]:
    """The key, term and text of a parameter, one object each, however many records have it."""
    text = analysis.joined(dictionary.label(name))
    return (name, dimension), terms.exact("parameter", name), text
