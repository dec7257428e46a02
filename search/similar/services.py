"""The records most like one, by what they share, the rarer the better.

Each trait weighs ``ln(1 + all / those that have it)``, words half of that; a record's
score is the sum over what it shares.  The weights are rounded so that both engines add
them up to the very same score; equal ones come by number.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from portal.catalogue import selectors
from portal.catalogue.models import Record
from portal.web import show
from search.indexing.document import IndexDocument
from search.indexing.projection import project
from search.query.tree import All, And, Favoured, Ids, Node, Not, Or, Term
from search.request import SearchRequest
from search.services import count, search
from search.similar.traits import Kind, Trait, has, traits

MOST = 6
KEPT_WORDS = 8  # the rarest ones
WEIGHTS: dict[Kind, float] = {"word": 0.5}
STEPS = 64  # weights are multiples of 1 / STEPS: single precision adds them without error
SAYING = ("sample", "technique", "instrument", "quantity", "word")
SHOWN = 3  # quantities and words of one reason


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that is like another, and why, in words."""

    record: Record
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Weight:
    trait: Trait
    weight: float


def similar(record: Record) -> list[Alike]:
    """At most MOST public records of the same kind, the most similar first.

    Those of other proposals lead, as what belongs together is found together anyway.  A
    record that isn't public has none.  Raises EngineUnavailable.
    """
    own = project(record)
    if own is None:
        return []
    weights = _weights(traits(record.metadata, own), record)
    if not weights:
        return []
    alike = Or(tuple(Favoured(one.trait.node, one.weight) for one in weights))
    proposals = _proposals(record)
    found = _found(record, alike, Not(proposals) if proposals else All())
    if proposals and len(found) < MOST:
        found += _found(record, alike, proposals)[: MOST - len(found)]
    shown = selectors.rows(found)
    return [Alike(one, _reasons(project(one), weights)) for one in shown]


def _weights(found: Sequence[Trait], record: Record) -> list[_Weight]:
    """What is shared with others, and how much that says; of the words the rarest only."""
    others = And((Term("kind", record.kind), Not(Ids((record.pk,)))))
    everything = count(others)
    weighed = []
    for trait in found:
        known = count(And((others, trait.node)))
        if known:
            weighed.append(_Weight(trait, _weight(trait, everything, known)))
    words = sorted((one for one in weighed if one.trait.kind == "word"), key=_rarest)
    return [one for one in weighed if one.trait.kind != "word"] + words[:KEPT_WORDS]


def _weight(trait: Trait, everything: int, known: int) -> float:
    weight = WEIGHTS.get(trait.kind, 1.0) * math.log1p(everything / known)
    return max(round(weight * STEPS), 1) / STEPS


def _rarest(one: _Weight) -> tuple[float, str]:
    return -one.weight, one.trait.name


def _proposals(record: Record) -> Node | None:
    pids = [one.pid for one in record.metadata.proposals[:MOST] if one.pid]
    return Or(tuple(Term("proposal", pid, exact=False) for pid in pids)) if pids else None


def _found(record: Record, alike: Node, among: Node) -> list[int]:
    parts = (alike, Term("kind", record.kind), among, Not(Ids((record.pk,))))
    return search(SearchRequest(query=And(parts), size=MOST)).ids


def _reasons(document: IndexDocument | None, weights: Sequence[_Weight]) -> tuple[str, ...]:
    """What is shared, in words: whole things first, then values, then words."""
    if document is None:
        return ()
    shared = [one.trait for one in weights if has(document, one.trait)]
    reasons = []
    for kind in SAYING:
        names = [one.name for one in shared if one.kind == kind]
        if names:
            reasons.append(_said(kind, names))
    return tuple(reasons)


def _said(kind: str, names: list[str]) -> str:
    if kind == "word":
        words = show.listing([f"“{name}”" for name in names[:SHOWN]])
        return f"{'words' if len(names) > 1 else 'word'} {words}"
    if kind == "quantity":
        return f"similar {show.listing(names[:SHOWN])}"
    return f"same {kind}"
