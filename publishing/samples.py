"""Publications for the demo: one of each kind, made the way that authors make them.

The facilities of the sample catalogues are enrolled with the sandbox registrar, and two
accounts can be tried: an author's, who has the ORCID of somebody whom datasets name, and a
curator's.
"""

import secrets
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from portal.accounts.social.configured import orcid_name
from portal.catalogue.models import Facility, Record
from publishing.enrolment.models import Enrolment
from publishing.publications import drafting, stepping
from publishing.publications.content import Creator, Related, decode
from publishing.publications.models import Publication

State = Publication.State
PATIENCE = 120  # seconds until the worker has had a publication registered
AUTHOR, CURATOR = "author@example.org", "curator@example.org"
ABSTRACT = "Made-up data of a made-up experiment, to show what a publication looks like."


@dataclass(frozen=True)
class Cast:
    """Who publishes, and the password of both."""

    author: User
    curator: User
    password: str


def publish(waits: Callable[[], object]) -> Cast | None:
    """Publish the samples, with a worker running elsewhere; None if that was done before.

    ``waits`` is called while the worker is waited for, and may raise when it has stopped.
    """
    if Enrolment.objects.exists():
        return None
    cast = _begin()
    houses = [one.facility for one in Enrolment.objects.select_related("facility")]
    first, second = (_public(houses[0], start, 4) for start in (0, 40))
    several = [_publish(cast.curator, first[:3]), _publish(cast.curator, second)]
    several += [_publish(cast.curator, _public(house, 8, 3)) for house in houses[1:3]]
    if private := _private(houses):
        several.append(_publish(cast.curator, private, embargo_days=400))
    for one in several:
        _until(one, State.FINDABLE, waits)
    version = stepping.new_version(several[0].pk, cast.curator)
    drafting.choose(version.pk, cast.curator, first[3])
    stepping.publish(version.pk, cast.curator)
    _until(version, State.FINDABLE, waits)
    why = "The energy scale was wrong: see the new version of the measurement."
    stepping.withdraw(several[1].pk, cast.curator, why)
    _authors(cast)
    return cast


@transaction.atomic
def _begin() -> Cast:
    password = secrets.token_urlsafe(9)
    author, curator = (_account(*one, password) for one in ((AUTHOR, "Ada"), (CURATOR, "Cora")))
    for house in Facility.objects.all():
        made = Enrolment.objects.create(
            facility=house,
            prefix="10.5072",
            suffix=Enrolment.Suffix.NUMBERED,
            licence=house.default_licence or "CC-BY-4.0",
            review=True,
        )
        made.curators.add(curator)
    provider = orcid_name(settings.ORCID_SANDBOX)
    SocialAccount.objects.create(user=author, provider=provider, uid=_most_named())
    return Cast(author, curator, password)


def _most_named() -> str:
    """The ORCID that most of the public Datasets name."""
    datasets = Record.objects.public().filter(kind=Record.Kind.DATASET)
    named: Counter[str] = Counter()
    for record in datasets.filter(body__contains='"orcid"').iterator():
        named.update({one.person.orcid for one in record.metadata.members if one.person.orcid})
    return named.most_common(1)[0][0]


def _account(email: str, name: str, password: str) -> User:
    login = secrets.token_hex(8)
    user = User.objects.create_user(login, email, password, first_name=name, last_name="Example")
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _public(house: Facility, start: int, number: int) -> list[Record]:
    found = Record.objects.public().filter(facility=house, kind=Record.Kind.DATASET)
    return list(found.select_related("facility").order_by("pk")[start : start + number])


def _private(houses: Sequence[Facility]) -> list[Record]:
    """Some of one facility that nobody can see yet."""
    hidden = Record.objects.filter(facility__in=houses, kind=Record.Kind.DATASET, public_from=None)
    rows = list(hidden.select_related("facility").order_by("pk")[:50])
    return [one for one in rows if one.facility_id == rows[0].facility_id][:3]


def _publish(user: User, records: Sequence[Record], embargo_days: int = 0) -> Publication:
    made = _drafted(user, records, embargo_days)
    return stepping.publish(made.pk, user)


def _drafted(user: User, records: Sequence[Record], embargo_days: int = 0) -> Publication:
    made = drafting.start(user, records)
    content = decode(made.content)
    end = timezone.now() + timedelta(days=embargo_days)
    content = msgspec.structs.replace(
        content,
        abstract=content.abstract or ABSTRACT,
        creators=content.creators
        or (Creator(name_type="Organizational", name=records[0].facility.name),),
        embargo_until=f"{end:%Y-%m-%d}" if embargo_days else "",
        related=content.related or (Related(identifier="10.5072/a-paper"),),
    )
    return drafting.save(made.pk, user, content, made.revision)


def _authors(cast: Cast) -> None:
    """What the author has under way: one that waits for the curator, and a draft."""
    orcid = SocialAccount.objects.get(user=cast.author).uid
    named = Record.objects.public().filter(kind=Record.Kind.DATASET, body__contains=orcid)
    mine = list(named.select_related("facility").order_by("pk")[:4])
    stepping.submit(_drafted(cast.author, mine[:1]).pk, cast.author)
    stepping.reserve(_drafted(cast.author, mine[1:]).pk, cast.author)


def _until(publication: Publication, state: str, waits: Callable[[], object]) -> None:
    """Raises TimeoutError if the worker hasn't brought it there in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        publication.refresh_from_db()
        if publication.state == state:
            return
        waits()
        time.sleep(0.3)
    raise TimeoutError(f"publication {publication.pk} is still {publication.state}")
