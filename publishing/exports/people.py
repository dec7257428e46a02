"""Who made a resource and who helped, as DataCite distinguishes them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from portal.catalogue import records
from portal.catalogue.models import Facility
from portal.catalogue.records import AnyRecord, Member
from portal.normalise.datacite import CONTRIBUTOR_TYPES, UNKNOWN
from publishing.exports import texts
from publishing.exports.kernel import Affiliation, Contributor, Creator, NameIdentifier, Publisher
from publishing.exports.texts import public

# Whose work it is: those of the first role that anybody has.
AUTHORS = ("creator", "author", "principalinvestigator", "pi", "owner")
# What the roles of catalogues are in DataCite's words; those of DataCite stand for themselves.
_TYPES = {one.lower(): one for one in CONTRIBUTOR_TYPES} | {
    "principalinvestigator": "ProjectLeader",
    "pi": "ProjectLeader",
    "proposer": "ProjectLeader",
    "coproposer": "ProjectMember",
    "coinvestigator": "ProjectMember",
    "localcontact": "ProjectMember",
    "investigator": "DataCollector",
    "experimenter": "DataCollector",
    "owner": "DataManager",
    "contact": "ContactPerson",
    "correspondingauthor": "ContactPerson",
}
_BETWEEN = re.compile(r"[\s_-]+")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
_ROR = re.compile(r"https://ror\.org/0[a-z0-9]{6}\d{2}", re.ASCII)


def authors(metadata: AnyRecord) -> list[Member]:
    """The members whose work the record is, each once.

    Those of the most telling role that anybody has; where no role tells, those who aren't
    known to have done something else; else everybody.
    """
    by_role: dict[str, list[Member]] = {}
    for member in metadata.members[: texts.LISTED]:
        by_role.setdefault(_role(member), []).append(member)
    for role in AUTHORS:
        if role in by_role:
            return each_once(by_role[role])
    telling_nothing = [role for role in by_role if role not in _TYPES]
    return each_once([one for role in telling_nothing or by_role for one in by_role[role]])


def each_once(members: Iterable[Member]) -> list[Member]:
    """Everybody once, with all their affiliations.

    Whoever isn't a creator may be named once with an ORCID and once without.
    """
    named = list(numbered(members))
    orcids = {_known_by(one): one.person.orcid for one, _ in named if one.person.orcid}
    found: dict[tuple[str, str, int], Member] = {}
    for member, number in named:
        person, name = member.person, _known_by(member)
        if not person.orcid and _role(member) != "creator":
            person = replace(person, orcid=orcids.get(name, ""))
        known = found.setdefault((name, person.orcid, number), replace(member, person=person))
        both = dict.fromkeys((*known.affiliations, *member.affiliations))
        found[name, person.orcid, number] = replace(known, affiliations=tuple(both))
    return list(found.values())


def _known_by(member: Member) -> str:
    return member.person.full_name.casefold()


def numbered(members: Iterable[Member]) -> Iterator[tuple[Member, int]]:
    """Each with 0, or with how many creators of this name came before.

    Two creators of one name are two people, as whoever listed them knew, unless an ORCID says
    that they are one.
    """
    namesakes: Counter[str] = Counter()
    for member in members:
        person = member.person
        alone = _role(member) != "creator" or person.orcid or person.organisation
        name = _known_by(member)
        yield member, 0 if alone else namesakes[name]
        namesakes[name] += not alone


def creators(metadata: AnyRecord, facility: Facility) -> tuple[Creator, ...]:
    """The authors; the facility where nobody is named, since it made the measurement."""
    return tuple(filter(None, map(_creator, authors(metadata)))) or (_house(facility),)


def contributors(metadata: AnyRecord, facility: Facility) -> tuple[Contributor, ...]:
    """Everybody else with what they did, whom to ask, and the facility as the host.

    The facility is to be asked where nobody is named for that.
    """
    done = {member.person.full_name for member in authors(metadata)}
    people = texts.listed(metadata.members, lambda member: _contributor(member, done))
    types = ["HostingInstitution"]
    if not any(one.contributor_type == "ContactPerson" for one in people):
        types.insert(0, "ContactPerson")
    house = _house(facility)
    return people + tuple(
        Contributor(
            name=house.name,
            name_type=house.name_type,
            name_identifiers=house.name_identifiers,
            contributor_type=one,
        )
        for one in types
    )


def publisher(metadata: AnyRecord, facility: Facility) -> Publisher:
    """Who the catalogue says published it, else the facility; with the ROR if it is that."""
    name = public(metadata.publisher) or facility_name(facility)
    own = name.casefold() in (facility.name.casefold(), facility.short_name.casefold())
    if not own or not _ROR.fullmatch(facility.ror):
        return Publisher(name=name)
    return Publisher(
        name=name,
        publisher_identifier=facility.ror,
        publisher_identifier_scheme="ROR",
        scheme_uri="https://ror.org",
    )


def facility_name(facility: Facility) -> str:
    return public(facility.name) or public(facility.short_name) or UNKNOWN


def contributor_type(member: Member) -> str:
    """What somebody did, as DataCite calls it; "Other" for what it has no word for."""
    return _TYPES.get(_role(member), "Other")


def _role(member: Member) -> str:
    return _BETWEEN.sub("", member.role).lower()


def _creator(member: Member) -> Creator | None:
    person = member.person
    name, given, family = _names(person)
    if not name:
        return None
    return Creator(
        name=name,
        name_type=_name_type(person),
        given_name=given,
        family_name=family,
        name_identifiers=_identifiers(person),
        affiliation=_affiliations(member.affiliations),
    )


def _contributor(member: Member, done: set[str]) -> Contributor | None:
    """None for authors, unless they are named for something else too."""
    role, kind = _role(member), contributor_type(member)
    if role in AUTHORS[:2] or (kind == "Other" and member.person.full_name in done):
        return None
    name, given, family = _names(member.person)
    if not name:
        return None
    return Contributor(
        name=name,
        name_type=_name_type(member.person),
        given_name=given,
        family_name=family,
        name_identifiers=_identifiers(member.person),
        affiliation=_affiliations(member.affiliations),
        contributor_type=kind,
    )


def _names(person: records.Person) -> tuple[str, str, str]:
    """The name as DataCite wants it ("Family, Given"), and its parts where they are known."""
    given, family = public(person.given_name), public(person.family_name)
    if given and family:
        return f"{family}, {given}", given, family
    return public(person.full_name) or family or given, "", ""


def _name_type(person: records.Person) -> str:
    return "Organizational" if person.organisation else "Personal"


def _identifiers(person: records.Person) -> tuple[NameIdentifier, ...]:
    if person.organisation:
        return _ror(person.ror)
    if not _ORCID.fullmatch(person.orcid):
        return ()
    orcid = person.orcid
    return (
        NameIdentifier(
            name_identifier=f"https://orcid.org/{orcid}",
            name_identifier_scheme="ORCID",
            scheme_uri="https://orcid.org",
        ),
    )


def _affiliations(given: Iterable[records.Affiliation]) -> tuple[Affiliation, ...]:
    return texts.listed(given, _affiliation) if given else ()


def _affiliation(given: records.Affiliation) -> Affiliation | None:
    name = public(given.name)
    if not name or not _ROR.fullmatch(given.ror):
        return Affiliation(name=name) if name else None
    return Affiliation(
        name=name,
        affiliation_identifier=given.ror,
        affiliation_identifier_scheme="ROR",
        scheme_uri="https://ror.org",
    )


def _house(facility: Facility) -> Creator:
    return Creator(
        name=facility_name(facility),
        name_type="Organizational",
        name_identifiers=_ror(facility.ror),
    )


def _ror(ror: str) -> tuple[NameIdentifier, ...]:
    if not _ROR.fullmatch(ror):
        return ()
    return (
        NameIdentifier(
            name_identifier=ror, name_identifier_scheme="ROR", scheme_uri="https://ror.org"
        ),
    )
