"""The locks of what comes from npm: they name versions and hashes, and nobody's registry."""

import json

import pytest

from tests.conftest import SEEDS

FOLDERS = ("tests/browser", "webapp/widget")
EXPECTED = {
    "tests/browser": {"node_modules/axe-core", "node_modules/lighthouse"},
    "webapp/widget": {"node_modules/esbuild", "node_modules/typescript"},
}


def read(folder, name):
    return json.loads((SEEDS.parent / folder / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_lock_names_every_package_by_its_hash_and_no_host(folder):
    packages = read(folder, "package-lock.json")["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert set(installed) >= EXPECTED[folder]
    assert [name for name, package in installed.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_lock_has_what_is_asked_for_and_no_range_is(folder):
    asked = read(folder, "package.json")["devDependencies"]
    packages = read(folder, "package-lock.json")["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked
