"""Who may do what with a publication, and what becomes of it: the one table.

docs/publishing.md shows the same table; a test holds the two together.  Pure.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from publishing.publications.models import Publication

State = Publication.State


class Role(StrEnum):
    """As what somebody acts: an author of this publication, a curator of its facility."""

    AUTHOR = "author"
    CURATOR = "curator"
    ADMIN = "admin"
    WORKER = "worker"


class Policy(StrEnum):
    """Where a facility's authors may do something."""

    ALWAYS = "always"
    REVIEW = "with review"
    DIRECT = "without review"


@dataclass(frozen=True)
class Act:
    """What can be done in the states ``before``; ``after`` None leaves the state as it is.

    ``authors`` says at which facilities authors may do it; it binds nobody else.  ``valid``
    acts want a publication without mistakes, ``why`` ones a reason.
    """

    name: str
    before: frozenset[State]
    after: State | None
    who: frozenset[Role]
    authors: Policy = Policy.ALWAYS
    valid: bool = False
    why: bool = False


EDITABLE = frozenset((State.DRAFT, State.RETURNED))
UNPUBLISHED = EDITABLE | {State.SUBMITTED, State.APPROVED}
EVERY = frozenset(State)
PEOPLE = frozenset((Role.AUTHOR, Role.CURATOR, Role.ADMIN))
STAFF = frozenset((Role.CURATOR, Role.ADMIN))
_SUBMITTED, _APPROVED = frozenset((State.SUBMITTED,)), frozenset((State.APPROVED,))
_REGISTERED, _FINDABLE = frozenset((State.REGISTERED,)), frozenset((State.FINDABLE,))
_WORKER = frozenset((Role.WORKER,))

ACTS = {
    act.name: act
    for act in (
        Act("view", EVERY, None, PEOPLE),
        Act("edit", EDITABLE, None, PEOPLE),
        Act("correct", _SUBMITTED | _APPROVED, None, STAFF),
        Act("reserve", EDITABLE, None, PEOPLE),
        Act("rename", UNPUBLISHED, None, STAFF),
        Act("invite", UNPUBLISHED | _FINDABLE, None, PEOPLE),
        Act("share", UNPUBLISHED, None, PEOPLE),
        Act("submit", EDITABLE, State.SUBMITTED, PEOPLE, Policy.REVIEW, valid=True),
        Act("recall", _SUBMITTED, State.DRAFT, PEOPLE),
        Act("return", _SUBMITTED, State.RETURNED, STAFF, why=True),
        Act("approve", _SUBMITTED, State.APPROVED, STAFF, valid=True),
        Act("publish", EDITABLE, State.APPROVED, PEOPLE, Policy.DIRECT, valid=True),
        Act("reopen", _APPROVED, State.DRAFT, PEOPLE),
        Act("discard", EDITABLE, None, PEOPLE),
        Act("register", _APPROVED, State.REGISTERED, _WORKER),
        Act("announce", _REGISTERED, State.FINDABLE, _WORKER),
        Act("change", _FINDABLE, None, PEOPLE),
        Act("forgo", _FINDABLE, None, PEOPLE),
        Act("propose", _FINDABLE, None, PEOPLE, Policy.REVIEW, valid=True),
        Act("apply", _FINDABLE, None, PEOPLE, Policy.DIRECT, valid=True),
        Act("version", _FINDABLE, None, PEOPLE),
        Act("withdraw", _REGISTERED | _FINDABLE, State.WITHDRAWN, STAFF, why=True),
    )
}


def may(act: Act, state: str, roles: Collection[Role], *, review: bool) -> bool:
    """Whether somebody with these roles may do it in this state.

    ``review`` is the policy of the publication's facility.
    """
    return state in act.before and any(_lets(act, role, review) for role in roles)


def _lets(act: Act, role: Role, review: bool) -> bool:
    if role not in act.who:
        return False
    if role is not Role.AUTHOR or act.authors is Policy.ALWAYS:
        return True
    return review == (act.authors is Policy.REVIEW)
