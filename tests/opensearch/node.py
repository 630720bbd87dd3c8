"""One node of a test cluster: its folder, its ports, its process and its log."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.opensearch.errors import ClusterError

HOST = "127.0.0.1"
#: Below the ports that systems lend to outgoing connections: a killed node finds its own free again.
PORTS = range(20_000, 32_000)
PROCESSES = Path("/proc")

SETTINGS = {
    "cluster.name": "onrecord-tests",
    "network.host": HOST,
    "discovery.type": "zen",
    "action.auto_create_index": "false",
    "action.destructive_requires_name": "true",
    "cluster.routing.allocation.disk.threshold_enabled": "false",
    # A silent node is gone after about six seconds rather than half a minute; a dead one at once, by its connection.
    "cluster.fault_detection.follower_check.timeout": "3s",
    "cluster.fault_detection.follower_check.retry_count": "2",
    "cluster.fault_detection.leader_check.timeout": "3s",
    "cluster.fault_detection.leader_check.retry_count": "2",
    # A new cluster manager first waits so long for the one that fell silent.
    "cluster.publish.timeout": "10s",
}

LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{ISO8601} %-5p %c{1.} %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""


@dataclass
class Node:
    """A node by its number from 1; `pid` is None until it has been started."""

    home: Path
    number: int
    http: int
    transport: int
    pid: int | None = None
    child: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """Its name in the cluster."""
        return f"node-{self.number}"

    @property
    def url(self) -> str:
        """Its address for clients."""
        return f"http://{HOST}:{self.http}"

    @property
    def log(self) -> Path:
        """The file with all that it says, over all its lives."""
        return self.home / "node.log"

    def prepare(self) -> None:
        """Make its folder, empty of earlier data."""
        shutil.rmtree(self.home, ignore_errors=True)
        config = self.home / "config"
        config.mkdir(parents=True)
        (config / "opensearch.yml").touch()
        (config / "log4j2.properties").write_text(LOGGING, encoding="utf-8")

    def launch(self, command: Sequence[str], peers: Sequence["Node"]) -> None:
        """Start its process, in a session of its own so that it outlives the command that started it."""
        settings = SETTINGS | {
            "node.name": self.name,
            "http.port": str(self.http),
            "transport.port": str(self.transport),
            "discovery.seed_hosts": ",".join(f"{HOST}:{peer.transport}" for peer in peers),
            "cluster.initial_cluster_manager_nodes": ",".join(peer.name for peer in peers),
        }
        words = [*command, *(f"{key}={value}" for key, value in settings.items())]
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.home, start_new_session=True
            )
        self.pid = self.child.pid

    def running(self) -> bool:
        """Tell whether its process lives, paused or not, and is still this node's."""
        if self.child is not None:
            return self.child.poll() is None
        return self.pid is not None and lives(self.pid, str(self.home))

    def send(self, what: signal.Signals) -> None:
        """Send its process a signal; ClusterError where it does not run."""
        if self.pid is None or not self.running():
            raise ClusterError(f"{self.name} does not run; bring it back with `restart {self.number}`.")
        os.kill(self.pid, what)

    def gone_within(self, seconds: float) -> bool:
        """Wait for its process to end, and tell whether it did."""
        end = time.monotonic() + seconds
        while self.running():
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def last_words(self) -> str:
        """The end of its log, without the frames of stack traces."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join([line for line in lines if "\tat " not in line][-12:])


def lives(pid: int, word: str) -> bool:
    """Tell whether a process that this one need not have started runs, with a word in its command line.

    One that is ending counts as running until its last thread has gone: so long it holds its ports and files.
    """
    if not PROCESSES.is_dir():
        told = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return word in told.stdout
    process = PROCESSES / str(pid)
    try:
        words = (process / "cmdline").read_text(errors="replace")
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        threads = len(list((process / "task").iterdir()))
    except (FileNotFoundError, ProcessLookupError):
        return False
    if state in "ZX" and threads <= 1:
        return False
    return word in words or not words
