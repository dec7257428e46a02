"""Every text that a record is found by, each with where it stands.

The projection analyses them for the index, and search.why looks in them for what was
found: one list for both, so that neither knows of a text that the other doesn't.
E-mail addresses aren't taken out yet.
"""

from collections.abc import Iterator

from portal.catalogue.models import Facility
from portal.catalogue.records import AnyRecord, Parameter
from portal.normalise import names
from portal.normalise.dictionary import Dictionary
from search.indexing import techniques

Text = tuple[str, str]  # where it stands, and the text
LONGEST_VALUES = 4_000  # characters of a record's textual parameter values together
MOST_NAMES = 2_000  # people, keywords, samples, … of one record that are indexed
MOST_PARAMETERS = 2_000
MOST_VALUES = 20  # textual values of one parameter


def free(metadata: AnyRecord) -> Iterator[Text]:
    """Free text beside the title: hardly two records have the same."""
    yield "summary", metadata.summary
    for sample in metadata.samples[:MOST_NAMES]:
        yield "sample", sample.name
        yield "description of the sample", sample.description
    for proposal in metadata.proposals[:MOST_NAMES]:
        yield "proposal", proposal.pid
        yield "title of the proposal", proposal.title
    yield "PID", metadata.pid
    yield "DOI", metadata.doi


def shared(metadata: AnyRecord) -> Iterator[Text]:
    """Short texts that many records share."""
    for keyword in metadata.keywords[:MOST_NAMES]:
        yield "keyword", keyword
    for member in metadata.members[:MOST_NAMES]:
        yield "person", member.person.full_name
        yield "ORCID", member.person.orcid
    for instrument in metadata.instruments[:MOST_NAMES]:
        yield "instrument", instrument.name
    for sample in metadata.samples[:MOST_NAMES]:
        yield "formula", sample.formula
    for technique in metadata.techniques[:MOST_NAMES]:
        yield "technique", technique.name
    yield "type", metadata.type
    yield "publisher", metadata.publisher


def of_techniques(metadata: AnyRecord) -> Iterator[Text]:
    """All names that PaNET has for the record's techniques and what they are kinds of."""
    for technique in metadata.techniques[:MOST_NAMES]:
        entry = techniques.entry(technique.panet) if technique.panet else None
        for name in entry.names if entry else ():
            yield "names of the technique", name


def of_facility(facility: Facility) -> Iterator[Text]:
    for name in (facility.name, facility.short_name, facility.slug):
        yield "facility", name


def of_parameters(metadata: AnyRecord) -> Iterator[Text]:
    """The parameters' names, and the values of those that are no numbers."""
    room = LONGEST_VALUES
    for parameter in metadata.parameters[:MOST_PARAMETERS]:
        label = names.label(name_of(parameter))
        yield "parameter", label
        if not is_measured(parameter) and room > 0:
            value = in_words(parameter, room)
            room -= len(value)
            yield label, value


def name_of(parameter: Parameter, dictionary: Dictionary | None = None) -> str:
    """The name that a parameter is found by, in the dictionary in use or another one."""
    known = dictionary or names.current()
    return known.of(parameter.name, parameter.unit, parameter.dimension)


def is_measured(parameter: Parameter) -> bool:
    return bool(parameter.si and parameter.dimension)


def in_words(parameter: Parameter, room: int) -> str:
    """A parameter's textual values, as many characters as there is room for."""
    return " ".join([one for one in parameter.values[:MOST_VALUES] if isinstance(one, str)])[:room]
