"""The search box in a real Firefox, on a page of another site under the strictest policy."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent / "firefox"
NAMES = re.findall(r'^  async "(.+?)"', (FOLDER / "checks.mjs").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def checked(served):
    firefox = shutil.which("firefox-esr")
    assert firefox is not None, "There is no firefox-esr on the path. On Debian: apt-get install firefox-esr"
    run = subprocess.run(
        ["node", str(FOLDER / "run.mjs"), firefox, served.address],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return {each["name"]: each["failure"] for each in map(json.loads, run.stdout.splitlines())}


def test_every_check_is_made(checked):
    assert list(checked) == NAMES
    assert len(NAMES) > 15


@pytest.mark.parametrize("name", NAMES)
def test_firefox(checked, name):
    assert checked[name] is None, checked[name]
