"""Compare every DOI with its registrar, and have mended what differs.

Mending writes down what was seen; bringing it right is the saga's work.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Literal

import msgspec
from django.db.models import Q

from publishing.doi.answers import RegistrarError, Seen
from publishing.doi.comparing import differences, leads_elsewhere
from publishing.doi.models import Doi
from publishing.doi.registrars import SANDBOX, Registrars
from publishing.doi.sandbox.state import PREFIX
from publishing.enrolment.models import Enrolment

State = Doi.State
AT_ONCE = 500
Kind = Literal["agrees", "waits", "missing", "there", "state", "metadata", "unknown", "unasked"]


class Place(msgspec.Struct, frozen=True, order=True):
    """Where DOIs are: a registrar, a facility's account there (0 for the sandbox's), a prefix."""

    registrar: str
    facility_id: int
    prefix: str


class Finding(msgspec.Struct, frozen=True):
    """What is to be said of one DOI, or of a registrar that couldn't be asked.

    ``seen`` is the state at the registrar, None where that isn't known.
    """

    name: str
    kind: Kind
    text: str
    doi: Doi | None = None
    seen: str | None = None

    @property
    def differs(self) -> bool:
        return self.kind not in ("agrees", "waits")


def places(prefix: str = "") -> list[Place]:
    """Every place where we have DOIs or an enrolment, or those of one prefix."""
    rows = Enrolment.objects.values_list("registrar", "facility_id", "prefix")
    found = {_place(*row) for row in rows}
    for registrar, facility, name in Doi.objects.values_list("registrar", "facility_id", "name"):
        found.add(_place(registrar, facility, name.partition("/")[0]))
    return sorted(one for one in found if prefix in ("", one.prefix))


def compare(place: Place, registrars: Registrars) -> Iterator[Finding]:
    """What there is to say of each DOI of a place, ours and the registrar's."""
    seen_names: set[str] = set()
    try:
        registrar = registrars.named(place.registrar, place.facility_id)
        listed = registrar.list(place.prefix)
        for page in _batches(listed):
            ours = Doi.objects.in_bulk([one.doi for one in page], field_name="name")
            seen_names |= ours.keys()
            yield from (_found(ours.get(one.doi), one) for one in page)
        for doi in _ours(place):
            if doi.name not in seen_names:
                # A list may be some minutes behind.
                yield _found(doi, registrar.get(doi.name))
    except RegistrarError as error:
        yield Finding(place.prefix, "unasked", str(error))


def mend(findings: Iterable[Finding], now: datetime) -> int:
    """Have the worker bring right what differs; how many DOIs.

    What isn't ours to mend stays: written down as seen, it would pass for ours from then on,
    and be overwritten or deleted.
    """
    ours = (one for one in findings if one.doi is not None and one.kind != "unknown")
    return sum(_mended(one, now) for one in ours if one.differs)


def _mended(finding: Finding, now: datetime) -> int:
    doi = finding.doi
    assert doi is not None
    rows = Doi.objects.filter(pk=doi.pk, revision=doi.revision, claimed_until=None)
    seen = {} if finding.seen is None else {"seen": finding.seen, "seen_at": now}
    return rows.update(seen_hash="", tries=0, next_at=now, **seen)


def _place(registrar: str, facility_id: int, prefix: str) -> Place:
    """One account of the sandbox has the DOIs of all facilities."""
    return (
        Place(registrar, 0, PREFIX)
        if registrar == SANDBOX
        else Place(registrar, facility_id, prefix)
    )


def _ours(place: Place) -> Iterator[Doi]:
    rows = Doi.objects.filter(registrar=place.registrar, name__startswith=f"{place.prefix}/")
    if place.facility_id:
        rows = rows.filter(facility_id=place.facility_id)
    return rows.exclude(Q(wanted=State.NONE) & Q(seen=State.NONE)).order_by("pk").iterator(AT_ONCE)


def _batches(listed: Iterator[Seen]) -> Iterator[list[Seen]]:
    for _, page in groupby(enumerate(listed), lambda pair: pair[0] // AT_ONCE):
        yield [one for _, one in page]


def _found(doi: Doi | None, seen: Seen | None) -> Finding:
    """What differs between a DOI of ours and the registrar's; one of them may be missing."""
    if doi is None:
        assert seen is not None
        return Finding(seen.doi, "unknown", f"the registrar has it as {seen.state}, we don't")
    if seen is not None and not doi.seen and leads_elsewhere(seen):
        text = f"somebody else made it, and it leads to {seen.url[:200]}"
        return Finding(doi.name, "unknown", text, doi)
    state = seen.state if seen else State.NONE
    kind, text = _compared(doi, seen)
    if kind != "agrees" and doi.next_at is not None:
        return Finding(doi.name, "waits", f"the worker is at it: {text}", doi, state)
    return Finding(doi.name, kind, text, doi, state)


def _compared(doi: Doi, seen: Seen | None) -> tuple[Kind, str]:
    if seen is None:
        gone = doi.wanted == State.NONE
        return ("agrees", "not there") if gone else ("missing", "the registrar doesn't have it")
    if doi.wanted == State.NONE:
        return "there", f"the registrar still has it as {seen.state}"
    if seen.state != doi.wanted:
        return "state", f"{seen.state} at the registrar, and {doi.wanted} is wanted"
    names = differences(msgspec.json.decode(doi.body or "{}"), seen)
    if names:
        return "metadata", f"the registrar shows other {', '.join(names)}"
    if not doi.agrees:
        return "state", f"{seen.state} at the registrar, which wasn't written down"
    return "agrees", seen.state
