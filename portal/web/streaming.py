"""Long answers that are sent while they are made, a few at a time."""

from collections.abc import Generator, Iterator
from threading import BoundedSemaphore

PIECE = 64 * 1024  # bytes sent at once


class Gate(BoundedSemaphore):
    """How many answers one process makes at once; nobody waits, as that would take a thread."""

    def entered(self) -> bool:
        return self.acquire(blocking=False)


class Running:
    """An answer under way: counted until it is closed, whether it came to its end or not.

    It has to have entered the gate.  What goes wrong is raised through the server, which then
    ends the answer without its last chunk: no client takes what it got for the whole.
    """

    def __init__(self, pieces: Iterator[bytes], gate: Gate) -> None:
        self._pieces = gathered(pieces)
        self._gate: Gate | None = gate

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        self._pieces.close()
        gate, self._gate = self._gate, None
        if gate is not None:
            gate.release()


def gathered(pieces: Iterator[bytes]) -> Generator[bytes]:
    """Many small pieces as fewer larger ones."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)
