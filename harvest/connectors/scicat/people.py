"""The people SciCat names, in its many ways."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from harvest.connectors.base import Json
from harvest.connectors.values import ITEMS, NAME, items, line, objects
from portal.catalogue.records import Affiliation, Member, Person
from portal.normalise import identifiers, people


@dataclass
class Crew:
    """Collects members: each person once, in the first role, with the ORCID told anywhere."""

    members: dict[str, Member] = field(default_factory=dict)

    def add(
        self, person: Person | None, role: str, affiliations: tuple[Affiliation, ...] = ()
    ) -> None:
        if person is None:
            return
        key = person.full_name.casefold()
        known = self.members.get(key)
        if known is None:
            self.members[key] = Member(person=person, role=role, affiliations=affiliations)
        elif person.orcid and not known.person.orcid:
            self.members[key] = Member(
                person=person, role=known.role, affiliations=known.affiliations or affiliations
            )

    def add_named(self, names: Any, role: str, affiliations: tuple[Affiliation, ...] = ()) -> None:
        """People from a name or a list of names; lists with semicolons are taken apart."""
        for name in items(names):
            for part in name.split(";") if isinstance(name, str) and ";" in name else [name]:
                self.add(people.person(part), role, affiliations)

    def all(self) -> tuple[Member, ...]:
        return tuple(self.members.values())[:ITEMS]


def of_document(document: Json) -> tuple[Member, ...]:
    """Creators and authors of version 3: names in lists."""
    crew = Crew()
    at = affiliations(document.get("affiliation"))
    crew.add_named(document.get("creator"), "creator", at)
    crew.add_named(document.get("authors"), "author", at)
    return crew.all()


def of_metadata(metadata: Json) -> tuple[Member, ...]:
    """Creators and contributors of version 4, as DataCite describes them.

    A creator who is named for a task as well ("ContactPerson") stands there with both; one
    who is just a contributor too is told once.
    """
    creators = Crew()
    _add_described(creators, metadata.get("creators"), "creator")
    crews = {"": creators}
    for one in items(metadata.get("contributors")):
        task = line(one.get("contributorType"), NAME) if isinstance(one, dict) else ""
        task = "" if task == "Other" else task
        _add_described(crews.setdefault(task, Crew()), [one], task or "contributor")
    return tuple(member for crew in crews.values() for member in crew.all())[:ITEMS]


def _add_described(crew: Crew, given: Any, role: str) -> None:
    """People from DataCite's objects or from plain names; organisations are nobody."""
    for one in items(given):
        if isinstance(one, str):
            crew.add_named(one, role)
        elif isinstance(one, dict) and one.get("nameType") != "Organizational":
            crew.add(_creator(one), role, affiliations(one.get("affiliation")))


def of_dataset(dataset: Json) -> tuple[Member, ...]:
    """Investigators and owner; the ORCID that a dataset gives is its owner's."""
    crew = Crew()
    for name in ("principalInvestigators", "principalInvestigator"):
        crew.add_named(dataset.get(name), "principal investigator")
    crew.add_named(dataset.get("investigator"), "investigator")
    crew.add(people.person(dataset.get("owner"), dataset.get("orcidOfOwner")), "owner")
    return crew.all()


def affiliations(value: Any) -> tuple[Affiliation, ...]:
    """From a name, or objects {name, affiliationIdentifier}."""
    made = (_affiliation(one) for one in items(value))
    return tuple(dict.fromkeys(one for one in made if one))


def _affiliation(one: Any) -> Affiliation | None:
    if isinstance(one, str):
        one = {"name": one}
    name = line(one.get("name"), NAME) if isinstance(one, dict) else ""
    if not name:
        return None
    return Affiliation(name=name, ror=identifiers.ror(one.get("affiliationIdentifier")))


def _creator(one: Json) -> Person | None:
    """A DataCite name; given and family name are taken as they stand."""
    given, family = line(one.get("givenName"), NAME), line(one.get("familyName"), NAME)
    orcid = _orcid(objects(one.get("nameIdentifiers")))
    person = people.person(one.get("name") or f"{given} {family}", orcid)
    if person is None or not family:
        return person
    full_name = f"{given} {family}" if given else family
    return Person(full_name=full_name, given_name=given, family_name=family, orcid=person.orcid)


def _orcid(given: Iterable[Json]) -> str:
    found = (people.orcid(one.get("nameIdentifier")) for one in given)
    return next(filter(None, found), "")
