"""What a publication begins with: all that its Datasets tell already.  Pure."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from portal.catalogue import records
from portal.catalogue.records import AnyRecord, Dataset, Member
from publishing.exports.people import authors, contributor_type
from publishing.publications import days
from publishing.publications.content import (
    Affiliation,
    Content,
    Contributor,
    Creator,
    Funding,
    Related,
    Subject,
)

MOST_PEOPLE = 3_000
MOST_SUBJECTS = 50
MOST_SUMMARIES = 3

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def content(
    datasets: Sequence[Dataset], documents: Sequence[AnyRecord], licence: str, today: date
) -> Content:
    """The content that the authors of these Datasets would write, as far as it is known.

    ``documents`` are those that they belong to: what the Datasets leave open, these tell.
    ``licence`` is the usual one, for Datasets that don't agree on another.
    """
    named = [one for one in datasets if one.members] or documents
    writers = [member for one in named for member in authors(one)]
    names = {_key(member) for member in writers}
    helpers = [member for one in named for member in one.members if _key(member) not in names]
    told = {one.licence for one in datasets if one.licence}
    opened = max((days.first(one.open_from) for one in datasets if one.open_from), default="")
    every = [*datasets, *documents]
    return Content(
        title=_title(datasets, documents),
        abstract=_abstract(datasets, documents),
        creators=_united(writers, _creator, MOST_PEOPLE, _key),
        contributors=_united(helpers, _contributor, MOST_PEOPLE, _key),
        related=_united(
            (work for one in every for work in one.related if work.doi or work.url),
            lambda work: Related(identifier=work.doi or work.url, relation=work.relation),
        ),
        funding=_united((given for one in every for given in one.funding), _funding),
        licence=told.pop() if len(told) == 1 else licence,
        subjects=_subjects(datasets),
        language=next((one.language for one in every if one.language), ""),
        embargo_until=opened if opened > today.isoformat() else "",
    )


def _title(datasets: Sequence[Dataset], documents: Sequence[AnyRecord]) -> str:
    """Of the Dataset, if it is one; else of the Document or the proposal they share, if any."""
    if len(datasets) == 1:
        return datasets[0].title
    proposals = {one.title for dataset in datasets for one in dataset.proposals if one.title}
    shared = [documents[0].title] if len(documents) == 1 else list(proposals)
    first = datasets[0].title if datasets else ""
    return shared[0] if len(shared) == 1 else first


def _abstract(datasets: Sequence[Dataset], documents: Sequence[AnyRecord]) -> str:
    if len(documents) == 1 and documents[0].summary:
        return documents[0].summary
    return "\n\n".join(_united((one.summary for one in datasets), str.strip, MOST_SUMMARIES))


def _funding(given: records.Funding) -> Funding:
    return Funding(
        funder=given.funder,
        funder_id=given.funder_id,
        award_number=given.award_number,
        award_title=given.award_title,
    )


def _subjects(datasets: Iterable[Dataset]) -> tuple[Subject, ...]:
    given = list(datasets)
    techniques = [
        Subject(text=technique.name, panet=technique.panet)
        for one in given
        for technique in one.techniques
    ]
    words = [Subject(text=word) for one in given for word in one.keywords]
    return _united(
        [*techniques, *words],
        lambda subject: subject,
        MOST_SUBJECTS,
        lambda subject: subject.panet or subject.text.casefold(),
    )


def _creator(member: Member) -> Creator:
    return Creator(**_person(member))


def _contributor(member: Member) -> Contributor:
    """Whoever had a part that DataCite has no word for was of the project."""
    role = contributor_type(member)
    return Contributor(**_person(member), role="ProjectMember" if role == "Other" else role)


def _person(member: Member) -> dict[str, Any]:
    person = member.person
    known: dict[str, Any] = {
        "affiliations": tuple(
            Affiliation(name=one.name, ror=one.ror) for one in member.affiliations
        )
    }
    if person.organisation:
        return known | {"name_type": "Organizational", "name": person.full_name, "ror": person.ror}
    given, family = person.given_name, person.family_name
    if not family:
        given, family = "", person.full_name
    return known | {"given_name": given, "family_name": family, "orcid": person.orcid}


def _key(member: Member) -> str:
    return member.person.orcid or member.person.full_name.casefold()


def _united(
    given: Iterable[_Given],
    make: Callable[[_Given], _Made],
    most: int = MOST_SUBJECTS,
    key: Callable[[_Given], object] | None = None,
) -> tuple[_Made, ...]:
    """What is made of each, in order; of those with one key only the first."""
    found: dict[object, _Made] = {}
    for one in given:
        value = make(one)
        if value:
            found.setdefault(key(one) if key else value, value)
        if len(found) == most:
            break
    return tuple(found.values())
