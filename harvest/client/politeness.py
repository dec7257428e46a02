"""Takes turns: one request at a time to a host, a pause between two, waiting when asked to."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_MOST_LANES = 1000


@dataclass
class _Lane:
    """The way to one host: who holds the lock may use it, from the moment ``free_at`` on."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class Traffic:
    """The lanes to all hosts.  All clients of a process share one (``SHARED``), so that two
    runs against one host keep to its limits together."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lanes: dict[str, _Lane] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(
        self, lane_name: str, interval: float, sleep: Callable[[float], None]
    ) -> Iterator[None]:
        """Holds the lane; enters no earlier than ``interval`` seconds after the last entered."""
        lane = self._lane(lane_name)
        with lane.lock:
            wait = lane.free_at - self._clock()
            if wait > 0:
                sleep(wait)
            lane.free_at = self._clock() + interval
            yield

    def hold(self, lane_name: str, seconds: float) -> None:
        """Lets nobody enter the lane for so many seconds: its host asked us to wait."""
        lane = self._lane(lane_name)
        lane.free_at = max(lane.free_at, self._clock() + seconds)

    def _lane(self, name: str) -> _Lane:
        with self._lock:
            if len(self._lanes) > _MOST_LANES:
                self._forget_idle()
            return self._lanes.setdefault(name, _Lane())

    def _forget_idle(self) -> None:
        """A source that redirects to ever new hosts must not fill the memory."""
        now = self._clock()
        self._lanes = {
            name: lane
            for name, lane in self._lanes.items()
            if lane.free_at > now or lane.lock.locked()
        }


SHARED = Traffic()
