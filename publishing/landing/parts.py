"""The parts of a record page, each made from the record's metadata.  Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal import units
from portal.catalogue.records import AnyRecord, Funding, Parameter, Related, Sample, Technique
from portal.normalise.datacite import CONTRIBUTOR_TYPES
from portal.normalise.text import without_addresses
from portal.units import Dimension
from portal.web import links, show
from portal.web.preferred import Units
from portal.web.public import telling_path
from publishing.exports.people import authors, numbered

SUPERSEDED = ("IsPreviousVersionOf", "IsObsoletedBy")


@dataclass(frozen=True)
class Step:
    """A technique on the way from the root of PaNET, with a search for it."""

    label: str
    url: str


@dataclass(frozen=True)
class Trail:
    """A technique as the record names it, and its place in the tree."""

    name: str
    panet: str
    steps: tuple[Step, ...]

    @property
    def said(self) -> bool:
        """Whether the record names the technique otherwise than PaNET does."""
        return bool(self.name) and self.name.lower() != self.steps[-1].label.lower()

    @property
    def url(self) -> str:
        return self.steps[-1].url if self.steps else links.field("technique", self.name)


@dataclass(frozen=True)
class Someone:
    """A person with everything they are to the record."""

    name: str
    orcid: str
    roles: str
    affiliations: tuple[tuple[str, str], ...]  # name, ROR address

    @property
    def url(self) -> str:
        return links.field("person", self.name)


@dataclass(frozen=True)
class Quantity:
    """One line of the parameter table."""

    name: str
    given: str
    preferred: str


@dataclass(frozen=True)
class Table:
    """Some parameters; ``more`` is folded away at first."""

    caption: str
    lines: tuple[Quantity, ...]
    more: tuple[Quantity, ...]
    chosen: bool = False  # whether any unit was chosen, rather than the usual one

    @property
    def compared(self) -> bool:
        """Whether any line says more in the usual unit."""
        return any(line.preferred for line in (*self.lines, *self.more))


@dataclass(frozen=True)
class Switch:
    """A kind of quantity with the units it can be shown in; ``chosen`` is "" for as usual."""

    dimension: str
    label: str
    units: tuple[str, ...]
    chosen: str


@dataclass(frozen=True)
class Work:
    """A related work with what it is to the record, in words."""

    relation: str
    text: str
    url: str


@dataclass(frozen=True)
class Grant:
    """Who paid, with the award; addresses are "" where none is known."""

    funder: str
    funder_url: str
    award: str
    url: str


def trails(metadata: AnyRecord) -> tuple[Trail, ...]:
    return tuple(_trail(technique) for technique in metadata.techniques)


def people(metadata: AnyRecord) -> tuple[Someone, ...]:
    """Everybody once, in the order of the record, with all their roles; creators as cited."""
    members: dict[tuple[str, str, int], list[str]] = {}
    affiliations: dict[tuple[str, str, int], dict[tuple[str, str], None]] = {}
    for member, number in numbered(metadata.members):
        key = (without_addresses(member.person.full_name), member.person.orcid, number)
        members.setdefault(key, []).append(member.role)
        for one in member.affiliations:
            affiliations.setdefault(key, {})[one.name, show.link(one.ror)] = None
    return tuple(
        Someone(
            name=key[0],
            orcid=key[1],
            roles=", ".join(dict.fromkeys(_spoken(role) for role in roles if role)),
            affiliations=tuple(affiliations.get(key, ())),
        )
        for key, roles in members.items()
    )


def byline(metadata: AnyRecord, everybody: Sequence[Someone]) -> Sequence[Someone]:
    """Those whose work it is, as they are cited, of a Document that was published here."""
    cited = {(one.person.full_name, one.person.orcid) for one in authors(metadata)}
    cited = {(without_addresses(name), orcid) for name, orcid in cited}
    return [one for one in everybody if (one.name, one.orcid) in cited]


def _spoken(role: str) -> str:
    """A role of DataCite's list in words; a catalogue's own as it is."""
    return words(role) if role in CONTRIBUTOR_TYPES else role


def instruments(metadata: AnyRecord) -> list[tuple[str, str]]:
    """Each instrument's name with a search for it."""
    names = dict.fromkeys(one.name for one in metadata.instruments if one.name)
    return [(name, links.search(instrument=name)) for name in names]


def keywords(metadata: AnyRecord) -> list[tuple[str, str]]:
    """Each keyword with a search for it."""
    words = dict.fromkeys(without_addresses(word) for word in metadata.keywords)
    return [(word, links.search(keyword=word)) for word in words]


def samples(metadata: AnyRecord) -> list[tuple[Sample, str]]:
    """Each sample with a search for its name."""
    return [(one, links.field("sample", without_addresses(one.name))) for one in metadata.samples]


def table(caption: str, parameters: Sequence[Parameter], shown: int, preferred: Units) -> Table:
    """The lines of some parameters: the first ``shown``, and the others."""
    lines = tuple(
        Quantity(
            one.name,
            show.values(one),
            show.preferred(one, chosen=preferred.get(one.dimension)),
        )
        for one in parameters
    )
    chosen = any(one.dimension in preferred for one in parameters)
    return Table(caption, lines[:shown], lines[shown:], chosen)


def switches(parameters: Iterable[Parameter], preferred: Units) -> tuple[Switch, ...]:
    """The kinds of quantities among these that can be shown in several units."""
    found = dict.fromkeys(one.dimension for one in parameters if one.si)
    known = units.dimensions()
    return tuple(
        _switch(known[name], preferred) for name in sorted(found) if len(units.units_of(name)) > 1
    )


def _switch(dimension: Dimension, preferred: Units) -> Switch:
    chosen = preferred.get(dimension.name)
    symbols = [*dimension.units, *([chosen.symbol] if chosen else [])]
    return Switch(
        dimension.name,
        dimension.label,
        tuple(dict.fromkeys(symbols)),
        chosen.symbol if chosen else "",
    )


def works(related: Iterable[Related]) -> tuple[Work, ...]:
    return tuple(_work(one) for one in related)


def newer(related: Iterable[Related]) -> tuple[Work, ...]:
    """The works that have taken the record's place, as far as they have an address."""
    found = (_work(one) for one in related if one.relation in SUPERSEDED)
    return tuple(one for one in found if one.url)


def grants(metadata: AnyRecord) -> tuple[Grant, ...]:
    """Who paid, and by which award; those that name nobody are left out."""
    made = (_grant(one) for one in metadata.funding)
    return tuple(dict.fromkeys(one for one in made if one.funder))


def _grant(given: Funding) -> Grant:
    title, number = without_addresses(given.award_title), without_addresses(given.award_number)
    award = f"{title} ({number})" if title and number else title or number
    return Grant(
        funder=without_addresses(given.funder),
        funder_url=show.link(given.funder_id),
        award=award,
        url=show.link(given.url),
    )


def words(camel: str) -> str:
    """A DataCite relation type in words: IsSupplementTo is "is supplement to"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", camel).lower()


def _trail(technique: Technique) -> Trail:
    path = telling_path(technique.panet)
    steps = tuple(Step(entry.label, links.search(technique=entry.id)) for entry in path)
    return Trail(without_addresses(technique.name), technique.panet, steps)


def _work(related: Related) -> Work:
    url = links.doi(related.doi) if related.doi else show.link(related.url)
    text = related.text or related.doi or related.url
    return Work(words(related.relation), without_addresses(text), url)


def licence(text: str) -> tuple[str, str]:
    """A licence as (text, address); the address is "" unless the text says which it is."""
    if show.link(text):
        return text, text
    known = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.+-]{1,40}", text)
    if known and ("-" in text or text == "MIT"):
        return text, f"https://spdx.org/licenses/{text}.html"
    return text, ""
