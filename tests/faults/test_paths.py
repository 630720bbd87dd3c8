"""Figure 13: nothing outside of a source is read, nothing on a network is asked, and nothing waits for ever."""

import gzip
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.errors import SourceError
from indexer.sources import discover, iter_lines, read_bytes
from tests.faults.conftest import FULL
from tests.faults.paths import ATTACKS, OUTSIDE, SECRET, Field
from tests.faults.reading import ONRECORD

WATCH = """
import os, sys
def watch(event, given, log=os.environ["WATCHED"], forbidden=("outside-secret", "/outside/", "passwd")):
    told = repr(given)
    asks = event == "socket.getaddrinfo" or event in ("socket.connect", "socket.sendto") and isinstance(given[1], tuple)
    if asks or event == "open" and any(each in told for each in forbidden):
        handle = os.open(log + str(os.getpid()), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(handle, (event + " " + told + "\\n").encode())
        os.close(handle)
sys.addaudithook(watch)
"""
"""Run by every Python process as it starts: tells what is opened outside, and who is asked on a network."""


@pytest.fixture
def outside(tmp_path):
    folder = tmp_path / "outside"
    folder.mkdir()
    text = f"The {SECRET} is told to nobody.\n"
    (folder / OUTSIDE).write_text(text)
    (folder / "secret.html.gz").write_bytes(gzip.compress(f"<p>{text}".encode()))
    (folder / "secret.jsonl").write_text(f'{{"id": "secret", "text": "{text.strip()}"}}\n')
    return folder


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "good.txt").write_text("Some words of the good statement.\n")
    return folder


def run(*command: object, **environment: str) -> subprocess.CompletedProcess[str]:
    full = {**os.environ, **environment}
    return subprocess.run(
        [str(each) for each in command], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env=full, timeout=280,
    )  # fmt: skip


def index_watched(source: Path, outside: Path, *, workers: int) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Index a source, and return what was said, and what was opened outside or asked on a network."""
    tmp_path = outside.parent
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    traced = tmp_path / "strace"
    strace = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,open,openat", "-o", traced]
    whole = FULL and shutil.which("strace")
    done = run(
        *(strace if whole else []), *ONRECORD, "index", source, "--index", tmp_path / "index", "--workers", workers,
        WATCHED=str(tmp_path / "watched."), PYTHONPATH=str(tmp_path / "watch"),
    )  # fmt: skip
    seen = [line for log in tmp_path.glob("watched.*") for line in log.read_text().splitlines()]
    if whole:
        seen += [
            line for line in traced.read_text(errors="replace").splitlines()
            if "AF_INET" in line or f'"{OUTSIDE}"' in line or ('/passwd"' in line and "/etc/passwd" not in line)
        ]  # fmt: skip
    return done, seen


@pytest.mark.parametrize("workers", [1, 2] if FULL else [1])
def test_nothing_outside_is_read_and_nobody_is_asked(figure, tmp_path, source, outside, workers):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        for number, (name, attack) in enumerate(ATTACKS.items()):
            folder = source / f"{number:02} {name}"
            folder.mkdir()
            (folder / "innocent.txt").write_text(f"Innocent words beside {name}.\n")
            attack(Field(folder, outside, listener.getsockname()[1]))
        done, seen = index_watched(source, outside, workers=workers)
        listener.settimeout(0)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert (done.returncode, seen) == (0, []), done.stderr
    kept = run(*ONRECORD, "export", "--index", tmp_path / "index").stdout
    for secret in (SECRET, "root:x:0", "PATH="):
        assert secret not in kept + done.stdout + done.stderr
    assert all(f"Innocent words beside {name}." in kept for name in ATTACKS)
    assert "Some words of the good statement." in kept
    figure(f"13: {len(ATTACKS)} attacks, {workers} workers: 0 bytes from outside, 0 requests, all good files kept")


def swap_file(source: Path, target: Path) -> None:
    (source / "a.txt").unlink()
    (source / "a.txt").symlink_to(target / OUTSIDE)


def swap_for_pipe(source: Path, target: Path) -> None:
    (source / "a.txt").unlink()
    os.mkfifo(source / "a.txt")


def swap_for_device(source: Path, target: Path) -> None:
    (source / "a.txt").unlink()
    (source / "a.txt").symlink_to("/dev/zero")


def swap_for_folder(source: Path, target: Path) -> None:
    (source / "a.txt").unlink()
    (source / "a.txt").mkdir()


def swap_root_for_link(source: Path, target: Path) -> None:
    shutil.copy(target / OUTSIDE, target / "a.txt")
    source.rename(source.with_name("moved"))
    source.symlink_to(target)


def swap_root_for_another(source: Path, target: Path) -> None:
    shutil.copy(target / OUTSIDE, target / "a.txt")
    source.rename(source.with_name("moved"))
    target.rename(source)


def swap_parent_for_link(source: Path, target: Path) -> None:
    (target / source.name).mkdir()
    shutil.copy(target / OUTSIDE, target / source.name / "a.txt")
    source.parent.rename(source.parent.with_name("moved parent"))
    source.parent.symlink_to(target)


@pytest.mark.parametrize(
    "swap",
    [swap_file, swap_for_pipe, swap_for_device, swap_for_folder, swap_root_for_link, swap_root_for_another,
     swap_parent_for_link],
)  # fmt: skip
def test_what_is_swapped_after_it_was_listed_is_refused_and_told(tmp_path, outside, swap):
    source = tmp_path / "parent" / "source"
    source.mkdir(parents=True)
    (source / "a.txt").write_text("Inside.\n")
    [file] = discover(source)
    swap(source, outside)
    for read in (read_bytes, lambda file: list(iter_lines(file))):
        with pytest.raises(SourceError):
            read(file)


SWAP = """
import os, select, sys
folder, links, kept = sys.argv[1:]
print("ready", flush=True)
while not select.select([0], [], [], 0)[0]:
    for old, new in ((folder, kept), (links, folder), (folder, links), (kept, folder)):
        os.rename(old, new)
"""
"""Puts a link in the place of a folder and back, until its standard input ends."""


def test_a_folder_that_turns_into_a_link_while_it_is_read_gives_nothing_from_outside(rounds, figure, tmp_path, outside):
    folder, links = tmp_path / "source" / "deep" / "folder", tmp_path / "links"
    folder.mkdir(parents=True)
    (folder / OUTSIDE).write_text("Inside.\n")
    links.symlink_to(outside)
    [file] = discover(tmp_path / "source")
    command = [sys.executable, "-c", SWAP, folder, links, tmp_path / "kept"]
    read = refused = 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as swapping:
        swapping.stdout.readline()
        for _ in range(rounds(2_000, 50_000)):
            try:
                assert read_bytes(file) == b"Inside.\n"
                read += 1
            except SourceError:
                refused += 1
        swapping.communicate()
    figure(
        f"13: a folder swapped for a link while it was read: {read:,} times read, {refused:,} refused, 0 from outside"
    )
    assert read
    assert refused
