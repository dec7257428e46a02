"""What reading the box gives: its parts, each with the words to say it in."""

from dataclasses import dataclass

from search.query.tree import All, And, Node, Not


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of what was typed; ``text`` is how it was written."""

    text: str
    node: Node
    says: str  # in words, for people
    negated: bool = False

    def tree(self) -> Node:
        return Not(self.node) if self.negated else self.node

    @property
    def in_words(self) -> str:
        return f"not {self.says}" if self.negated else self.says


@dataclass(frozen=True, slots=True)
class Box:
    """What the box holds: ``notes`` tell where it was read otherwise than it may be meant."""

    clauses: tuple[Clause, ...] = ()
    notes: tuple[str, ...] = ()

    def tree(self) -> Node:
        parts = tuple(clause.tree() for clause in self.clauses)
        return parts[0] if len(parts) == 1 else And(parts) if parts else All()

    def without(self, clause: Clause) -> str:
        """The box's text if this clause were dropped."""
        return " ".join(other.text for other in self.clauses if other is not clause)


@dataclass(frozen=True, slots=True)
class Written:
    """A name, what is asked of it (":", "=", "<", "<=", ">", ">=", "~"), and the value."""

    name: str
    operator: str
    value: str
    quoted: bool = False

    @property
    def equals(self) -> bool:
        return self.operator in (":", "=")


@dataclass(frozen=True, slots=True)
class Said:
    """What a field with its value means; ``note`` tells how it was read, if that needs telling."""

    node: Node
    says: str
    note: str = ""
