"""What is served is the build of the sources, whose types hold, and keeps its limits."""

import subprocess

import pytest

from webapp.widget_files import FOLDER

pytestmark = pytest.mark.browser


def test_the_built_files_are_the_build_of_the_sources():
    checked = subprocess.run(
        ["npm", "run", "--silent", "check"], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
