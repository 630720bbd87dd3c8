"""The lock of what the browser is measured with: it names versions and hashes, and nobody's registry."""

import json
from pathlib import Path

FOLDER = Path(__file__).parent


def test_the_lock_names_every_package_by_its_hash_and_no_host():
    packages = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert {"node_modules/axe-core", "node_modules/lighthouse"} <= set(installed)
    assert [name for name, package in installed.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_the_lock_has_what_is_asked_for_and_no_range_is():
    asked = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    packages = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked
