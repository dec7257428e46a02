"""A bar a source on a terminal, plain lines elsewhere."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from harvest.models import Run

SECONDS_BETWEEN_LINES = 5.0


class Bars:
    """Shows how far harvests are; use as a context manager."""

    def __init__(self, out: TextIO) -> None:
        self.console = Console(file=out)
        self.bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
            disable=not self.console.is_terminal,
        )

    def __enter__(self) -> "Bars":
        self.bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.bars.stop()

    def line(self, text: str) -> None:
        self.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def progress(self, name: str) -> Callable[[Run], None]:
        """What to call after each page of the harvest called ``name``."""
        task = self.bars.add_task(name, total=None)
        last = time.monotonic()

        def show(run: Run) -> None:
            nonlocal last
            self.bars.update(task, completed=run.seen, total=run.expected)
            now = time.monotonic()
            if not self.console.is_terminal and now - last > SECONDS_BETWEEN_LINES:
                last = now
                of = f" of {run.expected:,}" if run.expected else ""
                self.line(f"{name}: {run.seen:,}{of} records")

        return show
