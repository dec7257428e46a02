"""The people, the facility and the Datasets of tests of publications."""

import json
from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.utils import timezone

from harvest.pipeline import remap
from portal.catalogue import store
from portal.catalogue.models import Facility, Record, Source, SourceRecord
from portal.catalogue.models.records import pack
from portal.catalogue.records import digest
from publishing.doi.models import Doi
from publishing.doi.selectors import HALTED
from publishing.enrolment.models import Enrolment
from publishing.publications import drafting, progress, stepping
from publishing.publications.models import Publication
from tests import factories

ORCID = "0000-0002-1825-0097"


@dataclass
class Cast:
    facility: Facility
    enrolment: Enrolment
    owner: User
    coauthor: User
    curator: User
    elsewhere: User
    stranger: User
    admin: User
    public: Record
    private: Record


def cast(*, review: bool = False) -> Cast:
    """A facility that publishes, and who has to do with it; ``owner`` has the Datasets' ORCID."""
    facility, other = (factories.FacilityFactory(slug=slug) for slug in ("ess", "max"))
    enrolment = Enrolment.objects.create(facility=facility, review=review)
    people = {
        name: User.objects.create_user(f"login-of-{name}", first_name=name)
        for name in ("owner", "coauthor", "curator", "elsewhere", "stranger")
    }
    admin = User.objects.create_superuser("admin")
    enrolment.curators.add(people["curator"])
    Enrolment.objects.create(facility=other).curators.add(people["elsewhere"])
    log_in_with_orcid(people["owner"], ORCID)
    public, private = harvested(payload("one")), harvested(payload("two", isPublished=False))
    return Cast(facility, enrolment, admin=admin, public=public, private=private, **people)


def payload(name: str, **changes: Any) -> dict[str, Any]:
    """A Dataset as a SciCat sends it."""
    return {
        "pid": f"20.500.12269/{name}",
        "datasetName": f"Reflectivity of film {name}",
        "description": f"Film {name} at 300 K.",
        "type": "raw",
        "isPublished": True,
        "createdAt": "2024-03-01T10:00:00Z",
        "creationTime": "2024-03-01T10:00:00Z",
        "owner": "Josiah Carberry",
        "orcidOfOwner": ORCID,
        "principalInvestigator": "Josiah Carberry",
        "proposalId": "2024-17",
        "creationLocation": "ESS:FREIA",
        "size": 2_000,
        "numberOfFiles": 2,
        "keywords": ["film"],
        "techniques": [
            {
                "pid": "http://purl.org/pan-science/PaNET/PaNET01189",
                "name": "small angle neutron scattering",
            }
        ],
        **changes,
    }


def harvested(item: dict[str, Any], source: Source | None = None) -> Record:
    """What a harvest makes of the payload."""
    source = source or factories.SourceFactory(facility=Facility.objects.get(slug="ess"))
    body = json.dumps(item).encode()
    record = remap(SourceRecord(source=source, kind="dataset", packed=pack(body)))
    told = store.Told("dataset", item["pid"], body, digest(body), record)
    results = store.store(source, [told], 1, timezone.now(), remap)
    return Record.objects.get(told_by=results[0].source_record)


def log_in_with_orcid(user: User, orcid: str) -> None:
    SocialAccount.objects.create(user=user, provider="orcid", uid=orcid)


def draft(those: Cast, *records: Record) -> Publication:
    """The owner's draft of these records, else of the public Dataset."""
    return drafting.start(those.owner, records or [those.public])


def published(those: Cast, *records: Record) -> Publication:
    """A publication on whose way nothing went wrong."""
    publication = draft(those, *records)
    stepping.publish(publication.pk, those.owner)
    settle()
    publication.refresh_from_db()
    return publication


def settle() -> None:
    """Have the registrar agree to all that is wanted, as often as something is."""
    while progress.advance() or agree():
        pass


def agree() -> int:
    """Write down that the registrar has what is wanted of every DOI; of how many it hadn't."""
    waiting = Doi.objects.exclude(next_at=None).exclude(HALTED)
    for doi in waiting:
        doi.seen, doi.seen_hash, doi.seen_at = doi.wanted, doi.body_hash, timezone.now()
        doi.next_at = None
        doi.save()
    return len(waiting)
