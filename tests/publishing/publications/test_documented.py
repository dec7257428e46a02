"""docs/publishing.md tells who may do what as the one table of the code does."""

from pathlib import Path

from publishing.publications.pages import words
from publishing.publications.states import ACTS, EVERY, Act, Policy, Role, State

PAGE = Path(__file__).resolve().parents[3] / "docs" / "publishing.md"
WHERE = {
    Policy.ALWAYS: "",
    Policy.REVIEW: " (where a curator reviews)",
    Policy.DIRECT: " (where none reviews)",
}
WHO = {
    Role.AUTHOR: "author",
    Role.CURATOR: "curator",
    Role.ADMIN: "admin",
    Role.WORKER: "the worker",
}


def row(act: Act) -> str:
    """The act as a row of the table."""
    before = "any" if act.before == EVERY else ", ".join(s for s in State if s in act.before)
    who = ", ".join(
        words_ + (WHERE[act.authors] if role is Role.AUTHOR else "")
        for role, words_ in WHO.items()
        if role in act.who
    )
    wants = ", ".join(["no mistakes"] * act.valid + ["a reason"] * act.why)
    return f"| `{act.name}` | {before} | {act.after or ''} | {who} | {wants} |"


def test_the_table_is_that_of_the_code() -> None:
    text = PAGE.read_text("utf-8")
    table = [line for line in text.splitlines() if line.startswith("| `")]
    assert table == [row(act) for act in ACTS.values()]


def test_every_act_of_people_is_told_in_words() -> None:
    """Every one has its button, or a place of its own on the pages."""
    elsewhere = {"view", "edit", "correct", "change", "invite", "share"}
    people = {act.name for act in ACTS.values() if act.who != {Role.WORKER}}
    assert people == set(words.BUTTONS) | elsewhere
    unlogged = {"view", "edit", "correct", "change", "discard", "version"}
    assert set(ACTS) - unlogged <= set(words.STEPS)
    assert {name for name, one in words.BUTTONS.items() if one.why} == {
        act.name for act in ACTS.values() if act.why
    }
