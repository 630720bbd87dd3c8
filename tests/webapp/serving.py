"""The real server in a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent.parent
CALL = "from webapp.cli import main; main()"
COMMAND = [sys.executable, "-c", CALL, "serve"]
PATIENCE = 30


@dataclass(frozen=True)
class Served:
    """A server that answers at `address`; `told` is what it said before it did."""

    process: subprocess.Popen[str]
    address: str
    told: str

    def get(self, path: str):
        """Return the status, the headers and the body of an answer, errors included."""
        try:
            with urlopen(self.address + path, timeout=PATIENCE) as response:
                return response.status, response.headers, response.read()
        except HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Ask the server to stop; return its exit status and all that it wrote since it answered."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out + err


def environment() -> dict[str, str]:
    """Return this process's environment without settings of Onrecord."""
    return {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}


def free_port() -> int:
    """Return a port at which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def listens(port: int) -> bool:
    """Tell whether something listens at a port of this machine."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def serving(index: Path, *options: str, **settings: str) -> Iterator[Served]:
    """Serve an index at a free port, under these settings, until the block ends."""
    with served_by([*COMMAND, "--index", str(index), "--port", "0", *options], **settings) as served:
        yield served


@contextmanager
def served_by(command: Sequence[str], **settings: str) -> Iterator[Served]:
    """Run what serves and tells its address as `onrecord serve` does, under these settings, until the block ends."""
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment() | {f"ONRECORD_{name.upper()}": value for name, value in settings.items()},
    ) as process:
        told = ""
        try:
            while not (found := re.search(r"answers at (http://\S+?)/ ", told)):
                line = process.stderr.readline()
                assert line, f"the server did not start: {told}"
                told += line
            yield Served(process, found[1], told)
        finally:
            if process.poll() is None:
                process.terminate()
                process.communicate(timeout=PATIENCE)


def serve_in_vain(*options: str) -> subprocess.CompletedProcess[str]:
    """Call `serve` in a way that must fail."""
    return subprocess.run(
        [*COMMAND, *options], capture_output=True, text=True, cwd=ROOT, env=environment(), timeout=PATIENCE, check=False
    )
