"""Names of files as they are asked for: a part of a path, or a pattern.

A pattern is compared with the whole name of a file; one with a slash in it with the
path, from its start or from behind any folder's slash.  Folded paths are those of
search.files.names.
"""

from functools import lru_cache

from search.errors import BadQuery
from search.files.names import GRAM, folded
from search.query.patterns.characters import ANY, characters
from search.query.patterns.cost import check_cost
from search.query.patterns.parsing import parse
from search.query.patterns.shapes import One, Repeat, Row, Shape
from search.query.tree import Files

SLASH = "/"
LONGEST = 500  # signs of a part of a path
_FOLDERS = Repeat(Row((Repeat(One(ANY), 0, None), One(characters(SLASH)))), 0, 1)


def check(node: Files) -> None:
    """Raises BadQuery: what is wrong with the text or the expression."""
    if node.pattern:
        shape_of(node.text)
    else:
        part_of(node.text)


def part_of(text: str) -> str:
    """The part of a path, folded.  Raises BadQuery."""
    wanted = folded(text.strip())
    if len(text) > LONGEST:
        raise BadQuery(f"A part of a file's path has up to {LONGEST} characters here.")
    if len(wanted) < GRAM:
        raise BadQuery(
            f"“file:{text}” is too short: write at least {GRAM} characters of the file's name "
            "or path."
        )
    return wanted


def of_paths(expression: str) -> bool:
    """Whether an expression is about paths, not names alone."""
    return SLASH in expression


@lru_cache(maxsize=256)
def shape_of(expression: str) -> Shape:
    """What is compared with a whole name or path.  Raises PatternError or TooCostly."""
    shape = parse(expression)
    if of_paths(expression):
        shape = Row((_FOLDERS, shape))
    check_cost(expression, shape)
    return shape
