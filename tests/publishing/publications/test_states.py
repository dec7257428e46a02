"""The table of acts: nobody is locked in, and nobody does what is another's."""

import pytest

from publishing.publications.states import ACTS, Role, State, may

PEOPLE = [Role.AUTHOR, Role.CURATOR, Role.ADMIN]


@pytest.mark.parametrize("review", [True, False])
def test_an_author_gets_as_far_as_the_facility_lets(review: bool) -> None:
    submit, publish = (
        may(ACTS[name], State.DRAFT, [Role.AUTHOR], review=review) for name in ("submit", "publish")
    )
    assert (submit, publish) == (review, not review)


@pytest.mark.parametrize("name", ["approve", "return", "withdraw", "correct", "rename"])
def test_authors_do_not_review_themselves(name: str) -> None:
    act = ACTS[name]
    for state in act.before:
        assert not may(act, state, [Role.AUTHOR], review=True)
        assert may(act, state, [Role.AUTHOR, Role.CURATOR], review=True)


@pytest.mark.parametrize("name", ["register", "announce"])
def test_only_the_worker_says_what_the_registrar_has(name: str) -> None:
    act = ACTS[name]
    for state in act.before:
        assert not may(act, state, PEOPLE, review=False)
        assert may(act, state, [Role.WORKER], review=False)


def test_a_stranger_may_nothing() -> None:
    assert not any(may(act, state, [], review=False) for act in ACTS.values() for state in State)


def test_every_state_but_the_last_is_left_and_all_are_reached() -> None:
    steps = [act for act in ACTS.values() if act.after is not None]
    assert {one for act in steps for one in act.before} == set(State) - {State.WITHDRAWN}
    assert {act.after for act in steps} == set(State)
