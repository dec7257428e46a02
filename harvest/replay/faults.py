"""What can go wrong with a catalogue, as often as one likes and always at the same requests.

A fault is written ``KIND`` or ``KIND:option=value,option=value``: "429:every=5,seconds=1".
The options say when (all that are given must agree):

    every=N    every Nth request
    rate=0.1   that part of the requests, chosen by the seed
    first=N    only the first N requests
    after=N    only after N requests
    times=N    at most N times
    path=TEXT  only requests whose path and query hold that text
    seconds=S  the Retry-After of 429 and 503, or how long timeout and slow wait
"""

import hashlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import get_type_hints

KINDS = {
    "timeout": "takes the request and never answers",
    "slow": "waits before it answers",
    "close": "closes the connection without an answer",
    "429": "429 with Retry-After",
    "500": "500 with a page of HTML",
    "503": "503 with Retry-After",
    "403": "403 as SciCat says it",
    "truncate": "ends the body in the middle",
    "rubbish": "200 with bytes that are no JSON",
    "html": "200 with a page of HTML",
    "deep": "200 with JSON nested 10,000 deep",
    "huge": "200 with a body that doesn't end before 2 GB",
    "redirect": "redirects to a cloud's metadata address",
    "loop": "redirects to itself",
}


class BadFault(ValueError):
    """A fault that can't be read; the message says how to write it."""


@dataclass(frozen=True)
class Fault:
    """One kind of failure and when it happens; see the module."""

    kind: str
    every: int = 0
    rate: float = 1.0
    first: int = 0
    after: int = 0
    times: int = 0
    path: str = ""
    seconds: float = 1.0

    @classmethod
    def parse(cls, text: str) -> "Fault":
        """Reads ``KIND:option=value,…``; raises BadFault."""
        kind, _, rest = text.partition(":")
        if kind not in KINDS:
            raise BadFault(f"{kind!r} is no fault: use one of {', '.join(KINDS)}")
        options: dict[str, int | float | str] = {}
        types = {name: hint for name, hint in get_type_hints(cls).items() if name != "kind"}
        for pair in filter(None, rest.split(",")):
            name, _, value = pair.partition("=")
            if name not in types:
                raise BadFault(f"{name!r} is no option of a fault: use {', '.join(types)}")
            try:
                options[name] = types[name](value)
            except ValueError as error:
                raise BadFault(f"{name} can't be {value!r} in the fault {text!r}") from error
        return cls(kind, **options)  # type: ignore[arg-type]

    def strikes(self, number: int, target: str, struck: int, seed: int) -> bool:
        """Whether request ``number`` (from 1) fails; ``struck`` is how many have so far."""
        wrong_number = bool(self.every) and number % self.every != 0
        too_late = bool(self.first) and number > self.first
        enough = bool(self.times) and struck >= self.times
        if wrong_number or too_late or enough or number <= self.after or self.path not in target:
            return False
        return self.rate >= 1 or _chance(seed, self.kind, number) < self.rate


@dataclass
class Faults:
    """The faults of one server, in their order; the first that strikes is taken."""

    faults: tuple[Fault, ...] = ()
    seed: int = 0
    requests: int = 0
    _struck: dict[int, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, given: "str | Fault | Iterable[str | Fault] | None", seed: int = 0) -> "Faults":
        """Faults from texts, Faults or a list of either; raises BadFault."""
        if given is None:
            given = ()
        if isinstance(given, str | Fault):
            given = (given,)
        read = (one if isinstance(one, Fault) else Fault.parse(one) for one in given)
        return cls(tuple(read), seed)

    def next(self, target: str) -> Fault | None:
        """The fault of the next request, None when it is answered well."""
        with self._lock:
            self.requests += 1
            for index, fault in enumerate(self.faults):
                struck = self._struck.get(index, 0)
                if fault.strikes(self.requests, target, struck, self.seed):
                    self._struck[index] = struck + 1
                    return fault
        return None


def _chance(seed: int, kind: str, number: int) -> float:
    """A number in [0, 1) that depends on nothing but its arguments."""
    digest = hashlib.blake2b(f"{seed}/{kind}/{number}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64
