"""A cluster of OpenSearch nodes on this machine's loopback address, as a class and as a command.

`python -m tests.opensearch.cluster start` prints the nodes' addresses as one word, for
`ONRECORD_TEST_OPENSEARCH=$(python -m tests.opensearch.cluster start)`.
"""

import argparse
import http.client
import json
import random
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from tests.opensearch.errors import ClusterError
from tests.opensearch.jvm import BUILD, software
from tests.opensearch.node import HOST, PORTS, Node

STATE = "cluster.json"
#: Seconds: for all nodes to have found each other, for one to end when asked, and for one answer about health.
STARTING, ENDING, ANSWERING = 180.0, 20.0, 3.0


class Cluster:
    """Nodes numbered from 1, each a process; `folder` holds their data, their logs and what is known of them."""

    def __init__(self, folder: Path = BUILD / "cluster", nodes: int = 3, port: int | None = None, heap: str = "512m"):
        """Describe a cluster: `port` is the first node's, the others follow it; chosen free where None."""
        if nodes < 1:
            raise ClusterError(f"a cluster has 1 node or more, not {nodes}.")
        self.folder = Path(folder).resolve()
        self.size, self.port, self.heap = nodes, port, heap
        self.nodes: list[Node] = []

    @classmethod
    def known(cls, folder: Path = BUILD / "cluster") -> Self:
        """Return the cluster that another process started in a folder; ClusterError where there is none."""
        try:
            state = json.loads((Path(folder) / STATE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise ClusterError(f"no cluster has been started in {folder}; start one with `start`.") from None
        cluster = cls(folder, nodes=len(state["nodes"]), heap=state["heap"])
        cluster.nodes = [Node(cluster.folder / f"node-{told['number']}", **told) for told in state["nodes"]]
        return cluster

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses of all nodes, of those that are down too."""
        return tuple(node.url for node in self.nodes)

    def start(self) -> Self:
        """Start an empty cluster, ending what an earlier one left in the folder, and wait until it is green."""
        made = software()
        self.clear()
        doors = free_ports(self.size) if self.port is None else ports_from(self.port, self.size)
        places = zip(range(1, self.size + 1), doors, free_ports(self.size, taken=doors), strict=True)
        self.nodes = [Node(self.folder / f"node-{number}", number, door, peer) for number, door, peer in places]
        try:
            for node in self.nodes:
                node.prepare()
                node.launch(made.command(node.home, self.heap), self.nodes)
            self.remember()
            for node in self.nodes:
                self.await_health(health("green", self.size), STARTING, asked=[node], living=self.nodes)
        except BaseException:
            self.stop()
            raise
        return self

    def clear(self) -> None:
        """End the processes of an earlier cluster in the folder, which may have outlived its tests."""
        if (self.folder / STATE).exists():
            Cluster.known(self.folder).stop()

    def remember(self) -> None:
        """Write what is known of the nodes, for other processes."""
        nodes = [{"number": n.number, "http": n.http, "transport": n.transport, "pid": n.pid} for n in self.nodes]
        state = {"heap": self.heap, "urls": self.urls, "nodes": nodes}
        (self.folder / STATE).write_text(json.dumps(state, indent=1), encoding="utf-8")

    def node(self, number: int) -> Node:
        """Return a node by its number; ClusterError where there is no such one."""
        if not 1 <= number <= len(self.nodes):
            raise ClusterError(f"there is no node {number}; nodes are numbered from 1 to {len(self.nodes)}.")
        return self.nodes[number - 1]

    def kill(self, number: int) -> None:
        """End a node with SIGKILL, unprepared; its data stay."""
        node = self.node(number)
        node.send(signal.SIGKILL)
        if not node.gone_within(ENDING):
            raise ClusterError(f"{node.name} (process {node.pid}) has not ended {ENDING:g} s after SIGKILL.")

    def restart(self, *numbers: int) -> None:
        """Bring nodes back on their data and ports, and wait until each is one of the cluster again.

        Where most nodes are down, one alone finds no majority: bring back several in one call.
        """
        nodes = [self.node(number) for number in numbers]
        for node in nodes:
            if node.running():
                raise ClusterError(f"{node.name} runs already; end it with `kill {node.number}` first.")
        made = software()
        for node in nodes:
            node.launch(made.command(node.home, self.heap), self.nodes)
        self.remember()
        for node in nodes:
            self.await_health(health("red"), STARTING, asked=[node], living=nodes)

    def pause(self, number: int) -> None:
        """Stop a node with SIGSTOP: its connections stay and nothing answers."""
        self.node(number).send(signal.SIGSTOP)

    def resume(self, number: int) -> None:
        """Let a paused node go on."""
        self.node(number).send(signal.SIGCONT)

    def stop(self) -> None:
        """End all nodes, the unwilling with SIGKILL; data and logs stay to be looked at."""
        living = [node for node in self.nodes if node.running()]
        for node in living:
            node.send(signal.SIGCONT)
            node.send(signal.SIGTERM)
        for node in living:
            if not node.gone_within(ENDING):
                self.kill(node.number)

    def __enter__(self) -> Self:
        """Start it."""
        return self.start()

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.stop()

    def wait_for(self, status: str, nodes: int | None = None, seconds: float = 60.0) -> dict[str, Any]:
        """Wait until the cluster is at least so well with exactly that many nodes, and return its health."""
        return self.await_health(health(status, nodes), seconds, asked=self.nodes)

    def await_health(
        self, path: str, seconds: float, asked: Sequence[Node], living: Sequence[Node] = ()
    ) -> dict[str, Any]:
        """Wait until one of the asked nodes answers that it is so; ClusterError at once where one of `living` ends."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for node in living:
                if not node.running():
                    raise ClusterError(f"{node.name} has ended; the end of {node.log}:\n{node.last_words()}")
            for node in asked:
                if node.running() and (told := answer(f"{node.url}/{path}")):
                    return told
            time.sleep(0.2)
        raise ClusterError(f"no node says that {path} holds after {seconds:g} s; see the logs in {self.folder}")


def health(status: str, nodes: int | None = None) -> str:
    """Return the path that answers only when the cluster is at least so well and has exactly so many nodes."""
    path = f"_cluster/health?wait_for_status={status}&timeout=1s&cluster_manager_timeout=1s"
    return path if nodes is None else f"{path}&wait_for_nodes={nodes}"


def answer(url: str) -> dict[str, Any] | None:
    """Return what a node says; None while it starts, is paused, has no cluster manager, or what was asked is not so."""
    try:
        with urllib.request.urlopen(url, timeout=ANSWERING) as told:
            said: dict[str, Any] = json.load(told)
    except (urllib.error.URLError, TimeoutError, ConnectionError, http.client.HTTPException):
        return None
    return said


def free_ports(count: int, taken: Sequence[int] = ()) -> list[int]:
    """Choose ports on which nothing listens."""
    free: list[int] = []
    for port in random.sample(PORTS, len(PORTS)):
        if port not in taken and not listening(port):
            free.append(port)
        if len(free) == count:
            return free
    raise ClusterError(f"no {count} free ports among {PORTS.start} to {PORTS.stop} on {HOST}.")


def ports_from(first: int, count: int) -> range:
    """Return the ports asked for; ClusterError where something listens on one of them."""
    ports = range(first, first + count)
    for port in ports:
        if listening(port):
            raise ClusterError(f"something listens on {HOST}:{port} already; choose another --port, or none.")
    return ports


def listening(port: int) -> bool:
    """Tell whether a connection to a port of the loopback address is taken."""
    with socket.socket() as tried:
        return tried.connect_ex((HOST, port)) == 0


def status(cluster: Cluster) -> int:
    """Say which nodes run and how the cluster is; return 1 where none answers."""
    for node in cluster.nodes:
        say(f"{node.name} {node.url} process {node.pid} {'runs' if node.running() else 'is down'}")
    told = [found for node in cluster.nodes if node.running() and (found := answer(f"{node.url}/{health('red')}"))]
    say(f"{told[0]['status']}, {told[0]['number_of_nodes']} nodes" if told else "no node answers")
    return 0 if told else 1


def say(words: str) -> None:
    """Write a line for a person or a shell."""
    sys.stdout.write(f"{words}\n")


def arguments() -> argparse.ArgumentParser:
    """Return what the command understands."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--folder", type=Path, default=BUILD / "cluster", help="data, logs and state (%(default)s)")
    parser = argparse.ArgumentParser(prog="python -m tests.opensearch.cluster", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    start = actions.add_parser("start", parents=[shared], help="start an empty cluster and print its addresses")
    start.add_argument("--nodes", type=int, default=3, help="how many (%(default)s)")
    start.add_argument("--port", type=int, help="of the first node, the others follow it (free ones)")
    start.add_argument("--heap", default="512m", help="of each node (%(default)s)")
    for name, what in (("stop", "end all nodes"), ("status", "tell which nodes run; 1 where none answers")):
        actions.add_parser(name, parents=[shared], help=what)
    for name, what in (
        ("kill", "end a node with SIGKILL"),
        ("restart", "bring nodes back on their data"),
        ("pause", "stop a node with SIGSTOP"),
        ("resume", "let a paused node go on"),
    ):
        numbers = "+" if name == "restart" else 1
        action = actions.add_parser(name, parents=[shared], help=what)
        action.add_argument("numbers", type=int, nargs=numbers, metavar="N", help="a node's number, from 1")
    return parser


def main() -> int:
    """Do what the command line says; return 0 done, 1 it failed."""
    asked = arguments().parse_args()
    try:
        if asked.action == "start":
            say(",".join(Cluster(asked.folder, asked.nodes, asked.port, asked.heap).start().urls))
            return 0
        cluster = Cluster.known(asked.folder)
        if asked.action == "status":
            return status(cluster)
        getattr(cluster, asked.action)(*getattr(asked, "numbers", ()))
    except ClusterError as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
