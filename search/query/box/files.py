"""``file:scan_001``, ``file:*_001*.h5`` and ``file:/scan_00[12]\\d\\.h5/``."""

from search.query import files, patterns
from search.query.box.errors import NotCompared
from search.query.box.parts import Said, Written
from search.query.box.patterned import note
from search.query.patterns.wildcards import expression_of
from search.query.tree import Files

FIELD = "file"


def read(written: Written) -> Said | None:
    """Datasets by the names of their files; None for any other field.

    Raises BadQuery: NotCompared, what is wrong with a pattern, or that it is too short.
    """
    if written.name.lower() != FIELD:
        return None
    value = written.value
    if not written.equals:
        raise NotCompared(FIELD, written.operator)
    between = patterns.is_pattern(value) and not written.quoted
    wild = patterns.is_wildcard(value) and not written.quoted
    if not between and not wild:
        return _said(Files(value), f"a file with “{value}” in its path")
    expression = value[1:-1] if between else expression_of(value)
    return _said(
        Files(expression, pattern=True), f"a file like “{value}”", "" if between else note(value)
    )


def _said(node: Files, says: str, told: str = "") -> Said:
    files.check(node)
    return Said(node, says, told)
