"""A real browser, real servers, and pages of other sites."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.browser.hosting import hosting
from tests.browser.shelf import build_shelf, original
from tests.browser.visiting import Visitor
from tests.conftest import SEEDS, build_quietly
from tests.webapp.serving import Served, serving


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample, served by the real command."""
    folder = tmp_path_factory.mktemp("served") / "index"
    build_quietly(SEEDS, folder)
    with serving(folder) as server:
        yield server


@pytest.fixture(scope="session")
def identity(served: Served) -> str:
    """The sample statement's id, as it stands in addresses."""
    return re.search(rb'href="/s/([^"?]+)', served.get("/")[2])[1].decode()


@pytest.fixture(scope="session")
def original_site() -> Iterator[str]:
    """The address of the page that the shelf's report was published on."""
    with hosting(original()) as address:
        yield address


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory, original_site: str) -> Iterator[Served]:
    """An archive that has something of everything, served by the real command."""
    folder = tmp_path_factory.mktemp("shelf")
    build_shelf(folder, original_address=original_site)
    with serving(folder / "index") as server:
        yield server


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An archive without statements, served by the real command."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "none.jsonl").touch()
    build_quietly(folder / "none.jsonl", folder / "index")
    with serving(folder / "index") as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; where there is none, these tests fail."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """A visitor of whom no complaint may be left at the end."""
    made = Visitor(browser)
    yield made
    made.leave()
    assert made.complaints == []
