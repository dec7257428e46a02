"""The table of rights, read: tests/publishing/rights.txt tells what stands in it."""

import re
from dataclasses import dataclass
from pathlib import Path

from publishing.publications.models import Publication
from tests.publishing.rights_world import PEOPLE

TABLE = Path(__file__).with_name("rights.txt")
LINE = re.compile(r" +(GET|POST) +([A-Z]+) +(\S.*)")
EVERY = tuple(Publication.State)


@dataclass(frozen=True)
class Row:
    """What each of the people gets at an address, by one method, in one state."""

    route: str
    method: str
    state: str
    letters: str

    @property
    def address(self) -> str:
        """The route as the resolver has it."""
        return re.sub(r"=\w+>", ">", self.route)

    @property
    def act(self) -> str:
        """The act of a line's address: "…/<slug:act=submit>"."""
        found = re.search(r"<slug:act=(\w+)>", self.route)
        return found[1] if found else ""

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.state}"


def rows() -> list[Row]:
    """Every line, once for each of its addresses and states."""
    text = re.sub(r"^#.*\n", "", TABLE.read_text(), flags=re.MULTILINE)
    found: list[Row] = []
    for block in filter(str.strip, text.split("\n\n")):
        lines = block.strip("\n").splitlines()
        routes = [line for line in lines if not line.startswith(" ")]
        told = [match for line in lines if line.startswith(" ") and (match := LINE.fullmatch(line))]
        assert len(routes) + len(told) == len(lines), block
        assert all(len(one[2]) == len(PEOPLE) for one in told), block
        named = {(one[1], state) for one in told for state in one[3].split()}
        for method, letters, states in (one.groups() for one in told):
            found += [
                Row(route, method, state, letters)
                for route in routes
                for state in _states(method, states, named)
            ]
    return found


def _states(method: str, states: str, named: set[tuple[str, str]]) -> list[str]:
    if states == "every":
        return list(EVERY)
    if states == "others":
        return [state for state in EVERY if (method, state) not in named]
    return states.split()


ROWS = rows()
