"""The one process that writes the embedded index and does all recurring work.

With BROKER_URL set, Celery's worker and beat run the same steps instead.
"""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection

from harvest.schedule import due
from portal.catalogue.ticks import tick
from portal.dictionary.applying import apply
from portal.dictionary.census.counting import count
from portal.forgetting import forget
from portal.mail.sending import send
from publishing.counting.folding import fold
from publishing.doi.saga import mint, waits
from publishing.doi.sandbox.serving import Serving
from publishing.oai.stamping import stamp
from publishing.publications.progress import advance
from search.indexing.drain import drain
from search.saved.alerts import alert

log = logging.getLogger("beamfinder.worker")
DRAIN_EVERY = 0.5
STAMP_EVERY = 2.0
TICK_EVERY = 15.0
APPLY_EVERY = 5.0
COUNT_EVERY = 10.0
SCHEDULE_EVERY = 30.0
SEND_EVERY = 2.0
SERVE_EVERY = 5.0
MINT_EVERY = 1.0
ALERT_EVERY = 60.0
ADVANCE_EVERY = 2.0
FOLD_EVERY = 60.0
FORGET_EVERY = 3600.0
MINTING_ENDS_IN = 10.0  # when the worker stops; what is cut off is done again
AGAIN_AFTER = 600.0  # a source that is due and being harvested elsewhere lets others go first


@dataclass
class Worker:
    """Repeats its steps until ``stop`` is called; one failing step doesn't end the others."""

    schedule: bool = True
    stopping: bool = False
    harvest: "subprocess.Popen[bytes] | None" = None
    sandbox: Serving = field(default_factory=Serving)
    minting: "threading.Thread | None" = None
    last: dict[str, float] = field(default_factory=dict)
    tried: dict[int, float] = field(default_factory=dict)

    def run(self) -> None:
        while not self.stopping:
            self.step()
            time.sleep(DRAIN_EVERY)
        if self.harvest is not None and self.harvest.poll() is None:
            self.harvest.terminate()
            self.harvest.wait()
        if self.minting is not None:
            self.minting.join(MINTING_ENDS_IN)
        self.sandbox.close()

    def step(self) -> None:
        """Everything that is due now, once."""
        self._every("drain", 0, drain)
        self._every("stamp", STAMP_EVERY, stamp)
        self._every("tick", TICK_EVERY, tick)
        self._every("apply", APPLY_EVERY, apply)
        self._every("count", COUNT_EVERY, count)
        self._every("alert", ALERT_EVERY, alert)
        self._every("send", SEND_EVERY, send)
        self._every("advance", ADVANCE_EVERY, advance)
        self._every("serve", SERVE_EVERY, self.sandbox.ensure)
        self._every("mint", MINT_EVERY, self._start_minting)
        self._every("fold", FOLD_EVERY, fold)
        self._every("forget", FORGET_EVERY, forget)
        if self.schedule:
            self._every("schedule", SCHEDULE_EVERY, self._start_harvest)

    def stop(self) -> None:
        self.stopping = True

    def _every(self, name: str, seconds: float, work: Callable[[], object]) -> None:
        now = time.monotonic()
        if now - self.last.get(name, -seconds) < seconds:
            return
        self.last[name] = now
        try:
            work()
        except Exception:
            log.exception("the step %r failed and is tried again", name)
            if connection.connection is not None and not connection.is_usable():
                # The lock went with the connection, so going on could make two workers.
                raise

    def _start_harvest(self) -> None:
        """One harvest at a time, in a process of its own, so that the index goes on."""
        if self.harvest is not None and self.harvest.poll() is None:
            return
        now = time.monotonic()
        waiting = [
            one for one in due() if now - self.tried.get(one.pk, -AGAIN_AFTER) >= AGAIN_AFTER
        ]
        for source in waiting[:1]:
            self.tried[source.pk] = now
            log.info("harvesting %s", source.name)
            command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "harvest", source.name]
            self.harvest = subprocess.Popen(command)  # noqa: S603 - our own command

    def _start_minting(self) -> None:
        """DOIs in a thread of their own: a registrar that is slow mustn't hold up the index."""
        if (self.minting is None or not self.minting.is_alive()) and waits():
            self.minting = threading.Thread(target=_mint, name="minting", daemon=True)
            self.minting.start()


def _mint() -> None:
    try:
        mint()
    except Exception:
        log.exception("the step 'mint' failed and is tried again")
    finally:
        connection.close()
