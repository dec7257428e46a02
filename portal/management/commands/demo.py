"""``manage.py demo``: sample catalogues, a harvest, publications, and the portal, in one go."""

import os
import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from portal.catalogue.models import Outbox, Record
from publishing import samples

Process = subprocess.Popen[bytes]


class Command(BaseCommand):
    help = "Start the sample catalogues, harvest them, publish some of it, and serve the portal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--no-serve", action="store_true", help="stop when all is searchable")

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        # What the worker and the server write into addresses.
        os.environ["PORT"] = str(options["port"])
        self.children: list[Process] = []
        self.console = Console()
        try:
            self._fill()
            if not options["no_serve"]:
                self._serve(options["port"])
        except KeyboardInterrupt:
            self.stdout.write("stopped")
        finally:
            self._stop()

    def _fill(self) -> None:
        call_command("migrate", verbosity=0)
        catalogues = self._start("samples", output=subprocess.PIPE)
        environment = self._catalogues(catalogues)
        self._manage("harvest", "--all", environment=environment)
        # Only now: the worker's schedule would harvest the new sources itself.
        self._start("worker", environment=environment)
        self._wait_for_index()
        self._publish()
        self._wait_for_index()
        self.stdout.write(f"{Record.objects.public().count():,} records are searchable")

    def _publish(self) -> None:
        """Through the worker, as any publication; only the first time."""
        with self.console.status("publishing some of it …"):
            cast = samples.publish(self._check_worker)
        if cast is not None:
            self.stdout.write(
                f"log in as {samples.AUTHOR} or {samples.CURATOR}, with the password "
                f"{cast.password}"
            )

    def _catalogues(self, catalogues: Process) -> dict[str, str]:
        """Wait until the catalogues are up; the environment in which they may be fetched."""
        assert catalogues.stdout is not None
        hosts = catalogues.stdout.readline().decode().strip()
        if not hosts:
            raise CommandError("the sample catalogues didn't start; their reason stands above")
        allowed = ",".join([*settings.HARVEST_ALLOWED_HOSTS, *hosts.split()])
        return {**os.environ, "HARVEST_ALLOWED_HOSTS": allowed}

    def _wait_for_index(self) -> None:
        with self.console.status("making it searchable …"):
            while Outbox.objects.filter(reason="").exists():
                self._check_worker()
                time.sleep(0.2)

    def _check_worker(self) -> None:
        if self.children[-1].poll() is not None:
            raise CommandError("the worker stopped; its reason stands above")

    def _serve(self, port: int) -> None:
        self.stdout.write(f"the portal is at http://127.0.0.1:{port} (Ctrl-C ends it)")
        server = self._gunicorn(port)
        while server.poll() is None:
            time.sleep(0.5)
        if server.returncode:
            raise CommandError(f"the server stopped: is port {port} taken? PORT=8001 make demo")

    def _gunicorn(self, port: int) -> Process:
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi", f"--bind=127.0.0.1:{port}"]
        command += ["--workers=2", "--threads=4", "--log-level=warning"]
        return self._spawn(command, dict(os.environ))

    def _start(
        self, name: str, environment: dict[str, str] | None = None, output: int | None = None
    ) -> Process:
        return self._spawn(_manage(name), environment or dict(os.environ), output)

    def _spawn(
        self, command: list[str], environment: dict[str, str], output: int | None = None
    ) -> Process:
        child = subprocess.Popen(  # noqa: S603 - our own commands
            command, env=environment, stdout=output, cwd=settings.BASE_DIR
        )
        self.children.append(child)
        return child

    def _manage(self, *words: str, environment: dict[str, str]) -> None:
        done = subprocess.run(  # noqa: S603 - our own commands
            _manage(*words), env=environment, cwd=settings.BASE_DIR, check=False
        )
        if done.returncode:
            raise CommandError(f"manage.py {' '.join(words)} failed; its reason stands above")

    def _stop(self) -> None:
        for child in reversed(self.children):
            if child.poll() is None:
                child.terminate()
        for child in self.children:
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()


def _manage(*words: str) -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]
