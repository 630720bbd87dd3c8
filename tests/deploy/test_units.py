"""The systemd units: well formed, and as closed as a service that only answers can be."""

import re
import subprocess

import pytest

from tests.webapp.serving import ROOT

UNITS = ROOT / "docs" / "deploy"
EXPOSED = {"onrecord.service": 1.5, "onrecord-index.service": 1.0}
"""How exposed a service is at most, from 0 to 10, as `systemd-analyze security` judges."""

pytestmark = pytest.mark.deployed


@pytest.fixture
def units(tmp_path):
    """Copy the units to a folder; the command that they start need not be installed here."""
    for path in UNITS.glob("onrecord*"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text.replace("/opt/onrecord/bin/onrecord", "/bin/true"), encoding="utf-8")
    return tmp_path


def analysed(units, *arguments):
    return subprocess.run(
        ["systemd-analyze", "--no-pager", *arguments],
        cwd=units,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_systemd_understands_every_line_of_the_units(units):
    names = sorted(f"./{path.name}" for path in units.iterdir())
    assert len(names) == 3
    run = analysed(units, "verify", *names)
    assert (run.returncode, run.stderr) == (0, "")


def test_a_line_that_it_does_not_understand_would_be_found(units):
    unit = units / "onrecord.service"
    unit.write_text(unit.read_text(encoding="utf-8").replace("NoNewPrivileges=", "NoNewPrivilege="), encoding="utf-8")
    assert "NoNewPrivilege" in analysed(units, "verify", "./onrecord.service").stderr


@pytest.mark.parametrize(("name", "most"), EXPOSED.items())
def test_a_service_is_hardly_exposed(units, name, most):
    run = analysed(units, "security", "--offline=true", f"./{name}")
    [level] = re.findall(r"Overall exposure level for \S+: ([\d.]+)", run.stdout)
    assert float(level) <= most, run.stdout


def test_no_failure_leaves_memory_in_a_file(units):
    for name in EXPOSED:
        assert "\nLimitCORE=0\n" in (units / name).read_text(encoding="utf-8")
