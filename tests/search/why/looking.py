"""What a walk with a record tells, one half at a time."""

from search.query.tree import Node
from search.why.evidence import Evidence
from search.why.finding import look
from search.why.subject import Subject


def evidence(subject: Subject, node: Node, says: str) -> tuple[Evidence, ...]:
    return tuple(look(subject, node, says).evidence)


def matches(subject: Subject, node: Node) -> bool:
    holds = look(subject, node, "").holds
    assert holds is not None
    return holds
