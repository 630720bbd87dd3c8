"""What a deployment installs: locked as the project asks, audited in truth or not at all, listed whole."""

import json
import subprocess
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bench import audit, sbom
from bench.lock import LOCK, locked, versions_here

ROOT = Path(__file__).parent.parent.parent
WANTED = {"flask": "3.1.3", "lxml": "6.1.3"}


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def asked_for():
    """Return what the project asks for to run, in one process or several, and to be built."""
    declared = project()
    texts = [
        *declared["project"]["dependencies"],
        *declared["project"]["optional-dependencies"]["processes"],
        *declared["project"]["optional-dependencies"]["opensearch"],
        *declared["build-system"]["requires"],
    ]
    return [Requirement(text) for text in texts]


def test_the_lock_has_what_the_project_asks_for_in_a_version_that_it_allows():
    pins = locked()
    for each in asked_for():
        pin = pins[canonicalize_name(each.name)]
        version = str(pin.specifier).removeprefix("==")
        assert version in each.specifier, f"{pin} is not {each}: `make lock`"
        assert (pin.marker is None) == (each.marker is None), pin


def test_the_lock_has_what_those_ask_for_and_nothing_else():
    found, waiting = set(), [(each, "") for each in asked_for()]
    while waiting:
        wanted, extra = waiting.pop()
        name = canonicalize_name(wanted.name)
        if (wanted.marker and not wanted.marker.evaluate({"extra": extra})) or (name, extra) in found:
            continue
        found.add((name, extra))
        if name != "setuptools":  # It may be missing here, and asks for nothing.
            waiting += [(Requirement(text), each) for text in requires(name) or () for each in ("", *wanted.extras)]
    assert versions_here().keys() == {name for name, _ in found}, "`make lock`"


def test_every_package_has_digests_and_no_line_names_a_place():
    text = LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert not [line for line in text.splitlines() if line.startswith("-")]
    blocks = text.replace("\\\n", " ").splitlines()
    pins = [line for line in blocks if "==" in line and not line.lstrip().startswith("#")]
    assert len(pins) == len(locked())
    assert all("--hash=sha256:" in line for line in pins)


def answer(*dependencies):
    return json.dumps({"dependencies": dependencies, "fixes": []})


FLASK = {"name": "Flask", "version": "3.1.3", "vulns": []}
LXML = {"name": "lxml", "version": "6.1.3", "vulns": []}
SKIPPED = {"name": "lxml", "skip_reason": "Dependency not found and could not be audited: lxml (6.1.3)"}
FLAWED = LXML | {"vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["6.1.4"], "aliases": [], "description": ""}]}


@pytest.mark.parametrize(
    ("told", "status", "fault"),
    [
        (answer(FLASK, LXML), 0, None),
        (answer(FLASK, SKIPPED), 0, "lxml 6.1.3 was not looked up: Dependency not found"),
        (answer(SKIPPED | {"name": "flask"}, SKIPPED), 0, "flask 3.1.3 was not looked up"),
        (answer(FLASK), 0, "lxml 6.1.3 was not looked up: pip-audit does not name it"),
        (answer(), 0, "flask 3.1.3 was not looked up"),
        (answer(FLASK, LXML | {"version": "6.1.2"}), 0, "lxml is locked as 6.1.3; looked up was 6.1.2"),
        (answer(FLASK, FLAWED), 1, "lxml 6.1.3: PYSEC-2026-1, mended in 6.1.4"),
        (answer(FLASK, FLAWED), 0, "lxml 6.1.3: PYSEC-2026-1, mended in 6.1.4"),
        (answer(FLASK, LXML), 1, "found something, and not what"),
        (answer(FLASK, LXML), 2, "nothing was audited"),
        ("No known vulnerabilities found", 0, "nothing was audited"),
        ("[]", 0, "nothing was audited"),
        ('{"dependencies": null}', 0, "nothing was audited"),
        ('{"dependencies": [1]}', 0, "nothing was audited"),
        ("", 1, "nothing was audited"),
    ],
)
def test_an_audit_fails_unless_everything_was_looked_up_and_nothing_found(told, status, fault):
    found = list(audit.faults(told, status, WANTED))
    assert (found == []) if fault is None else any(fault in each for each in found)


def auditor(folder, told, status=0):
    """Write a program that answers as pip-audit does."""
    path = folder / "pip-audit"
    path.write_text(
        f"#!{sys.executable}\nimport sys\nassert '--require-hashes' in sys.argv\n"
        f"sys.stdout.write({told!r})\nsys.stderr.write('No known vulnerabilities found')\nsys.exit({status})\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return subprocess.run(
        [sys.executable, "-m", "bench.audit", str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_command_passes_with_a_whole_answer_and_fails_with_a_false_green(tmp_path):
    whole = [{"name": name, "version": version, "vulns": []} for name, version in versions_here().items()]
    passed = auditor(tmp_path, answer(*whole))
    assert (passed.returncode, passed.stderr) == (0, "")
    assert f"All {len(whole)} locked packages were looked up" in passed.stdout
    skipped = auditor(tmp_path, answer(*whole[1:], {"name": whole[0]["name"], "skip_reason": "not found"}))
    assert skipped.returncode == 1
    assert f"{whole[0]['name']} {whole[0]['version']} was not looked up: not found" in skipped.stderr


BOM = {"bomFormat": "CycloneDX"}
LISTED = [
    {"name": "Flask", "version": "3.1.3", "licenses": [{"license": {"id": "BSD-3-Clause"}}]},
    {"name": "lxml", "version": "6.1.3", "licenses": [{"license": {"id": "BSD-3-Clause"}}]},
]


@pytest.mark.parametrize(
    ("listed", "fault"),
    [
        (BOM | {"components": LISTED}, None),
        ({"components": LISTED}, "It is no CycloneDX."),
        (BOM | {"components": LISTED[:1]}, "lxml 6.1.3 is not listed."),
        (BOM | {"components": [LISTED[0], LISTED[1] | {"version": "1"}]}, "lxml is locked as 6.1.3, and listed as 1."),
        (BOM | {"components": [LISTED[0], LISTED[1] | {"licenses": []}]}, "lxml has no licence."),
        (BOM | {"components": [*LISTED, LISTED[0] | {"name": "rich"}]}, "rich is listed, and not locked."),
    ],
)
def test_a_list_of_what_is_deployed_is_whole_or_refused(listed, fault):
    assert list(sbom.faults(listed, WANTED)) == ([] if fault is None else [fault])


def test_the_lock_keeps_to_its_constraints():
    text = (LOCK.parent / "constraints.txt").read_text(encoding="utf-8")
    constraints = [Requirement(line.partition("#")[0]) for line in text.splitlines() if line.partition("#")[0].strip()]
    assert constraints
    for each in constraints:
        assert str(locked()[each.name].specifier).removeprefix("==") in each.specifier, "`make lock`"
