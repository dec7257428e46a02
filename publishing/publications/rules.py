"""What is wrong with a publication, in words its authors can act on.

First what our form asks for; then what the registrar would refuse, by the same rules as the
sandbox's (publishing.doi.rules), so that nothing is submitted that can't be registered.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from portal import techniques
from portal.normalise import identifiers, licences, people
from portal.normalise.datacite import CONTRIBUTOR_TYPES, RELATION_TYPES, RESOURCE_TYPES
from publishing.doi.rules import metadata_problems
from publishing.exports.texts import public, web_address
from publishing.publications import bounds, days, registering
from publishing.publications.content import Content, Creator
from publishing.publications.freezing import available
from publishing.publications.models import Publication
from publishing.publications.problems import Problem
from publishing.publications.states import EDITABLE

LONGEST_EMBARGO = timedelta(days=10 * 366)
# Where a part of the registrar's metadata is written in our form.
_FIELDS = {
    "titles": "title",
    "descriptions": "abstract",
    "rightsList": "licence",
    "types": "resource_type",
    "relatedIdentifiers": "related",
    "relatedItems": "related",
    "fundingReferences": "funding",
}


def problems(publication: Publication, content: Content) -> list[Problem]:
    """Everything to mend before it can be submitted; nothing is written."""
    found = [*_content(content), *_datasets(publication, content)]
    found += _over(content.embargo, publication.series.created_at.date())
    if found:
        return found
    said = registering.attributes(publication, timezone.now(), content)
    return [Problem(_field(one.source), one.title) for one in metadata_problems(said)]


def _content(content: Content) -> Iterator[Problem]:
    if not public(content.title):
        yield Problem("title", "Give it a title.")
    if not public(content.abstract):
        yield Problem("abstract", "Say in an abstract what the data are and how they were made.")
    if not content.creators:
        yield Problem("creators", "Name at least one creator.")
    for place, creator in enumerate(content.creators):
        yield from _person(creator, f"creators.{place}")
    yield from _twice(content.creators)
    for place, helper in enumerate(content.contributors):
        yield from _person(helper, f"contributors.{place}")
        if helper.role not in CONTRIBUTOR_TYPES:
            yield Problem(f"contributors.{place}.role", "Choose what they did from the list.")
    yield from _works(content)
    yield from _terms(content)
    yield from _contacts(content)
    yield from bounds.too_much(content)


def _person(one: Creator, path: str) -> Iterator[Problem]:
    if one.name_type == "Organizational":
        if not public(one.name):
            yield Problem(f"{path}.name", "Write the organisation's name.")
        if one.ror.strip() and not identifiers.ror(one.ror):
            yield Problem(
                f"{path}.ror", "This isn't a ROR: it looks like https://ror.org/01js2sh04."
            )
    elif not public(one.family_name):
        yield Problem(f"{path}.family_name", "Write the family name, or the only one.")
    if one.orcid.strip() and not people.orcid(one.orcid):
        yield Problem(
            f"{path}.orcid", "This isn't an ORCID iD: check its digits, as in 0000-0002-1825-0097."
        )
    for place, affiliation in enumerate(one.affiliations):
        if affiliation.ror.strip() and not identifiers.ror(affiliation.ror):
            yield Problem(
                f"{path}.affiliations.{place}.ror",
                "This isn't a ROR: it looks like https://ror.org/01js2sh04.",
            )


def _twice(creators: Sequence[Creator]) -> Iterator[Problem]:
    """Who is named twice would be cited once."""
    seen = set[str]()
    for place, one in enumerate(creators):
        orcid = people.orcid(one.orcid) if one.name_type == "Personal" else ""
        if orcid in seen:
            yield Problem(
                f"creators.{place}.orcid", "Another creator has this ORCID iD: name everybody once."
            )
        seen.update([orcid] if orcid else [])


def _works(content: Content) -> Iterator[Problem]:
    for place, work in enumerate(content.related):
        path = f"related.{place}"
        if not identifiers.doi(work.identifier) and not web_address(work.identifier.strip()):
            yield Problem(f"{path}.identifier", "Write a DOI, such as 10.1000/182, or an address.")
        if work.relation not in RELATION_TYPES:
            yield Problem(f"{path}.relation", "Choose the relation from the list.")
    for place, funding in enumerate(content.funding):
        if not public(funding.funder):
            yield Problem(f"funding.{place}.funder", "Name the funder.")


def _terms(content: Content) -> Iterator[Problem]:
    if not content.licence.strip():
        yield Problem("licence", "Choose a licence, so that others know what they may do.")
    elif not licences.is_spdx(content.licence):
        yield Problem("licence", "Choose a licence from the list, by its SPDX identifier.")
    if content.resource_type not in RESOURCE_TYPES:
        yield Problem("resource_type", "Choose the type from the list.")
    for place, subject in enumerate(content.subjects):
        if subject.panet and techniques.get(subject.panet) is None:
            yield Problem(f"subjects.{place}.panet", "There is no such technique in PaNET.")
        if not subject.panet and not public(subject.text):
            yield Problem(f"subjects.{place}.text", "Write a keyword, or remove this one.")
    yield from _embargo(content.embargo_until)


def _embargo(until: str) -> Iterator[Problem]:
    if not until:
        return
    if not days.is_day(until):
        yield Problem("embargo_until", "Write the day as in 2027-01-31.")
    elif date.fromisoformat(until) > timezone.now().date() + LONGEST_EMBARGO:
        yield Problem("embargo_until", "An embargo lasts ten years at most.")


def _over(until: str, begun: date) -> Iterator[Problem]:
    """A day that was over before anything was written is a slip, and would open the data."""
    if until and until < begun.isoformat():
        yield Problem(
            "embargo_until",
            "This day is over: write one to come, or leave it empty to open the data at once.",
        )


def _contacts(content: Content) -> Iterator[Problem]:
    for place, contact in enumerate(content.contacts):
        try:
            validate_email(contact.email)
        except ValidationError:
            yield Problem(f"contacts.{place}.email", "This isn't an e-mail address.")


def _datasets(publication: Publication, content: Content) -> Iterator[Problem]:
    rows = publication.chosen.filter(related_only=False).select_related("record")
    # An embargo that ended may stay where it stands: its data are open because of it.
    ahead = content.embargo > f"{timezone.now():%Y-%m-%d}"
    if ahead and rows and all(available(row.record) for row in rows):
        yield Problem("embargo_until", "All its data are open already: leave this empty.")
    # What is released already comes out as it was frozen.
    unreleased = EDITABLE | {Publication.State.SUBMITTED}
    if not rows:
        yield Problem("datasets", "Choose at least one Dataset of the facility.")
    for row in rows:
        if publication.state in unreleased and row.record.withdrawn_at is not None:
            yield Problem("datasets", "A Dataset was withdrawn at its source: remove it.")


def _field(source: str) -> str:
    first, dot, rest = source.partition(".")
    mine = _FIELDS.get(first, first)
    return mine if first in _FIELDS else f"{mine}{dot}{rest}"
