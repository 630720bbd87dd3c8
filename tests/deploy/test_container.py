"""The steps of the Containerfile, taken one by one in a bare Debian: it builds, answers, and writes nothing."""

import json
import os
import shlex
import shutil
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import SEEDS, build_quietly
from tests.webapp.serving import PATIENCE, ROOT, Served, listens

CONTAINERFILE = ROOT / "Containerfile"
PORT = 8000
BUILD_SECONDS = 900
CERTIFICATES = "etc/ssl/machine.crt"
"""Whom this machine trusts; Debian's own package writes its own to their usual place."""

pytestmark = pytest.mark.deployed


@dataclass
class Stage:
    """A root file system under construction, and what its lines have said so far."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def run(self, command, *, user="root", **options):
        """Run a command inside."""
        return subprocess.run(
            self.call(command, user=user), env=self.inside(), capture_output=True, text=True, check=False, **options
        )

    def call(self, command, *, user):
        return ["chroot", f"--userspec={user}", str(self.root), *command]

    def inside(self):
        """Return the environment of the image, and what this machine's packagers are told by its own."""
        machine = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        machine |= dict.fromkeys(("PIP_CERT", "SSL_CERT_FILE"), f"/{CERTIFICATES}")
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return machine | {"PATH": path, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"} | self.environment


def instructions():
    """Yield the Containerfile's lines, each with its continuation, as a word and the rest."""
    text = CONTAINERFILE.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest.strip()


def machines_own(root):
    """Give a bare Debian what a container runtime and this machine's registries need: names and certificates."""
    trusted = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    (root / CERTIFICATES).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(trusted, root / CERTIFICATES)
    for name in ("etc/resolv.conf", "etc/hosts", "etc/pip.conf", "opt/wheels"):
        source, target = Path("/") / name, root / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, symlinks=False, ignore_dangling_symlinks=True)
        elif source.exists():
            shutil.copy(source, target)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Return a bare Debian of the release that the image is made from."""
    root = tmp_path_factory.mktemp("bare") / "root"
    release = next(rest for word, rest in instructions() if word == "FROM").split()[0].rpartition(":")[2]
    site = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE)"], capture_output=True, text=True, check=True
    ).stdout.split()[0]
    subprocess.run(
        ["debootstrap", "--variant=minbase", release.removesuffix("-slim"), str(root), site],
        check=True, capture_output=True, timeout=BUILD_SECONDS,
    )  # fmt: skip
    machines_own(root)
    return root


@pytest.fixture(scope="module")
def image(bare, tmp_path_factory):
    """Take every step, and return the last stage."""
    stages, stage = {}, None
    for word, rest in instructions():
        if word == "FROM":
            root = tmp_path_factory.mktemp("stage") / "root"
            subprocess.run(["cp", "-a", str(bare), str(root)], check=True)
            stage = Stage(root)
            stages[rest.partition(" AS ")[2] or "last"] = stage
        elif word == "RUN":
            run = stage.run(["/bin/sh", "-c", rest], timeout=BUILD_SECONDS)
            assert run.returncode == 0, f"{rest}\n{run.stdout}{run.stderr}"
        elif word == "COPY":
            copied(rest, stages, stage)
        elif word == "ENV":
            stage.environment |= dict(each.partition("=")[::2] for each in shlex.split(rest))
        else:
            stage.said[word] = rest
    return stages["last"]


def copied(rest, stages, stage):
    words = rest.split()
    source = stages[words.pop(0).removeprefix("--from=")].root if words[0].startswith("--from=") else ROOT
    *names, target = words
    into = stage.root / target.lstrip("/")
    if target.endswith("/"):
        into.mkdir(parents=True, exist_ok=True)
    for name in names:
        subprocess.run(["cp", "-a", str(source / name.lstrip("/")), str(into)], check=True)


@contextmanager
def started(image, index):
    """Run what the image runs, as its user, on an index that can only be read."""
    place = image.root / image.said["VOLUME"].lstrip("/")
    place.mkdir(exist_ok=True)
    command = [*json.loads(image.said["ENTRYPOINT"]), *json.loads(image.said["CMD"])]
    # In a namespace of its own, where the index is mounted without a way to write it.
    script = 'mount --bind "$1" "$2" && mount -o remount,bind,ro "$2" && shift 2 && exec "$@"'
    unshared = ["unshare", "--mount", "sh", "-c", script, "sh", str(index), str(place)]
    with subprocess.Popen(
        [*unshared, *image.call(command, user=image.said["USER"])],
        env=image.inside(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            until = time.monotonic() + PATIENCE
            while not listens(PORT):
                assert process.poll() is None, process.stderr.read()
                assert time.monotonic() < until
                time.sleep(0.1)
            yield Served(process, f"http://127.0.0.1:{PORT}", "")
        finally:
            if process.poll() is None:
                process.terminate()
                process.communicate(timeout=PATIENCE)


def files_of(root):
    return {
        path: path.lstat().st_mtime_ns
        for folder in ("opt", "etc", "var", "home", "tmp", "root")
        for path in (root / folder).rglob("*")
    }


def test_the_image_answers_from_an_index_that_it_cannot_write(image, tmp_path_factory):
    index = tmp_path_factory.mktemp("published") / "index"
    build_quietly(SEEDS, index)
    subprocess.run(["chmod", "-R", "a+rX", str(index)], check=True)
    before = files_of(image.root), files_of(index.parent)
    with started(image, index) as served:
        assert served.get("/readyz")[0] == 200
        assert b"<mark>" in served.get("/?q=expulsion")[2]
        assert served.get("/api/v1/export?q=expulsion")[0] == 200
        status = Path(f"/proc/{served.process.pid}/status").read_text()
        assert f"Uid:\t{image.said['USER'].partition(':')[0]}" in status
        check = json.loads(image.said["HEALTHCHECK"].partition(" CMD ")[2])
        assert image.run(check, user=image.said["USER"]).returncode == 0
        assert served.stop()[0] == 0
    assert image.run(check, user=image.said["USER"]).returncode != 0, "a server that is gone was found healthy"
    assert (files_of(image.root), files_of(index.parent)) == before


def test_the_image_makes_an_index_and_has_no_tools_to_install_more(image):
    shutil.copytree(SEEDS, image.root / "srv" / "seeds")
    entry = json.loads(image.said["ENTRYPOINT"])
    run = image.run([*entry, "index", "/srv/seeds", "--index", "/srv/index"])
    assert run.returncode == 0, run.stderr
    assert "1 added" in run.stdout + run.stderr
    shutil.rmtree(image.root / "srv" / "index")
    for tool in ("pip", "setuptools"):
        assert image.run(["/opt/onrecord/bin/python", "-m", tool, "--version"]).returncode != 0


def test_each_instruction_is_one_that_was_taken_or_is_only_told():
    known = {"FROM", "RUN", "COPY", "ENV", "USER", "VOLUME", "HEALTHCHECK", "ENTRYPOINT", "CMD"}
    told = {"WORKDIR", "EXPOSE", "STOPSIGNAL"}
    assert {word for word, _ in instructions()} <= known | told
    assert sys.version_info >= (3, 11)
